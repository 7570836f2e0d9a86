// Matrix products in tiles of registers: C = start + A·B, where `start` is a bias, zeros, or C itself.
// Each number of C is one chain of additions in the order of k, so neither tiles nor other rows change a bit of it.

/** Bytes of a vector of four numbers. */
const V: usize = 16;

/**
 * Four rows by eight columns. A(i, k) stands at `a + i·aRow + k·aStep`, B(k, ·) at `b + k·bRow`.
 * Strides are in bytes.
 */
function fourByEight(
  a: usize,
  aRow: usize,
  aStep: usize,
  b: usize,
  bRow: usize,
  start: usize,
  startRow: usize,
  c: usize,
  cRow: usize,
  k: i32,
): void {
  let s = start;
  let c00 = v128.load(s);
  let c01 = v128.load(s, V);
  s += startRow;
  let c10 = v128.load(s);
  let c11 = v128.load(s, V);
  s += startRow;
  let c20 = v128.load(s);
  let c21 = v128.load(s, V);
  s += startRow;
  let c30 = v128.load(s);
  let c31 = v128.load(s, V);
  let a0 = a;
  let a1 = a0 + aRow;
  let a2 = a1 + aRow;
  let a3 = a2 + aRow;
  for (let i = 0; i < k; i++) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, V);
    let x = v128.load_splat<f32>(a0);
    c00 = f32x4.add(c00, f32x4.mul(x, b0));
    c01 = f32x4.add(c01, f32x4.mul(x, b1));
    x = v128.load_splat<f32>(a1);
    c10 = f32x4.add(c10, f32x4.mul(x, b0));
    c11 = f32x4.add(c11, f32x4.mul(x, b1));
    x = v128.load_splat<f32>(a2);
    c20 = f32x4.add(c20, f32x4.mul(x, b0));
    c21 = f32x4.add(c21, f32x4.mul(x, b1));
    x = v128.load_splat<f32>(a3);
    c30 = f32x4.add(c30, f32x4.mul(x, b0));
    c31 = f32x4.add(c31, f32x4.mul(x, b1));
    a0 += aStep;
    a1 += aStep;
    a2 += aStep;
    a3 += aStep;
    b += bRow;
  }
  v128.store(c, c00);
  v128.store(c, c01, V);
  c += cRow;
  v128.store(c, c10);
  v128.store(c, c11, V);
  c += cRow;
  v128.store(c, c20);
  v128.store(c, c21, V);
  c += cRow;
  v128.store(c, c30);
  v128.store(c, c31, V);
}

/** Four rows by four columns. */
function fourByFour(
  a: usize,
  aRow: usize,
  aStep: usize,
  b: usize,
  bRow: usize,
  start: usize,
  startRow: usize,
  c: usize,
  cRow: usize,
  k: i32,
): void {
  let c0 = v128.load(start);
  let c1 = v128.load(start + startRow);
  let c2 = v128.load(start + 2 * startRow);
  let c3 = v128.load(start + 3 * startRow);
  let a0 = a;
  let a1 = a0 + aRow;
  let a2 = a1 + aRow;
  let a3 = a2 + aRow;
  for (let i = 0; i < k; i++) {
    const b0 = v128.load(b);
    c0 = f32x4.add(c0, f32x4.mul(v128.load_splat<f32>(a0), b0));
    c1 = f32x4.add(c1, f32x4.mul(v128.load_splat<f32>(a1), b0));
    c2 = f32x4.add(c2, f32x4.mul(v128.load_splat<f32>(a2), b0));
    c3 = f32x4.add(c3, f32x4.mul(v128.load_splat<f32>(a3), b0));
    a0 += aStep;
    a1 += aStep;
    a2 += aStep;
    a3 += aStep;
    b += bRow;
  }
  v128.store(c, c0);
  v128.store(c + cRow, c1);
  v128.store(c + 2 * cRow, c2);
  v128.store(c + 3 * cRow, c3);
}

/** One row by sixteen columns. */
function oneBySixteen(a: usize, aStep: usize, b: usize, bRow: usize, start: usize, c: usize, k: i32): void {
  let c0 = v128.load(start);
  let c1 = v128.load(start, V);
  let c2 = v128.load(start, 2 * V);
  let c3 = v128.load(start, 3 * V);
  for (let i = 0; i < k; i++) {
    const x = v128.load_splat<f32>(a);
    c0 = f32x4.add(c0, f32x4.mul(x, v128.load(b)));
    c1 = f32x4.add(c1, f32x4.mul(x, v128.load(b, V)));
    c2 = f32x4.add(c2, f32x4.mul(x, v128.load(b, 2 * V)));
    c3 = f32x4.add(c3, f32x4.mul(x, v128.load(b, 3 * V)));
    a += aStep;
    b += bRow;
  }
  v128.store(c, c0);
  v128.store(c, c1, V);
  v128.store(c, c2, 2 * V);
  v128.store(c, c3, 3 * V);
}

/** One row by four columns. */
function oneByFour(a: usize, aStep: usize, b: usize, bRow: usize, start: usize, c: usize, k: i32): void {
  let c0 = v128.load(start);
  for (let i = 0; i < k; i++) {
    c0 = f32x4.add(c0, f32x4.mul(v128.load_splat<f32>(a), v128.load(b)));
    a += aStep;
    b += bRow;
  }
  v128.store(c, c0);
}

/**
 * C (m × n) = start + A (m × k) · B (k × n). Strides are in bytes; a `startRow` of 0 gives every row the same start.
 * @param n a multiple of four: rows of B, start and C are padded
 */
export function multiply(
  a: usize,
  aRow: usize,
  aStep: usize,
  b: usize,
  bRow: usize,
  start: usize,
  startRow: usize,
  c: usize,
  cRow: usize,
  m: i32,
  n: i32,
  k: i32,
): void {
  let i = 0;
  for (; i + 4 <= m; i += 4) {
    let j = 0;
    for (; j + 8 <= n; j += 8) {
      const at: usize = j << 2;
      fourByEight(a, aRow, aStep, b + at, bRow, start + at, startRow, c + at, cRow, k);
    }
    if (j < n) {
      const at: usize = j << 2;
      fourByFour(a, aRow, aStep, b + at, bRow, start + at, startRow, c + at, cRow, k);
    }
    a += 4 * aRow;
    start += 4 * startRow;
    c += 4 * cRow;
  }
  for (; i < m; i++) {
    let j = 0;
    for (; j + 16 <= n; j += 16) {
      const at: usize = j << 2;
      oneBySixteen(a, aStep, b + at, bRow, start + at, c + at, k);
    }
    for (; j < n; j += 4) {
      const at: usize = j << 2;
      oneByFour(a, aStep, b + at, bRow, start + at, c + at, k);
    }
    a += aRow;
    start += startRow;
    c += cRow;
  }
}
