// What a strategy says of orders, checked and in units of the instrument.

import type { Payload } from '@tradingbot/contracts';
import { price, weight, WEIGHT_ONE, type Price, type Weight } from '@tradingbot/domain';
import type { PriceOption, ProtectOptions, TargetOptions } from './context.ts';
import { scaled } from './scaled-number.ts';
import { StrategyUsageError } from './strategy-failure.ts';

type Terms = Payload<'signal.target'>['terms'];
type Protection = Pick<Payload<'signal.protect'>, 'stop' | 'target'>;

const MARKET: Terms = { type: 'market' };

/** @throws StrategyUsageError for a price that is none, and for two kinds of order at once */
export function termsOf(options: TargetOptions | undefined, priceScale: number): Terms {
  if (options === undefined) return MARKET;
  const { limit, stop, stopLimit, takeProfit, trailing } = options;
  const named = Object.entries({ limit, stop, stopLimit, takeProfit, trailing }).filter(
    ([, value]) => value !== undefined,
  );
  if (named.length > 1) {
    const names = named.map(([name]) => name).join(' and ');
    throw new StrategyUsageError(`a target takes one kind of order, not ${names}: for a bracket use ctx.protect`);
  }
  const at = (what: string, value: PriceOption): Price => priceOf(what, value, priceScale);
  if (limit !== undefined) return { type: 'limit', limitPrice: at('limit', limit) };
  if (stop !== undefined) return { type: 'stop', stopPrice: at('stop', stop) };
  if (stopLimit !== undefined) {
    const { stop: stopPrice, limit: limitPrice } = stopLimit;
    return { type: 'stop-limit', stopPrice: at('stop', stopPrice), limitPrice: at('limit', limitPrice) };
  }
  if (takeProfit !== undefined) return { type: 'take-profit', triggerPrice: at('takeProfit', takeProfit) };
  return trailing === undefined ? MARKET : { type: 'trailing-stop', distance: shareOf('trailing', trailing) };
}

/** @throws StrategyUsageError for a price that is none, for two stops, and for a target that is not above the stop */
export function protectionOf({ stopLoss, trailingStop, takeProfit }: ProtectOptions, priceScale: number): Protection {
  if (stopLoss !== undefined && trailingStop !== undefined) {
    throw new StrategyUsageError('protect takes stopLoss or trailingStop, not both');
  }
  const stopPrice = stopLoss === undefined ? undefined : priceOf('stopLoss', stopLoss, priceScale);
  const limitPrice = takeProfit === undefined ? undefined : priceOf('takeProfit', takeProfit, priceScale);
  if (stopPrice !== undefined && limitPrice !== undefined && limitPrice <= stopPrice) {
    throw new StrategyUsageError(`protect takes a takeProfit above its stopLoss, not ${takeProfit} and ${stopLoss}`);
  }
  return {
    stop:
      stopPrice !== undefined
        ? { type: 'stop', stopPrice }
        : trailingStop !== undefined
          ? { type: 'trailing-stop', distance: shareOf('trailingStop', trailingStop) }
          : { type: 'none' },
    target: limitPrice === undefined ? { type: 'none' } : { type: 'limit', limitPrice },
  };
}

function priceOf(what: string, value: PriceOption, priceScale: number): Price {
  const units = scaled(what, value, priceScale);
  if (units <= 0) throw new StrategyUsageError(`a ${PRICE_NAMES[what] ?? what} price is above 0, not ${value}`);
  return price(units);
}

const PRICE_NAMES: Readonly<Record<string, string>> = { takeProfit: 'take-profit', stopLoss: 'stop-loss' };

function shareOf(what: string, share: number): Weight {
  const units = Math.round(share * WEIGHT_ONE);
  if (share > 0 && share < 1 && units > 0 && units < WEIGHT_ONE) return weight(units);
  throw new StrategyUsageError(`${what} takes a share of the price between 0 and 1, not ${share}`);
}
