// Numbers and times as readers see them: thin spaces between groups and before units, a real minus sign, UTC.

const THIN = '\u202f';
const MINUS = '\u2212';

/** 1234567.891, 2 → "1 234 567.89". Not a number: "–". */
export function numberText(/** @type {number | null} */ value, /** @type {number} */ decimals) {
  if (value === null || !Number.isFinite(value)) return '–';
  const [whole = '', fraction] = Math.abs(value).toFixed(decimals).split('.');
  const digits = whole.replace(/\B(?=(?:\d{3})+$)/g, THIN) + (fraction === undefined ? '' : `.${fraction}`);
  return value < 0 && /[1-9]/.test(digits) ? MINUS + digits : digits;
}

/** 0.1234, 2 → "12.34 %". */
export function percentText(/** @type {number | null} */ share, /** @type {number} */ decimals) {
  if (share === null || !Number.isFinite(share)) return '–';
  return `${numberText(100 * share, decimals)}${THIN}%`;
}

/** With "+" before what is above zero. */
export function signed(/** @type {string} */ text) {
  return /^[0-9]/.test(text) && /[1-9]/.test(text) ? `+${text}` : text;
}

/** Decimals with which a value of this size can be told from its neighbours. */
export function decimalsFor(/** @type {number} */ step) {
  return Math.max(0, Math.min(8, Math.ceil(-Math.log10(Math.abs(step) || 1) - 1e-9)));
}

/** Of an instrument with so many decimals; cents of large prices say nothing. */
export function priceText(/** @type {number} */ price, /** @type {number} */ decimals) {
  return numberText(price, Math.min(decimals, Math.abs(price) >= 1000 ? 2 : 8));
}

/** With as many decimals as it has, at most six. */
export function qtyText(/** @type {number} */ qty) {
  return numberText(qty, Math.min(6, String(qty).split('.')[1]?.length ?? 0));
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export function monthName(/** @type {number} */ month) {
  return MONTHS[month] ?? '';
}

const two = (/** @type {number} */ value) => String(value).padStart(2, '0');

/** "5 Jan 2024" */
export function dayText(/** @type {number} */ time) {
  const date = new Date(time);
  return `${date.getUTCDate()} ${monthName(date.getUTCMonth())} ${date.getUTCFullYear()}`;
}

/** "5 Jan 2024 14:00" */
export function timeText(/** @type {number} */ time) {
  const date = new Date(time);
  return `${dayText(time)} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
}

/** "3 d 4 h", "5 h", "12 min" */
export function durationText(/** @type {number} */ ms) {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 60) return `${minutes}${THIN}min`;
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours < 24) return rest === 0 ? `${hours}${THIN}h` : `${hours}${THIN}h ${rest}${THIN}min`;
  const days = Math.floor(hours / 24);
  return hours % 24 === 0 ? `${days}${THIN}d` : `${days}${THIN}d ${hours % 24}${THIN}h`;
}
