// The order of a table's rows after a click on a column. Equal rows keep their order, so that sorts can be stacked.

/**
 * @param {readonly number[]} order numbers of rows
 * @param {(row: number) => number | string} keyOf
 * @param {boolean} isDescending
 * @returns {number[]}
 */
export function sortedRows(order, keyOf, isDescending) {
  const sign = isDescending ? -1 : 1;
  return [...order].sort((a, b) => {
    const [left, right] = [keyOf(a), keyOf(b)];
    if (left === right) return 0;
    return left < right ? -sign : sign;
  });
}
