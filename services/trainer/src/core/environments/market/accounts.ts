// The accounts of several episodes, as columns: whole numbers in doubles, money in last decimals of the currency.

export interface Accounts {
  readonly cash: Float64Array;
  /** Units of the instrument. */
  readonly held: Float64Array;
  /** Cash and what is held at the last close. */
  readonly worth: Float64Array;
  /** The order on its way: units to buy, or below zero to sell. */
  readonly ordered: Float64Array;
  /** Value traded in the last step. */
  readonly traded: Float64Array;
  /** Filled ÷ ordered quantity of the last order that was filled at all; 1 before the first. */
  readonly fillRatio: Float64Array;
}

export const createAccounts = (count: number): Accounts => ({
  cash: new Float64Array(count),
  held: new Float64Array(count),
  worth: new Float64Array(count),
  ordered: new Float64Array(count),
  traded: new Float64Array(count),
  fillRatio: new Float64Array(count).fill(1),
});

export function openAccount(accounts: Accounts, index: number, cash: number): void {
  accounts.cash[index] = cash;
  accounts.held[index] = 0;
  accounts.worth[index] = cash;
  accounts.ordered[index] = 0;
  accounts.traded[index] = 0;
  accounts.fillRatio[index] = 1;
}
