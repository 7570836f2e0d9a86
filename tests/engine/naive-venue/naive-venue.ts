// The simulated venue a second time, from docs/simulation.md alone: slow, and meant to be read from top to bottom beside
// that page. It is shown the recorded events one by one and says what the venue must report on each.

import type { Payload, SequencedEvent } from '@tradingbot/contracts';
import { countedPrices, marketAt, type CountedPrices, type NaiveBar } from './naive-bar.ts';
import { createNaiveFills } from './naive-fills.ts';
import { latencyOf } from './naive-latency.ts';
import { lastClose, zScore, type NaiveMarket } from './naive-market.ts';
import { betterBest, isExpired, isReached, limitLevel, pricesOf, trailingLevel, type Order } from './naive-order.ts';
import { multiplierAt } from './naive-seasonality.ts';
import type { NaiveSetup } from './naive-setup.ts';

/** A report in one line, the same for the venue under test (`report-lines.ts`). */
export type Report = string;

export interface NaiveVenue {
  /** @returns what the venue must say because of this event, in order */
  see(event: SequencedEvent): readonly Report[];
  balanceOf(asset: string): bigint;
}

export function createNaiveVenue(setup: NaiveSetup): NaiveVenue {
  const { settings, draws } = setup;
  const balances = new Map<string, bigint>();
  const orders: Order[] = [];
  let reports: Report[] = [];
  let now = 0;
  let ended = false;
  const markets: NaiveMarket[] = setup.instruments.map(({ base, priceScale, qtyScale }, instrument) => ({
    instrument,
    base,
    priceScale,
    qtyScale,
    rules: { tick: 1, lot: 1, minQty: 1, maxQty: 0, minNotional: 0n, bandDown: 0, bandUp: 0 },
    closed: [],
    running: undefined,
    taken: 0,
  }));
  const filledGroups = new Set<string>();
  const paths = new Map<number, Payload<'md.path'>>();
  const balanceOf = (asset: string): bigint => balances.get(asset) ?? 0n;
  const marketOf = (instrument: number): NaiveMarket => markets[instrument] as NaiveMarket;
  const change = (asset: string, by: bigint): void => void balances.set(asset, balanceOf(asset) + by);
  const say = (order: Order, text: string): void => void reports.push(`${order.id} ${text}`);

  const { take, make, valueOf, heldOf } = createNaiveFills(setup, {
    markets,
    balanceOf,
    change,
    say,
    cancel,
    groupFilled,
  });

  function see(event: SequencedEvent): readonly Report[] {
    reports = [];
    now = event.time;
    complainOfLate();
    switch (event.type) {
      case 'run.balance':
        balances.set(event.payload.asset, BigInt(event.payload.balance));
        break;
      case 'md.instrument':
        marketOf(event.payload.instrument).rules = {
          ...event.payload,
          minNotional: BigInt(event.payload.minNotional),
        };
        break;
      case 'md.path':
        paths.set(event.payload.instrument, event.payload);
        break;
      case 'md.open':
        onOpen(marketOf(event.payload.instrument), event.payload);
        break;
      case 'md.bar':
        onBar(marketOf(event.payload.instrument), event.payload);
        break;
      case 'clock.tick':
        for (const market of markets) {
          arrivals(market);
          expire(market);
        }
        break;
      case 'order.submitted':
        onSubmitted(event.payload);
        break;
      case 'order.cancel-requested':
        onCancelRequested(event.payload.orderId);
        break;
      case 'run.ending':
        ended = true;
        break;
      default:
        break;
    }
    return reports;
  }

  // "The way of an order to the venue"

  function onSubmitted(payload: Payload<'order.submitted'>): void {
    const market = marketOf(payload.instrument);
    const number = orders.length + 1;
    const { latency } = settings;
    const way =
      latency === undefined || ended
        ? { ms: 0, timedOut: false }
        : latencyOf(latency, multiplierAt(settings.seasonality, 'latency', now), zScore(market, latency), (attempt) =>
            draws.latency(number, attempt),
          );
    const order: Order = {
      number,
      id: payload.orderId,
      instrument: payload.instrument,
      side: payload.side,
      terms: payload.terms,
      timeInForce: payload.timeInForce,
      expiresAt: payload.expiresAt,
      group: payload.group,
      qty: payload.qty,
      remaining: payload.qty,
      submittedAt: now,
      arrival: now + Math.round(way.ms * 1000),
      timedOut: way.timedOut,
      submittedIn: -1,
      submittedPrice: undefined,
      status: 'travelling',
      since: 0,
      triggered: false,
      best: undefined,
    };
    orders.push(order);
    // `M₀ = M(s)` in the bar that runs then; of one that is not known only when it closes.
    const bar = runningAt(market, now);
    if (bar?.known === true) order.submittedPrice = priceAt(order, bar, now);
    order.submittedIn = bar?.openTime ?? -1;
    // "The first fill of one order of a group cancels the others of it", also those that come after it.
    if (filledGroups.has(order.group)) return cancel(order, 'ONE_CANCELS_OTHER');
    // "at once when ℓ = 0"
    if (order.arrival <= now) arrive(order, market);
  }

  /** "Arrivals of one instrument are handled in the order of (a, order of submission)." */
  function arrivals(market: NaiveMarket, opening = false): void {
    const due = orders
      .filter((order) => order.instrument === market.instrument && order.status === 'travelling')
      .filter((order) => order.arrival <= now)
      .sort((a, b) => a.arrival - b.arrival || a.number - b.number);
    for (const order of due) arrive(order, market, opening);
  }

  /** "the venue asks to be woken at a": a tick comes with the next whole second, or the one behind that. */
  function complainOfLate(): void {
    for (const order of orders) {
      if (order.status !== 'travelling' || now - order.arrival < 2_000_000) continue;
      say(order, `overdue since ${order.arrival}`);
    }
  }

  /** @param opening the bar has just opened: all that is there meets it together */
  function arrive(order: Order, market: NaiveMarket, opening = false): void {
    if (order.status !== 'travelling') return;
    const bar = runningAt(market, order.arrival);
    const code = order.timedOut ? 'VENUE_TIMEOUT' : refusal(order, market);
    if (code !== undefined) {
      order.status = 'gone';
      return say(order, `rejected ${code}`);
    }
    say(order, 'accepted');
    order.status = 'waiting';
    if (isExpired(order, order.arrival)) return cancel(order, 'EXPIRED');
    // "no bar comes after; a market order then fills at the last close"
    if (ended && order.terms.type === 'market') return fillAtTheEnd(order);
    // "one that arrives later is handled at md.bar": a bar that is not known shows nothing before it closes.
    if (bar?.known !== true || opening) return;
    meet(order, market, bar, order.arrival);
  }

  /** The first rule in force that the order breaks. */
  function refusal(order: Order, market: NaiveMarket): string | undefined {
    const { rules } = market;
    const prices = pricesOf(order.terms);
    const last = lastClose(market);
    if (order.qty % rules.lot !== 0) return 'NOT_ON_LOT';
    if (order.qty < rules.minQty) return 'BELOW_MIN_QTY';
    if (rules.maxQty > 0 && order.qty > rules.maxQty) return 'ABOVE_MAX_QTY';
    if (prices.some((price) => price % rules.tick !== 0)) return 'NOT_ON_TICK';
    // "judged against the band [last close × bandDown, last close × bandUp] when there is one"
    if (last > 0 && rules.bandDown > 0 && prices.some((price) => price < last * rules.bandDown))
      return 'PRICE_OUT_OF_BAND';
    if (last > 0 && rules.bandUp > 0 && prices.some((price) => price > last * rules.bandUp)) return 'PRICE_OUT_OF_BAND';
    const judged = prices[0] ?? last;
    if (judged > 0 && valueOf(market, judged, order.qty) < rules.minNotional) return 'BELOW_MIN_NOTIONAL';
    // "A sell of more than is held is rejected on arrival."
    if (order.side === 'sell' && order.qty > heldOf(market)) return 'INSUFFICIENT_BALANCE';
    return undefined;
  }

  function onCancelRequested(orderId: string): void {
    const order = orders.find(({ id }) => id === orderId);
    // "taken at once, whether the order has arrived or not"
    if (order !== undefined && order.status !== 'gone') cancel(order, 'REQUESTED');
  }

  function cancel(order: Order, code: string): void {
    order.status = 'gone';
    say(order, `canceled ${code} left ${order.remaining}`);
  }

  // "How an order fills"

  function onOpen(market: NaiveMarket, payload: Payload<'md.open'>): void {
    const path = paths.get(market.instrument);
    const hasPath = path !== undefined && path.openTime === payload.openTime;
    const bar = barOf(payload, payload.barKnown, hasPath ? { path: path.prices, step: path.step } : NO_PATH);
    market.running = bar;
    market.taken = 0;
    // "else the O of the bar that it had to wait for": where no bar ran at s, the first that opens behind it.
    for (const order of open()) {
      if (order.instrument === market.instrument && order.submittedIn === -1) order.submittedPrice ??= bar.open;
    }
    arrivals(market, true);
    // "`expiresAt` > 0: canceled at the first event with time ≥ expiresAt, for md.open before orders fill"
    expire(market);
    const queue = open().filter((order) => order.instrument === market.instrument && order.status !== 'travelling');
    // "arrivals that waited and resting orders by queue, stops and trailing stops before all others"
    const first = queue.filter(({ terms }) => terms.type === 'stop' || terms.type === 'trailing-stop');
    const then = queue.filter((order) => !first.includes(order));
    for (const order of [...first, ...then]) {
      // "handled as if it arrived at that T"
      if (order.status !== 'gone') meet(order, market, bar, bar.openTime);
    }
  }

  function onBar(market: NaiveMarket, payload: Payload<'md.bar'>): void {
    const close = payload.openTime + payload.timeframe;
    const opened = market.running;
    // "with the bar as it then is": from here on it is known.
    const bar = barOf(payload, true, opened?.openTime === payload.openTime ? opened : NO_PATH);
    market.running = bar;
    // What `M(s)` was in a bar that was not known is known now.
    for (const order of open()) {
      if (order.instrument !== market.instrument || order.submittedIn !== bar.openTime) continue;
      order.submittedPrice ??= priceAt(order, bar, order.submittedAt);
    }
    // "first arrivals due before the close", and those of a bar that was not known
    for (const order of open().filter((one) => one.instrument === market.instrument && one.arrival < close)) {
      if (order.status === 'travelling') arrive(order, market);
      else if (order.status === 'waiting') meet(order, market, bar, order.arrival);
    }
    const resting = open().filter((order) => order.instrument === market.instrument && order.status === 'resting');
    const isStop = ({ terms, triggered }: Order): boolean =>
      !triggered && (terms.type === 'stop' || terms.type === 'stop-limit' || terms.type === 'trailing-stop');
    // "then stops, stop-limits and trailing stops by queue"
    const triggeredNow = new Set<Order>();
    for (const order of resting.filter(isStop))
      if (mayFill(order, close) && stopInBar(order, market, bar)) triggeredNow.add(order);
    // "then take-profits and limits by queue"
    for (const order of resting) {
      if (order.status === 'resting' && !isStop(order) && mayFill(order, close)) {
        limitInBar(order, market, bar, triggeredNow.has(order));
      }
    }
    // "then expiries"
    expire(market);
    market.closed.push(bar);
    market.running = undefined;
    // An order that arrives at the very close finds no running bar.
    arrivals(market);
  }

  /** "in a bar that runs beyond `expiresAt` a resting order does not fill at the close" */
  const mayFill = (order: Order, close: number): boolean =>
    order.status === 'resting' && (order.expiresAt === 0 || close <= order.expiresAt);

  /** "On arrival at a, and at each later md.open": the order meets the market at `M(time)`. */
  function meet(order: Order, market: NaiveMarket, bar: NaiveBar, time: number): void {
    const arriving = order.status === 'waiting';
    order.since = time;
    order.status = 'resting';
    const price = priceAt(order, bar, time);
    const moment = { time, bar, atOpen: time === bar.openTime };
    if (arriving && order.terms.type === 'trailing-stop') order.best = price;
    else if (isReached(order, market, price)) {
      if (order.terms.type === 'stop-limit' && !order.triggered) {
        trigger(order, price);
        // "is from then on a limit order, judged at once against M(a)"
        if (isReached(order, market, price)) take(order, market, price, price, moment);
      } else {
        if (order.terms.type !== 'market' && order.terms.type !== 'limit' && !order.triggered) trigger(order, price);
        take(order, market, price, price, moment);
      }
    } else if (order.terms.type === 'trailing-stop') betterBest(order, bar.open);
    if (!arriving || order.status !== 'resting') return;
    if (order.timeInForce === 'IOC') cancel(order, 'IMMEDIATE_OR_CANCEL');
    if (order.timeInForce === 'FOK') cancel(order, 'FILL_OR_KILL');
  }

  /** @param price where: that of the market at an instant, the level that was touched inside a bar */
  function trigger(order: Order, price: number): void {
    order.triggered = true;
    say(order, `triggered @ ${price}`);
  }

  /** "While the bar runs", for stops, stop-limits and trailing stops. @returns whether it was triggered */
  function stopInBar(order: Order, market: NaiveMarket, bar: NaiveBar): boolean {
    const { side, terms } = order;
    const good = side === 'buy' ? 'low' : 'high';
    const counted = countedPrices(settings.intrabar, bar, order.since, good);
    const badExtreme = side === 'buy' ? counted.high : counted.low;
    const touches = (level: number): boolean =>
      [badExtreme, counted.close].some(
        (price) => price !== undefined && (side === 'buy' ? price >= level : price <= level),
      );
    let level = terms.type === 'trailing-stop' ? trailingLevel(order, market) : 0;
    if (terms.type === 'stop' || terms.type === 'stop-limit') level = terms.stopPrice;
    if (!touches(level)) {
      if (terms.type !== 'trailing-stop') return false;
      // "best takes in the counted good extreme, and it is judged once more at the new level"
      const goodExtreme = side === 'buy' ? counted.low : counted.high;
      if (goodExtreme !== undefined) betterBest(order, goodExtreme);
      level = trailingLevel(order, market);
      if (!touches(level)) return false;
    }
    trigger(order, level);
    const moment = { time: bar.openTime + bar.length, bar, atOpen: false };
    if (terms.type !== 'stop-limit') {
      // "fills as a taker at the stop price"
      take(order, market, level, undefined, moment);
      return true;
    }
    // "it fills as a taker at its stop price when that is at the limit or better"
    const isGood = side === 'buy' ? level <= terms.limitPrice : level >= terms.limitPrice;
    if (isGood) take(order, market, level, undefined, moment);
    return true;
  }

  /** "While the bar runs", for take-profits and limits. */
  function limitInBar(order: Order, market: NaiveMarket, bar: NaiveBar, justTriggered: boolean): void {
    const { side, terms } = order;
    const level = limitLevel(terms);
    if (level === undefined) return;
    const good = side === 'buy' ? 'low' : 'high';
    const counted: CountedPrices = countedPrices(settings.intrabar, bar, order.since, good);
    // Of a stop-limit that was triggered in this bar "only the close can go through its limit".
    const extreme = justTriggered ? undefined : counted[good];
    const goesThrough = [extreme, counted.close].some(
      (price) => price !== undefined && (side === 'buy' ? price < level : price > level),
    );
    if (!goesThrough) return;
    const moment = { time: bar.openTime + bar.length, bar, atOpen: false };
    if (terms.type === 'take-profit') {
      trigger(order, level);
      return take(order, market, level, undefined, moment);
    }
    make(order, market, level, moment);
  }

  function fillAtTheEnd(order: Order): void {
    const market = marketOf(order.instrument);
    const last = lastClose(market);
    if (last > 0) take(order, market, last, undefined, { time: now, bar: undefined, atOpen: false });
  }

  /** "The first fill of one order of a group cancels the others of it" */
  function groupFilled(order: Order): void {
    if (order.group === '') return;
    filledGroups.add(order.group);
    for (const other of open()) {
      if (other !== order && other.group === order.group) cancel(other, 'ONE_CANCELS_OTHER');
    }
  }

  // Small change

  const open = (): Order[] =>
    orders.filter(({ status }) => status !== 'gone').sort((a, b) => a.arrival - b.arrival || a.number - b.number);

  function expire({ instrument }: NaiveMarket): void {
    for (const order of open()) {
      if (order.instrument !== instrument || order.status === 'travelling' || !isExpired(order, now)) continue;
      // What came in a bar that is not known has met its market already; only the report waits for the close.
      const isMetAlready = order.status === 'waiting' && runningAt(marketOf(order.instrument), order.arrival);
      if (!isMetAlready) cancel(order, 'EXPIRED');
    }
  }

  /** "the bar with T ≤ now < T + tf whose md.open has been seen" */
  function runningAt({ running }: NaiveMarket, time: number): NaiveBar | undefined {
    if (running === undefined) return undefined;
    return time >= running.openTime && time < running.openTime + running.length ? running : undefined;
  }

  const priceAt = (order: Order, bar: NaiveBar, time: number): number =>
    marketAt(settings.intrabar, bar, time, order.side, () =>
      draws.bridge(order.number, order.instrument, bar.openTime),
    );

  return { see, balanceOf };
}

const NO_PATH: Pick<NaiveBar, 'path' | 'step'> = { path: [], step: 0 };

const barOf = (
  payload: Omit<Payload<'md.bar'>, 'instrument'>,
  known: boolean,
  { path, step }: Pick<NaiveBar, 'path' | 'step'>,
): NaiveBar => ({
  openTime: payload.openTime,
  length: payload.timeframe,
  open: payload.open,
  high: payload.high,
  low: payload.low,
  close: payload.close,
  volume: payload.volume,
  known,
  path,
  step,
});
