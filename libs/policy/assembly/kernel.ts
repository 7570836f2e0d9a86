// What the compiled kernel exports. All numbers lie in one imported memory, whose places the caller plans.
// Strict SIMD: IEEE operations in a fixed order, so every machine gives the same bits.

export { multiply } from './multiply';
export { tanh, tanhSlope } from './tanh';
export { transpose } from './transpose';
export { adam, sumOfSquares } from './optimiser';
