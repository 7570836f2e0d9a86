// The account as one journal leaves it and the next one states it.

import {
  isStoredCommand,
  type Catalog,
  type Payload,
  type RecordedManifest,
  type StrategyIndex,
} from '@tradingbot/contracts';
import { InputError, type Amount, type InstrumentIndex } from '@tradingbot/domain';
import type { Ledger } from '@tradingbot/portfolio';
import type { StandingCommand } from '../core/index.ts';

/** Every asset that is held, the currency first. */
export function balancesOf({ assets, balances }: Ledger): Payload<'run.balance'>[] {
  return assets
    .map((asset, index) => ({ asset, balance: balances[index] as Amount }))
    .filter(({ balance }, index) => index === 0 || balance !== 0);
}

/**
 * Positions by the strategies of the next journal.
 * @throws InputError when a strategy that holds something is not among them
 */
export function positionsOf(
  { positions }: Ledger,
  old: RecordedManifest,
  { strategies }: Catalog,
): Payload<'run.position'>[] {
  return positions.flatMap((row, oldIndex) => {
    const name = old.strategies[oldIndex] ?? '';
    const strategy = strategies.indexOf(name) as StrategyIndex;
    return row.flatMap((position, instrument) => {
      if (strategy < 0 && position.qty !== 0) refuseOrphan(name, old.instruments[instrument]?.symbol ?? '');
      const isEmpty = position.qty === 0 && position.realizedPnl === 0 && position.fees === 0;
      return strategy < 0 || isEmpty ? [] : [{ strategy, instrument: instrument as InstrumentIndex, ...position }];
    });
  });
}

function refuseOrphan(strategy: string, symbol: string): never {
  throw new InputError(
    'the configuration',
    `has no strategy ${strategy}, which still holds ${symbol}`,
    'keep it until it holds nothing, or begin anew with --fresh',
  );
}

/**
 * The same command in another journal. One that is in the store keeps its name there, from which on commands are new;
 * one that is not has a name that only its own journal knows.
 */
export function restated(command: StandingCommand, journal: string): StandingCommand {
  const { payload } = command;
  if (isStoredCommand(payload.command)) return command;
  const [name = ''] = payload.command.split('@');
  const renamed = { ...payload, command: `${name === '' ? 'e' : name}@${journal}` };
  return { type: command.type, payload: renamed };
}
