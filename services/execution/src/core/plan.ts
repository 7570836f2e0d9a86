// How an approval is worked, as a pure function of it, the settings and the market: one order, slices of a bar, equal
// parts at an interval, or a share of what is traded.

import type { Payload } from '@tradingbot/contracts';
import {
  compareExact,
  floorToLot,
  micros,
  mulDivExact,
  price,
  qty,
  quantizeLimitPrice,
  type Amount,
  type Micros,
  type Price,
  type Qty,
} from '@tradingbot/domain';
import type { ExecutionSettings } from './execution-settings.ts';

type Approval = Pick<Payload<'risk.approved'>, 'side' | 'qty' | 'terms'>;

/** Plain data: it is saved with the schedule that follows it. */
export type Plan =
  | { readonly kind: 'whole' }
  /** Child `i` carries `parts[i]` and is due `i × interval` after the approval; the last one takes all that is left. */
  | { readonly kind: 'parts'; readonly from: Micros; readonly interval: number; readonly parts: readonly Qty[] }
  /** A child every `interval`, of a share of what has been traded lately. */
  | {
      readonly kind: 'pov';
      readonly from: Micros;
      readonly interval: number;
      readonly participationPpb: number;
      readonly minChildNotional: Amount;
    };

export interface PlannedOrder {
  readonly terms: Approval['terms'];
  readonly timeInForce: 'GTC' | 'IOC' | 'FOK';
  readonly expiresAt: Micros;
  readonly plan: Plan;
}

export interface PlanMarket {
  readonly last: Price;
  readonly tick: Price;
  readonly lot: Qty;
  /** The length of a step; 0 before there is a bar, when nothing can be spread over it. */
  readonly step: number;
  /** What the approval is worth at the last price. */
  readonly value: Amount;
}

const BILLION = 1_000_000_000;
const WHOLE: Plan = { kind: 'whole' };

export function planOf(settings: ExecutionSettings, approval: Approval, market: PlanMarket, now: Micros): PlannedOrder {
  const terms = termsOf(settings, approval, market);
  const isLimit = terms.type === 'limit' || terms.type === 'stop-limit';
  return {
    terms,
    timeInForce: isLimit ? settings.timeInForce : 'GTC',
    expiresAt: micros(settings.ttlSteps > 0 && market.step > 0 ? now + settings.ttlSteps * market.step : 0),
    plan: terms.type === 'market' ? marketPlan(settings, approval.qty, market, now) : WHOLE,
  };
}

/** An approval with terms of its own keeps them; `limit-mid` gives its limit to one without. */
function termsOf(
  { profile }: ExecutionSettings,
  { side, terms }: Approval,
  { last, tick }: PlanMarket,
): Approval['terms'] {
  if (terms.type !== 'market' || profile.kind !== 'limit-mid') return terms;
  const factor = BILLION + (side === 'buy' ? profile.offsetPpb : -profile.offsetPpb);
  const asked = price(Number(mulDivExact(last, factor, BILLION, side === 'buy' ? 'floor' : 'ceil')));
  return { type: 'limit', limitPrice: price(Math.max(tick, quantizeLimitPrice(side, asked, tick))) };
}

function marketPlan(settings: ExecutionSettings, total: Qty, market: PlanMarket, now: Micros): Plan {
  const { largeOrders, profile } = settings;
  if (largeOrders !== undefined && compareExact(market.value, largeOrders.threshold) >= 0) {
    switch (largeOrders.algo) {
      case 'twap': {
        const { parts, interval } = largeOrders;
        const each = floorToLot(Math.floor(total / parts), market.lot);
        return { kind: 'parts', from: now, interval, parts: new Array<Qty>(parts).fill(each) };
      }
      case 'pov': {
        const { interval, participationPpb, minChildNotional } = largeOrders;
        return { kind: 'pov', from: now, interval, participationPpb, minChildNotional };
      }
      case 'vwap':
        return slices(largeOrders.slices, total, market, now);
    }
  }
  return profile.kind === 'vwap' ? slices(profile.slices, total, market, now) : WHOLE;
}

/** Slices of the bar that begins now. */
function slices(shares: readonly number[], total: Qty, { step, lot }: PlanMarket, now: Micros): Plan {
  if (step === 0 || shares.length === 0) return WHOLE;
  // Equal shares do not add up to a billion: the last one differs by what rounding left.
  const isEven = Math.max(...shares) - Math.min(...shares) < shares.length;
  const parts = shares.map((share) => {
    const part = isEven ? Math.floor(total / shares.length) : Number(mulDivExact(total, share, BILLION, 'floor'));
    return floorToLot(part, lot);
  });
  return { kind: 'parts', from: now, interval: step / shares.length, parts };
}

/** What a child of a share of the volume carries: the share, but at least what the settings say. */
export function povQty(
  { participationPpb, interval, minChildNotional }: Extract<Plan, { kind: 'pov' }>,
  { step, lot }: PlanMarket,
  volumes: readonly number[],
  qtyUnit: number,
  unitValue: Amount,
): Qty {
  const mean = volumes.reduce((sum, volume) => sum + volume, 0) / Math.max(1, volumes.length);
  const share = step === 0 ? 0 : mean * qtyUnit * (participationPpb / BILLION) * (interval / step);
  const least = unitValue > 0 ? Number(mulDivExact(minChildNotional, 1, unitValue, 'ceil')) : 0;
  const ofVolume = share > 0 ? Math.max(lot, floorToLot(Math.floor(share), lot)) : 0;
  return qty(Math.max(ofVolume, Math.ceil(least / lot) * lot));
}
