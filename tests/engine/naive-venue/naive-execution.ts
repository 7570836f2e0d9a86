// What execution makes of approvals, a second time, from docs/simulation.md alone ("What execution makes of an
// approval"). It is shown the recorded events and says which orders must leave on each.

import type { Payload, SequencedEvent } from '@tradingbot/contracts';
import type { ExecutionSettings } from '@tradingbot/execution';
import type { Side } from './naive-bar.ts';
import type { NaiveInstrument } from './naive-setup.ts';

type Terms = Payload<'order.submitted'>['terms'];
type Protection = Payload<'risk.protected'>;

/** What is still to be sent of an approval. */
interface Plan {
  readonly strategy: number;
  readonly instrument: number;
  readonly approval: number;
  readonly side: Side;
  readonly approvedAt: number;
  /** What was planned for each due time, in order; POV finds its quantities as it goes. */
  readonly children: readonly { readonly at: number; readonly qty: number }[];
  readonly pov: boolean;
  next: number;
  /** Of children that could not be placed. */
  carried: number;
  unsent: number;
}

interface OpenOrder {
  readonly id: string;
  readonly strategy: number;
  readonly instrument: number;
  readonly approval: number;
  readonly side: Side;
  readonly group: string;
  remaining: number;
  cancelAsked: boolean;
}

interface Seen {
  lot: number;
  maxQty: number;
  minQty: number;
  minNotional: bigint;
  lastClose: number;
  barLength: number;
  readonly volumes: number[];
}

export interface NaiveExecution {
  /**
   * @returns what execution must send because of this event, in any order; and what is wrong with how positions are
   * protected, for which the page states rules and leaves the moment open
   */
  see(event: SequencedEvent): readonly string[];
  judgeProtective(order: Payload<'order.submitted'>): readonly string[];
  /** Whether a position in the record is that of a `risk.protected`. */
  asksProtection(approval: number): boolean;
  /** Whether an order protects a position. */
  protects(orderId: string): boolean;
}

const BILLION = 1_000_000_000n;

export function createNaiveExecution(
  settings: ExecutionSettings,
  instruments: readonly NaiveInstrument[],
  moneyScale: number,
): NaiveExecution {
  const seen: Seen[] = instruments.map(() => ({
    lot: 1,
    maxQty: 0,
    minQty: 1,
    minNotional: 0n,
    lastClose: 0,
    barLength: 0,
    volumes: [],
  }));
  let plans: Plan[] = [];
  let orders: OpenOrder[] = [];
  const held = new Map<string, number>();
  /** Orders that have left and are not in the record yet. */
  const awaited = new Map<string, number>();
  /** By strategy and instrument: the latest, and whether something was held at rest, and nothing open, a bar ago. */
  const protections = new Map<string, { readonly protection: Protection; bare: boolean }>();
  const protectionsAsked = new Set<number>();
  /** By order: what was held when it was sent. */
  const protectiveOrders = new Map<string, number>();
  const ticks = new Map<number, number>();
  let lines: string[] = [];
  let now = 0;

  const keyOf = (of: { readonly strategy: number; readonly instrument: number }): string =>
    `${of.strategy}/${of.instrument}`;
  const seenOf = (instrument: number): Seen => seen[instrument] as Seen;

  function see(event: SequencedEvent): readonly string[] {
    lines = [];
    now = event.time;
    switch (event.type) {
      case 'md.instrument': {
        const { lot, minQty, maxQty, minNotional, instrument, tick } = event.payload;
        ticks.set(instrument, tick);
        Object.assign(seenOf(instrument), { lot, minQty, maxQty, minNotional: BigInt(minNotional) });
        break;
      }
      case 'md.bar': {
        const market = seenOf(event.payload.instrument);
        complainOfBare(event.payload.instrument);
        market.lastClose = event.payload.close;
        market.barLength = event.payload.timeframe;
        market.volumes.push(event.payload.volume);
        break;
      }
      case 'risk.approved':
        onApproved(event.payload, event.position);
        break;
      case 'risk.protected':
        protections.set(keyOf(event.payload), { protection: event.payload, bare: false });
        protectionsAsked.add(event.position);
        break;
      case 'risk.cancel':
        onCancel(event.payload);
        break;
      case 'order.cancel-requested':
        for (const order of orders) if (order.id === event.payload.orderId) order.cancelAsked = true;
        break;
      case 'order.submitted':
        onSubmitted(event.payload);
        break;
      case 'order.filled':
        onFilled(event.payload);
        break;
      case 'order.rejected':
      case 'order.canceled':
        orders = orders.filter(({ id }) => id !== event.payload.orderId);
        break;
      case 'clock.tick':
        sendDue();
        break;
      default:
        break;
    }
    return lines;
  }

  // Approvals

  function onApproved(approved: Payload<'risk.approved'>, approval: number): void {
    const { strategy, instrument, side, qty, terms } = approved;
    const common = { strategy, instrument, side, approval };
    const market = seenOf(instrument);
    // "An approval with terms of its own becomes one order with these terms."
    if (terms.type !== 'market') return submit({ ...common, terms, qty, unsent: 0, approvedAt: now });
    const children = childrenOf(approved);
    if (children === 'pov' || children.length > 1) {
      plans.push({
        ...common,
        approvedAt: now,
        children: children === 'pov' ? [] : children,
        pov: children === 'pov',
        next: 0,
        carried: 0,
        unsent: qty,
      });
      return sendDue(approval);
    }
    if (settings.profile.kind !== 'limit-mid') return submit({ ...common, terms, qty, unsent: 0, approvedAt: now });
    // "one limit order at mid·(1 ± offset), brought to the tick inward, mid the last close"
    const offset = BigInt(settings.profile.offsetPpb);
    const exact = BigInt(market.lastClose) * (side === 'buy' ? BILLION + offset : BILLION - offset);
    const tick = BigInt(ticks.get(instrument) ?? 1);
    const unit = BILLION * tick;
    const limitPrice = Number((side === 'buy' ? exact / unit : (exact + unit - 1n) / unit) * tick);
    submit({ ...common, terms: { type: 'limit', limitPrice } as Terms, qty, unsent: 0, approvedAt: now });
  }

  /** When and how much, for an approval with terms `market`. */
  function childrenOf({ qty, instrument }: Payload<'risk.approved'>): Plan['children'] | 'pov' {
    const { profile, largeOrders } = settings;
    const market = seenOf(instrument);
    if (profile.kind === 'limit-mid') return [{ at: now, qty }];
    // "An approval worth notional_threshold or more is worked by large_order_algo instead"
    if (largeOrders !== undefined && valueOf(instrument, market.lastClose, qty) >= BigInt(largeOrders.threshold)) {
      if (largeOrders.algo === 'pov') return 'pov';
      if (largeOrders.algo === 'vwap') return slicesOf(largeOrders.slices, qty, instrument);
      const { parts, interval } = largeOrders;
      const part = cut(qty / parts, market.lot);
      return restLast(
        Array.from({ length: parts }, (_, i) => ({ at: now + i * interval, qty: part })),
        qty,
      );
    }
    return profile.kind === 'vwap' ? slicesOf(profile.slices, qty, instrument) : [{ at: now, qty }];
  }

  /** "slice i of n at now + i·tf ÷ n … cut to the lot, the last takes the rest" */
  function slicesOf(shares: readonly number[], qty: number, instrument: number): Plan['children'] {
    const length = stepOf(instrument);
    // A sixth is no whole number of parts per billion: shares that differ by no more than that are equal ones.
    const isEven = Math.max(...shares) - Math.min(...shares) < shares.length;
    const slices = shares.map((share, i) => ({
      at: now + Math.floor((i * length) / shares.length),
      qty: cut(isEven ? qty / shares.length : Number((BigInt(qty) * BigInt(share)) / BILLION), seenOf(instrument).lot),
    }));
    return restLast(slices, qty);
  }

  function restLast(children: { at: number; qty: number }[], qty: number): Plan['children'] {
    const before = children.slice(0, -1).reduce((sum, child) => sum + child.qty, 0);
    return children.map((child, i) => (i === children.length - 1 ? { ...child, qty: qty - before } : child));
  }

  /** @param approval of the one plan to look at; every one when left out */
  function sendDue(approval?: number): void {
    for (const plan of plans) {
      if (approval !== undefined && plan.approval !== approval) continue;
      const lives = settings.ttlSteps * stepOf(plan.instrument);
      // A child that would expire as it leaves is not sent.
      const isOver = lives > 0 && now >= plan.approvedAt + lives;
      if (isOver && isDue(plan)) abandon(plan, 'NO_LIQUIDITY');
      else if (plan.pov) sendPov(plan);
      else sendChildren(plan);
    }
    plans = plans.filter(({ unsent }) => unsent > 0);
  }

  function isDue(plan: Plan): boolean {
    const large = settings.largeOrders;
    if (plan.pov && large?.algo === 'pov') return plan.approvedAt + plan.next * large.interval <= now;
    return (plan.children[plan.next]?.at ?? Infinity) <= now;
  }

  function sendChildren(plan: Plan): void {
    for (
      let child = plan.children[plan.next];
      child !== undefined && child.at <= now;
      child = plan.children[plan.next]
    ) {
      plan.next += 1;
      // "A child that could not be placed by the venue's minimums joins the next one"
      const qty = plan.carried + child.qty;
      plan.carried = 0;
      if (isPlaceable(plan.instrument, qty)) send(plan, qty);
      else plan.carried = qty;
    }
    // "the last one that cannot be is abandoned"
    if (plan.next === plan.children.length && plan.unsent > 0) abandon(plan, 'BELOW_MINIMUM');
  }

  /** "every child_interval_s a market order of participation × the mean volume of the last 24 bars × interval ÷ tf" */
  function sendPov(plan: Plan): void {
    const large = settings.largeOrders;
    if (large?.algo !== 'pov') return;
    const market = seenOf(plan.instrument);
    while (plan.unsent > 0 && plan.approvedAt + plan.next * large.interval <= now) {
      plan.next += 1;
      const volumes = market.volumes.slice(-24);
      const mean = volumes.reduce((sum, volume) => sum + volume, 0) / volumes.length;
      const share = large.participationPpb / 1e9;
      const units =
        mean * share * (large.interval / stepOf(plan.instrument)) * 10 ** (instruments[plan.instrument]?.qtyScale ?? 0);
      // "at least min_child_notional"
      const unit = valueOf(plan.instrument, market.lastClose, 1);
      const least = Math.ceil(Number((BigInt(large.minChildNotional) + unit - 1n) / unit) / market.lot) * market.lot;
      const wanted = plan.carried + Math.min(plan.unsent - plan.carried, Math.max(cut(units, market.lot), least));
      plan.carried = 0;
      if (isPlaceable(plan.instrument, wanted)) send(plan, wanted);
      else if (wanted === plan.unsent) abandon(plan, 'BELOW_MINIMUM');
      else plan.carried = wanted;
    }
  }

  function send(plan: Plan, qty: number): void {
    plan.unsent -= qty;
    submit({ ...plan, terms: { type: 'market' }, qty, unsent: plan.unsent });
  }

  function abandon(plan: Plan, code: string): void {
    lines.push(`abandoned ${plan.approval} ${plan.unsent} ${code}`);
    plan.unsent = 0;
  }

  function onCancel(of: Payload<'risk.cancel'>): void {
    for (const plan of plans) if (keyOf(plan) === keyOf(of)) abandon(plan, 'REQUESTED');
    plans = plans.filter(({ unsent }) => unsent > 0);
    // Protective orders are canceled too, and so judged by the rules of protection.
    for (const order of orders) {
      if (keyOf(order) === keyOf(of) && !asksProtection(order.approval)) askCancel(order);
    }
  }

  function askCancel(order: OpenOrder): void {
    if (order.cancelAsked) return;
    order.cancelAsked = true;
    lines.push(`cancel ${order.id}`);
  }

  function submit(order: {
    readonly approval: number;
    readonly side: Side;
    readonly strategy: number;
    readonly instrument: number;
    readonly terms: Terms;
    readonly qty: number;
    readonly unsent: number;
    readonly approvedAt: number;
  }): void {
    const { terms, approvedAt, instrument } = order;
    // "tif holds for limit orders"; "ttl_steps (0: never) makes expiresAt = now + ttl_steps × tf for every order"
    const isLimit = terms.type === 'limit' || terms.type === 'stop-limit';
    const timeInForce = isLimit ? settings.timeInForce : 'GTC';
    const lives = settings.ttlSteps * stepOf(instrument);
    const expiresAt = lives === 0 ? 0 : approvedAt + lives;
    // What is more than the venue takes at once goes out as equal orders, as few as it takes.
    const parts = partsOf(order.qty, seenOf(instrument));
    let unsent = order.qty + order.unsent;
    for (const qty of parts) {
      unsent -= qty;
      lines.push(
        `submitted ${order.approval} ${order.side} ${qty} ${JSON.stringify(terms)} ${timeInForce} ${expiresAt} unsent ${unsent}`,
      );
    }
    awaited.set(keyOf(order), (awaited.get(keyOf(order)) ?? 0) + parts.length);
  }

  function partsOf(qty: number, { lot, maxQty }: Seen): number[] {
    if (maxQty === 0 || qty <= maxQty) return [qty];
    const count = Math.ceil(qty / cut(maxQty, lot));
    const part = Math.ceil(qty / count / lot) * lot;
    return Array.from({ length: count }, (_, i) => Math.min(part, qty - i * part));
  }

  // Protection

  function onFilled({ orderId, side, qty, remaining, fee, feeAsset }: Payload<'order.filled'>): void {
    const order = orders.find(({ id }) => id === orderId) as OpenOrder;
    order.remaining = remaining;
    if (remaining === 0) orders = orders.filter((other) => other !== order);
    const instrument = instruments[order.instrument] as NaiveInstrument;
    // A fee in the base asset comes out of what was bought.
    const lost = side === 'buy' && feeAsset === instrument.base ? baseFeeUnits(instrument, fee) : 0;
    const left = (held.get(keyOf(order)) ?? 0) + (side === 'buy' ? qty : -qty) - lost;
    held.set(keyOf(order), left);
    // "when nothing is held, protection ends"; less than a lot cannot be sold, and is nothing.
    if (cut(left, seenOf(order.instrument).lot) === 0) protections.delete(keyOf(order));
  }

  function onSubmitted(payload: Payload<'order.submitted'>): void {
    const { orderId, strategy, instrument, side, qty, group, approval } = payload;
    const key = keyOf(payload);
    if (!asksProtection(approval)) awaited.set(key, (awaited.get(key) ?? 0) - 1);
    orders.push({ id: orderId, strategy, instrument, approval, side, group, remaining: qty, cancelAsked: false });
  }

  /** @returns what is wrong with an order that protects a position, by what was known when it was sent */
  function judgeProtective(order: Payload<'order.submitted'>): readonly string[] {
    const { orderId, instrument, side, qty, terms, group } = order;
    const key = keyOf(order);
    const standing = protections.get(key);
    // As much of it as one order may sell.
    const { lot, maxQty } = seenOf(instrument);
    const holding = cut(Math.min(held.get(key) ?? 0, maxQty === 0 ? Infinity : maxQty), lot);
    const wrong: string[] = [];
    // "places a group of sell orders for all of it: a stop or trailing stop, and a limit order as the target"
    const wanted = [standing?.protection.stop, standing?.protection.target].map((one) => JSON.stringify(one));
    if (side !== 'sell' || qty !== holding) wrong.push(`protective order ${orderId}: does not sell ${holding}`);
    if (!wanted.includes(JSON.stringify(terms)))
      wrong.push(`protective order ${orderId}: not as asked, ${wanted.join(' and ')}`);
    if (group === '') wrong.push(`protective order ${orderId}: of no group`);
    // "When orders of that strategy and instrument have come to rest"
    const others = orders.filter((other) => keyOf(other) === key && other.group !== group);
    if (others.length > 0 || plans.some((plan) => keyOf(plan) === key)) {
      wrong.push(`protective order ${orderId}: beside an order of another kind`);
    }
    if (standing !== undefined) standing.bare = false;
    protectiveOrders.set(orderId, held.get(key) ?? 0);
    return wrong;
  }

  /** At each close: what was held and at rest at the close before may not have gone unprotected since. */
  function complainOfBare(instrument: number): void {
    for (const [key, standing] of protections) {
      const { protection } = standing;
      if (protection.instrument !== instrument) continue;
      const mine = orders.filter((order) => keyOf(order) === key);
      const isBusy = mine.length > 0 || (awaited.get(key) ?? 0) > 0 || plans.some((plan) => keyOf(plan) === key);
      const holding = cut(held.get(key) ?? 0, seenOf(instrument).lot);
      const isAsked = protection.stop.type !== 'none' || protection.target.type !== 'none';
      const isBare = isAsked && holding > 0 && !isBusy && isPlaceable(instrument, holding);
      if (isBare && standing.bare) lines.push(`${key} holds ${holding} unprotected since the bar before`);
      standing.bare = isBare;
      // "When what is held changes they are canceled and placed anew."
      for (const guard of mine) {
        const before = protectiveOrders.get(guard.id);
        if (before === undefined || before === held.get(key) || guard.cancelAsked) continue;
        lines.push(`${guard.id} is there for ${before} held, not for ${held.get(key)}`);
      }
    }
  }

  // Small change

  const stepOf = (instrument: number): number => (settings.step === 0 ? seenOf(instrument).barLength : settings.step);
  const cut = (quantity: number, lot: number): number => Math.floor(quantity / lot) * lot;
  const valueOf = (instrument: number, price: number, qty: number): bigint => {
    const { priceScale, qtyScale } = instruments[instrument] as NaiveInstrument;
    return BigInt(price) * BigInt(qty) * 10n ** BigInt(moneyScale - priceScale - qtyScale);
  };
  const isPlaceable = (instrument: number, qty: number): boolean => {
    const { minQty, minNotional, lastClose } = seenOf(instrument);
    return qty > 0 && qty >= minQty && valueOf(instrument, lastClose, qty) >= minNotional;
  };
  const asksProtection = (approval: number): boolean => protectionsAsked.has(approval);
  const protects = (orderId: string): boolean => protectiveOrders.has(orderId);
  const baseFeeUnits = ({ qtyScale }: NaiveInstrument, fee: Payload<'order.filled'>['fee']): number =>
    Math.ceil(Number(fee) / 10 ** (Math.max(8, qtyScale) - qtyScale));

  return { see, judgeProtective, asksProtection, protects };
}
