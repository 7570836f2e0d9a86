// What each position has made since the journal opened, from the ledger alone.

import type { StrategyIndex } from '@tradingbot/contracts';
import { addExact, amount, subExact, type Amount, type InstrumentIndex, type Price } from '@tradingbot/domain';
import { notionalOf, type Ledger, type Position } from '@tradingbot/portfolio';
import type { HeldPosition } from './run-figures.ts';

/** What a position had realised, less fees, before this journal. */
export type OpeningPnl = readonly (readonly Amount[])[];

export const openingPnlOf = ({ positions }: Ledger): OpeningPnl =>
  positions.map((row) => row.map(({ realizedPnl, fees }) => subExact(realizedPnl, fees)));

/** Realised since the opening, less fees, and what is held at its last price over its cost. */
export function pnlOf(
  ledger: Ledger,
  opening: OpeningPnl,
  includes: (strategy: number, instrument: number) => boolean,
): Amount {
  let total = amount(0);
  ledger.positions.forEach((row, strategy) => {
    row.forEach((position, instrument) => {
      if (!includes(strategy, instrument)) return;
      const { realizedPnl, fees, costBasis } = position;
      const booked = subExact(subExact(realizedPnl, fees), opening[strategy]?.[instrument] ?? amount(0));
      const standing = subExact(valueOf(ledger, instrument as InstrumentIndex, position), costBasis);
      total = addExact(total, addExact(booked, standing));
    });
  });
  return total;
}

export const heldPositions = (ledger: Ledger): HeldPosition[] =>
  ledger.positions.flatMap((row, strategy) =>
    row.flatMap((position, index) => {
      const instrument = index as InstrumentIndex;
      if (position.qty === 0) return [];
      const value = valueOf(ledger, instrument, position);
      return [{ strategy: strategy as StrategyIndex, instrument, qty: position.qty, value }];
    }),
  );

const valueOf = (ledger: Ledger, instrument: InstrumentIndex, { qty }: Position): Amount =>
  notionalOf(ledger, instrument, ledger.marks[instrument] as Price, qty);
