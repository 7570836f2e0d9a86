// What strategies want in a market at random: targets of every order type, protections, and changes of mind.

import type { Payload } from '@tradingbot/contracts';
import type { Dice } from './dice.ts';
import type { ScenarioBar } from './scenario-bar.ts';

export type Wish = {
  readonly at: number;
  /** At an instant at which bars close and open: between the two, as a strategy decides, or behind both. */
  readonly phase: 'close' | 'open';
} & (
  | { readonly type: 'signal.target'; readonly payload: Payload<'signal.target'> }
  | { readonly type: 'signal.protect'; readonly payload: Payload<'signal.protect'> }
);

export const ORDER_TYPES = ['market', 'limit', 'stop', 'stop-limit', 'take-profit', 'trailing-stop'] as const;

export function randomWishes(dice: Dice, bars: readonly ScenarioBar[], length: number): Wish[] {
  const wishes = Array.from({ length: dice.whole(5, 12) }, (_, index) => {
    const bar = dice.oneOf(bars);
    // Most decide when a bar closes, some while one runs.
    const isAtClose = dice.chance(0.6);
    const at = isAtClose ? bar.openTime + length : bar.openTime + shareOf(dice, length);
    const phase = isAtClose ? dice.oneOf(['close', 'close', 'open'] as const) : ('open' as const);
    return { at, phase, ...wishIn(dice, bar, index % 4 === 3) } as Wish;
  });
  return wishes.sort((a, b) => a.at - b.at || (a.phase < b.phase ? -1 : a.phase > b.phase ? 1 : 0));
}

/** How far into a bar: anywhere, and now and then where the counting of its extremes changes. */
const shareOf = (dice: Dice, length: number): number =>
  dice.chance(0.3) ? (length / 6) * dice.whole(0, 5) : dice.whole(0, length - 1);

function wishIn(dice: Dice, bar: ScenarioBar, protects: boolean) {
  const strategy = dice.whole(0, 1);
  const instrument = bar.instrument;
  const near = (): number => Math.max(25, Math.round(bar.close * (1 + (dice.share() - 0.5) * 0.05)));
  const below = (): number => Math.max(25, Math.round(bar.close * (1 - dice.share() * 0.04)));
  const above = (): number => Math.round(bar.close * (1 + dice.share() * 0.04));
  const distance = (): number => dice.whole(1, 30) * 1_000_000;
  if (protects) {
    const stop = dice.oneOf([
      { type: 'none' },
      { type: 'stop', stopPrice: below() },
      { type: 'stop', stopPrice: near() },
      { type: 'trailing-stop', distance: distance() },
    ]);
    const target = dice.oneOf([{ type: 'none' }, { type: 'limit', limitPrice: above() }]);
    return { type: 'signal.protect', payload: { strategy, instrument, stop, target } };
  }
  const target = dice.chance(0.5)
    ? { kind: 'weight', weight: dice.oneOf([0, 200_000_000, 500_000_000, 1_000_000_000]) }
    : { kind: 'qty', qty: instrument === 0 ? dice.whole(0, 2_000_000) : dice.whole(0, 20_000) };
  // Of stop-limits the fewest fill: they are asked for twice as often.
  const type = dice.oneOf([...ORDER_TYPES, 'stop-limit'] as const);
  const terms = {
    market: { type },
    limit: { type, limitPrice: near() },
    stop: { type, stopPrice: near() },
    'stop-limit': { type, stopPrice: near(), limitPrice: near() },
    'take-profit': { type, triggerPrice: near() },
    'trailing-stop': { type, distance: distance() },
  }[type];
  return { type: 'signal.target', payload: { strategy, instrument, target, terms } };
}
