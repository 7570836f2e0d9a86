// Mean and variance of all rows seen so far, kept up to date as rows arrive.
// T. Chan, G. Golub and R. LeVeque, "Updating Formulae and a Pairwise Algorithm for Computing Sample Variances" (1979).

export interface RunningMoments {
  readonly mean: Float64Array;
  /** Of the population: the sum of squares divided by the count. */
  readonly variance: Float64Array;
  count: number;
}

export const runningMoments = (width: number): RunningMoments => ({
  mean: new Float64Array(width),
  variance: new Float64Array(width).fill(1),
  count: 0,
});

export const copyMoments = ({ mean, variance, count }: RunningMoments): RunningMoments => ({
  mean: mean.slice(),
  variance: variance.slice(),
  count,
});

/** Adds the first `rows` rows; two passes over each column, so that a large mean costs no digits. */
export function addRows(moments: RunningMoments, values: Float32Array | Float64Array, rows: number): void {
  const { mean, variance, count } = moments;
  const width = mean.length;
  const all = count + rows;
  for (let column = 0; column < width; column++) {
    let rowsMean = 0;
    for (let at = column, row = 0; row < rows; row++, at += width) rowsMean += values[at] as number;
    rowsMean /= rows;
    let squares = 0;
    for (let at = column, row = 0; row < rows; row++, at += width) squares += ((values[at] as number) - rowsMean) ** 2;
    const apart = rowsMean - (mean[column] as number);
    // The variance of nothing is 0, whatever stands there.
    const before = count === 0 ? 0 : (variance[column] as number) * count;
    variance[column] = (before + squares + (apart * apart * count * rows) / all) / all;
    mean[column] = (mean[column] as number) + (apart * rows) / all;
  }
  moments.count = all;
}
