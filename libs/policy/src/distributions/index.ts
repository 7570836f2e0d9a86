// What a policy draws its actions from, and the parameters that it begins with.

export type { ActionDistribution } from './action-distribution.ts';
export { distributionOf, policyDeviations } from './distribution.ts';
export { drawNormals } from './gaussian.ts';
export { initialParameters } from './initial-parameters.ts';
export { orthogonalMatrix } from './orthogonal.ts';
