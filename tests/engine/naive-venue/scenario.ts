// A small market at random: bars of two instruments with gaps and jumps, a venue, a way of execution, and what two
// strategies want and when. Everything follows from one number.

import type { Payload } from '@tradingbot/contracts';
import { amount, instrumentIndex, marketSymbol, price, qty, timeframe, type Instrument } from '@tradingbot/domain';
import type { ExecutionSettings } from '@tradingbot/execution';
import type { VenueSettings } from '@tradingbot/simulation';
import { diceOf, type Dice } from './dice.ts';
import type { ScenarioBar } from './scenario-bar.ts';
import { randomExecution, randomVenue } from './scenario-settings.ts';
import { randomWishes, type Wish } from './scenario-wishes.ts';

export interface Scenario {
  readonly number: number;
  readonly instruments: readonly Instrument[];
  readonly rules: readonly Payload<'md.instrument'>[];
  readonly changed: { readonly at: number; readonly rules: Payload<'md.instrument'> } | undefined;
  readonly length: number;
  readonly bars: readonly ScenarioBar[];
  readonly wishes: readonly Wish[];
  readonly venue: VenueSettings;
  readonly execution: ExecutionSettings;
  readonly cash: bigint;
  readonly bnb: bigint;
  readonly closeAtEnd: boolean;
}

const MINUTE = 60_000_000;
/** Friday 2021-01-01 21:00 UTC: markets of a few hours cross midnight, and those of 4-hour bars the week. */
const START = 1_609_534_800_000_000;
/** Prices begin here, in units; the scales differ between instruments. */
export const FIRST_PRICES = [10_000, 1_234_567] as const;

const instrumentOf = (
  base: string,
  priceScale: number,
  qtyScale: number,
  assetClass: Instrument['assetClass'] = 'crypto_spot',
): Instrument => ({
  symbol: marketSymbol(`${base}USDT`),
  venue: 'binance',
  assetClass,
  base,
  quote: 'USDT',
  priceScale,
  qtyScale,
  calendar: '24x7',
});

const CRYPTO = [instrumentOf('BTC', 2, 5), instrumentOf('BNB', 4, 3)] as const;
/** The same with shares in the place of the first: what sales of US stocks pay is charged on them alone. */
const WITH_SHARES = [instrumentOf('SPY', 2, 5, 'us_equity'), CRYPTO[1]] as const;

export function scenarioOf(number: number): Scenario {
  const dice = diceOf(number);
  const length = dice.oneOf([MINUTE, 60 * MINUTE, 240 * MINUTE]);
  const venue = randomVenue(number, dice, length);
  const instruments = venue.fees.regulatory === undefined ? CRYPTO : WITH_SHARES;
  const isKnown = dice.chance(0.8);
  const bars = instruments.flatMap((_, instrument) => randomBars(dice, instrument, length, isKnown));
  // In units of 10^−8. Where there is little, the fees come out of it alone: BNB is then not traded.
  const bnb = dice.oneOf([0n, 5_000_000n, 1_000_000_000_000n]);
  const traded = venue.fees.settlement === 'bnb' && bnb < 1_000_000_000_000n ? 0 : 1;
  const changeAt = dice.oneOf(bars).openTime + dice.oneOf([0, Math.floor(length / 2)]);
  return {
    number,
    instruments,
    rules: instruments.map((_, instrument) => randomRules(dice, instrument)),
    // The venue changes its rules in the middle of one market in three.
    changed: dice.chance(0.33) ? { at: changeAt, rules: randomRules(dice, dice.whole(0, 1)) } : undefined,
    length,
    bars,
    wishes: randomWishes(
      dice,
      bars.filter(({ instrument }) => instrument <= traded),
      length,
    ),
    venue,
    execution: randomExecution(number, dice, timeframe(length)),
    // 300 USDT to 30,000 USDT, in units of 10^−8: often less than what is wanted.
    cash: BigInt(dice.whole(300, 30_000)) * 100_000_000n,
    bnb,
    closeAtEnd: dice.chance(0.5),
  };
}

function randomRules(dice: Dice, instrument: number): Payload<'md.instrument'> {
  const lot = dice.oneOf([1, 1, 10, 500]);
  return {
    instrument: instrumentIndex(instrument),
    tick: price(dice.oneOf([1, 1, 5, 25])),
    lot: qty(lot),
    minQty: qty(lot * dice.oneOf([1, 3])),
    maxQty: qty(dice.oneOf([0, 0, 0, instrument === 0 ? 400_000 : 20_000])),
    minNotional: amount(dice.oneOf([0, 0, 500_000_000])),
    bandDown: dice.chance(0.1) ? 0.97 : 0,
    bandUp: dice.chance(0.1) ? 1.03 : 0,
  };
}

function randomBars(dice: Dice, instrument: number, length: number, known: boolean): ScenarioBar[] {
  let price = FIRST_PRICES[instrument] as number;
  let openTime = START + length * dice.whole(0, 2);
  return Array.from({ length: dice.whole(6, 12) }, () => {
    // One bar in eight is missing, and then some.
    if (dice.chance(0.12)) openTime += length * dice.whole(1, 3);
    const jump = dice.chance(0.1) ? 0.08 : 0.01;
    const move = (size: number): number => Math.max(100, Math.round(price * (1 + (dice.share() - 0.5) * size)));
    const open = (price = move(jump));
    const isFlat = dice.chance(0.1);
    const close = (price = isFlat ? open : move(0.04));
    const room = isFlat ? 0 : price * 0.01;
    const high = Math.max(open, close) + dice.whole(0, Math.floor(room));
    const low = Math.min(open, close) - dice.whole(0, Math.floor(room));
    const path = dice.chance(0.7) ? randomPath(dice, high, low, close) : [];
    const volume = dice.oneOf([0, 1, 5, 20, 100]) * dice.share();
    const bar = { instrument, openTime, length, open, high, low, close, volume, known, path };
    openTime += length;
    return bar;
  });
}

/** Four steps within the bar's range, which ends at its close. */
const randomPath = (dice: Dice, high: number, low: number, close: number): number[] => [
  ...Array.from({ length: 3 }, () => dice.whole(low, high)),
  close,
];
