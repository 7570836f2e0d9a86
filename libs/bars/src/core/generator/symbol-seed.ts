// A seed of its own for each symbol of a generated market, so that one more symbol changes none of the others.

/** FNV-1a over the symbol, begun at the market's seed. @returns an integer of 32 bits */
export function symbolSeed(seed: number, symbol: string): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let i = 0; i < symbol.length; i++) hash = Math.imul(hash ^ symbol.charCodeAt(i), 0x01000193);
  return hash | 0;
}
