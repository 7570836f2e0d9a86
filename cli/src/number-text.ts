// Numbers for people to read: the same on every machine, whatever its language.

/** Digits in groups of three: 1234567 → "1,234,567". Takes decimal strings as they are. */
export function bigNumber(value: number | string): string {
  const [whole = '', fraction] = String(value).split('.');
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** A count with its thing: "1 fold", "1,200 folds". */
export const countText = (count: number, thing: string): string =>
  `${bigNumber(count)} ${thing}${count === 1 ? '' : 's'}`;

/** A decimal string at two decimals, half away from zero: "10234.5678" → "10,234.57". Exact at any length. */
export function moneyText(decimal: string): string {
  const negative = decimal.startsWith('-');
  const [whole = '0', fraction = ''] = (negative ? decimal.slice(1) : decimal).split('.');
  const cents = BigInt(whole + fraction.padEnd(3, '0').slice(0, 2)) + (fraction.charAt(2) >= '5' ? 1n : 0n);
  const digits = String(cents).padStart(3, '0');
  const text = `${bigNumber(digits.slice(0, -2))}.${digits.slice(-2)}`;
  return negative && cents !== 0n ? `-${text}` : text;
}

/** 0.1234 → "+12.34 %". */
export function percentText(ratio: number, sign: 'signed' | 'plain'): string {
  const text = `${(100 * ratio).toFixed(2)} %`;
  return sign === 'signed' && ratio > 0 ? `+${text}` : text;
}
