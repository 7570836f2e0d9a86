// Text from a file inside a sentence: in quotes, on one line, short, whatever the file holds.

const LONGEST = 40;

/** `text` in quotes for a message: characters that do not print become `·`, what is too long ends in `…`. */
export function shown(text: string): string {
  const start = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return `"${start.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '·')}"`;
}
