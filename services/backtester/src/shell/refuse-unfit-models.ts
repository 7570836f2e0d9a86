// A policy trades the market that it was trained for: other bars mean other features, even where they have the same names.

import type { BarSeries } from '@tradingbot/bars';
import { formatTimeframe, InputError, type Instrument } from '@tradingbot/domain';
import type { LoadedStrategy } from './request.ts';

/** @throws InputError naming the model, what it was trained on, and what the run has */
export function refuseUnfitModels(
  strategies: readonly Pick<LoadedStrategy, 'model'>[],
  instruments: readonly Instrument[],
  series: readonly Pick<BarSeries, 'timeframe' | 'instrument'>[],
): void {
  for (const { model } of strategies) {
    if (model === undefined) continue;
    const { path, data } = model;
    for (const { assetClass, symbol } of instruments) {
      if (assetClass === data.assetClass) {
        refuseStranger(model, symbol);
        continue;
      }
      const what = `was trained on ${data.assetClass}, but ${symbol} is ${assetClass}`;
      throw new InputError(path, what, `take a model that was trained on ${assetClass}`);
    }
    for (const { timeframe, instrument } of series) {
      const name = formatTimeframe(timeframe);
      if (name === data.timeframe) continue;
      const what = `was trained on bars of ${data.timeframe}, but those of ${instruments[instrument]?.symbol ?? 'this run'} are of ${name}`;
      throw new InputError(
        path,
        what,
        `take a model for ${name}, or bars and an execution profile of ${data.timeframe}`,
      );
    }
  }
}

/** A policy of several instruments tells them apart, and knows no other. */
function refuseStranger({ path, data }: NonNullable<LoadedStrategy['model']>, symbol: string): void {
  const known = data.features.names.filter((name) => name.startsWith(TOLD_APART));
  if (known.length === 0 || known.includes(`${TOLD_APART}${symbol}`)) return;
  const names = known.map((name) => name.slice(TOLD_APART.length)).join(', ');
  throw new InputError(
    path,
    `was trained on ${names}, and does not know ${symbol}`,
    'say data.symbols: those it knows',
  );
}

const TOLD_APART = 'token_is_';
