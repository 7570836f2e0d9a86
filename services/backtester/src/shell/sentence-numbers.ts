// Numbers within a sentence: in groups of three, as the command line shows them.

/** 8784 → "8,784". */
export const grouped = (count: number | string): string => {
  const [whole = '', ...fraction] = String(count).split('.');
  return [whole.replace(/\B(?=(?:\d{3})+$)/g, ','), ...fraction].join('.');
};

/** "1 bar", "8,784 bars". */
export const many = (count: number, thing: string): string => `${grouped(count)} ${thing}${count === 1 ? '' : 's'}`;

/** A decimal string of money at two decimals: "1192.44215467" → "1,192.44"; further ones are cut off. */
export const cents = (decimal: string): string => {
  const [whole = '', fraction = ''] = decimal.split('.');
  return grouped(`${whole}.${fraction.padEnd(2, '0').slice(0, 2)}`);
};
