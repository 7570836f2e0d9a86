// The length of a gradient, and a step of Adam (Kingma & Ba 2015) with PyTorch's placing of ε.

/** Σ x² in 64 bits, in a fixed order: number i goes to the partial sum i mod 4. `count` is a multiple of four. */
export function sumOfSquares(at: usize, count: i32): f64 {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  const end = at + ((<usize>count) << 2);
  for (; at < end; at += 16) {
    const x = v128.load(at);
    const first = f64x2.promote_low_f32x4(x);
    const second = f64x2.promote_low_f32x4(v128.shuffle<f32>(x, x, 2, 3, 2, 3));
    low = f64x2.add(low, f64x2.mul(first, first));
    high = f64x2.add(high, f64x2.mul(second, second));
  }
  const sums = f64x2.add(low, high);
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}

/**
 * Moves `count` parameters, a multiple of four, against their gradients.
 * @param factor by which the gradients are shortened
 * @param stepSize learning rate ÷ (1 − β₁^t)
 * @param correction √(1 − β₂^t)
 * @param beta1Rest 1 − β₁, which 32 bits cannot make of β₁
 * @param beta2Rest 1 − β₂
 */
export function adam(
  parameters: usize,
  means: usize,
  variances: usize,
  gradients: usize,
  count: i32,
  factor: f32,
  stepSize: f32,
  correction: f32,
  epsilon: f32,
  beta1: f32,
  beta1Rest: f32,
  beta2: f32,
  beta2Rest: f32,
): void {
  const keepMean = f32x4.splat(beta1);
  const addMean = f32x4.splat(beta1Rest);
  const keepVariance = f32x4.splat(beta2);
  const addVariance = f32x4.splat(beta2Rest);
  const shorten = f32x4.splat(factor);
  const step = f32x4.splat(stepSize);
  const divide = f32x4.splat(correction);
  const add = f32x4.splat(epsilon);
  const bytes = (<usize>count) << 2;
  for (let i: usize = 0; i < bytes; i += 16) {
    const gradient = f32x4.mul(v128.load(gradients + i), shorten);
    const mean = f32x4.add(f32x4.mul(keepMean, v128.load(means + i)), f32x4.mul(addMean, gradient));
    const square = f32x4.mul(gradient, gradient);
    const variance = f32x4.add(f32x4.mul(keepVariance, v128.load(variances + i)), f32x4.mul(addVariance, square));
    v128.store(means + i, mean);
    v128.store(variances + i, variance);
    const root = f32x4.add(f32x4.div(f32x4.sqrt(variance), divide), add);
    const move = f32x4.div(f32x4.mul(step, mean), root);
    v128.store(parameters + i, f32x4.sub(v128.load(parameters + i), move));
  }
}
