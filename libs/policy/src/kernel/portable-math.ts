// e^x and ln x from additions, multiplications and divisions alone, so that every machine gives the same bits.
// Math.exp and Math.log are left to the engine by the language: another one, or another processor, may round otherwise.

/** ln 2 in two parts: the first has few bits, so that its product with a whole number up to 2,000 is exact. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const OVERFLOW = 709.782712893384;
const UNDERFLOW = -745.1332191019412;
const LEAST_NORMAL = 2.2250738585072014e-308;
const SQRT2 = 1.4142135623730951;

/** 2^n, exactly, at n + 1,023, for −1,023 ≤ n ≤ 1,023. */
const POWERS = powersOfTwo();
const OF_ONE = 1023;

// 1 ÷ n!, the terms of Taylor's series of e^x.
const F2 = 1 / 2;
const F3 = 1 / 6;
const F4 = 1 / 24;
const F5 = 1 / 120;
const F6 = 1 / 720;
const F7 = 1 / 5_040;
const F8 = 1 / 40_320;
const F9 = 1 / 362_880;
const F10 = 1 / 3_628_800;
const F11 = 1 / 39_916_800;
const F12 = 1 / 479_001_600;
const F13 = 1 / 6_227_020_800;

/** e^x, relative error below 3e-16 where the result is a normal number. NaN for NaN. */
export function portableExp(x: number): number {
  if (!(x <= OVERFLOW)) return x > OVERFLOW ? Infinity : NaN;
  if (x < UNDERFLOW) return 0;
  const power = Math.floor(x * Math.LOG2E + 0.5);
  const r = x - power * LN2_HIGH - power * LN2_LOW;
  // |r| < 0.35. The terms are added in pairs, which the processor can do side by side.
  const r2 = r * r;
  const r4 = r2 * r2;
  const middle = F4 + F5 * r + r2 * (F6 + F7 * r);
  const high = F8 + F9 * r + r2 * (F10 + F11 * r) + r4 * (F12 + F13 * r);
  const sum = 1 + (r + (r2 * (F2 + F3 * r) + r4 * (middle + r4 * high)));
  // In two steps, since 2^1024 is no number and 2^-1074 has few bits.
  const half = power >> 1;
  return sum * (POWERS[OF_ONE + half] as number) * (POWERS[OF_ONE + power - half] as number);
}

const number = new Float64Array(1);
const words = new Uint32Array(number.buffer);
/** Which of the two words holds the exponent. */
const HIGH = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0;

/** ln x, absolute error below 1e-15 + 3e-16·|ln x|. −∞ for 0, NaN below. Subnormal numbers count as 0. */
export function portableLog(x: number): number {
  if (!(x >= LEAST_NORMAL)) return x >= 0 ? -Infinity : NaN;
  if (x === Infinity) return Infinity;
  number[0] = x;
  let power = ((words[HIGH] as number) >>> 20) - OF_ONE;
  let mantissa = x * (POWERS[OF_ONE - power] as number);
  if (mantissa > SQRT2) {
    mantissa /= 2;
    power++;
  }
  // ln m = 2·artanh s = 2·(s + s³ ÷ 3 + …) with s = (m − 1) ÷ (m + 1), so |s| < 0.172 and twelve terms suffice.
  const s = (mantissa - 1) / (mantissa + 1);
  const t = s * s;
  const t2 = t * t;
  const t4 = t2 * t2;
  const low = 1 / 3 + t * (1 / 5) + t2 * (1 / 7 + t * (1 / 9));
  const middle = 1 / 11 + t * (1 / 13) + t2 * (1 / 15 + t * (1 / 17));
  const high = 1 / 19 + t * (1 / 21) + t2 * (1 / 23);
  const series = 2 * s + 2 * s * t * (low + t4 * (middle + t4 * high));
  return power * LN2_HIGH + (series + power * LN2_LOW);
}

function powersOfTwo(): Float64Array {
  const powers = new Float64Array(2 * 1023 + 1).fill(1);
  for (let n = 1; n <= 1023; n++) {
    powers[1023 + n] = 2 * (powers[1023 + n - 1] as number);
    powers[1023 - n] = (powers[1023 - n + 1] as number) / 2;
  }
  return powers;
}
