// The books once more, from the recorded fills alone and in big integers: nothing is shared with the ledger under test.
// What was there at the start, plus what fills brought, less what fees took, is what is there at the end.

import type { SequencedEvent } from '@tradingbot/contracts';
import { assetScale } from '@tradingbot/domain';
import type { NaiveVenue } from './naive-venue.ts';
import { catalogOf, type Played } from './play-scenario.ts';
import type { Scenario } from './scenario.ts';

/** @returns in one line what does not reconcile; `undefined` when all does */
export function unreconciled(
  scenario: Scenario,
  { events, figures, ledger }: Played,
  venue: NaiveVenue,
): string | undefined {
  const { balances, held, closes, owed } = booksOf(scenario, events);
  const scaleOf = (asset: string): number => assetScale(scenario.instruments, asset);
  const told = (what: string, expected: bigint, got: bigint | number): string =>
    `${what}: the fills make it ${expected}, it is said to be ${got}`;
  for (const [asset, expected] of balances) {
    const booked = BigInt(ledger.balances[ledger.assets.indexOf(asset)] ?? 0);
    if (booked !== expected) return told(`${asset} in the ledger`, expected, booked);
    if (venue.balanceOf(asset) !== expected)
      return told(`${asset} at the naive venue`, expected, venue.balanceOf(asset));
    if (expected < (asset === 'USDT' ? -owed : 0n)) return told(`${asset} is overdrawn`, expected, booked);
  }
  let worth = balances.get('USDT') ?? 0n;
  for (const [instrument, { base, priceScale, qtyScale }] of scenario.instruments.entries()) {
    const balance = balances.get(base) ?? 0n;
    const unit = 10n ** BigInt(scaleOf(base) - qtyScale);
    const positions = ledger.positions.map((row) => BigInt(row[instrument]?.qty ?? 0));
    const sum = positions.reduce((total, qty) => total + qty, 0n);
    if (positions.some((qty) => qty < 0n)) return `a strategy is short of ${base}`;
    if (sum !== BigInt(ledger.netQty[instrument] ?? 0))
      return told(`positions in ${base}`, sum, ledger.netQty[instrument] ?? 0);
    // Where fees are taken in kind, what was there at first may have paid them.
    if (scenario.venue.fees.settlement !== 'bnb') {
      const fromFills = held.get(base) ?? 0n;
      if (sum * unit !== fromFills) return told(`positions in ${base}`, fromFills, sum * unit);
    }
    if (sum * unit > balance) return told(`positions in ${base} beyond what is held`, balance, sum * unit);
    const perUnit = BigInt(closes[instrument] ?? 0) * 10n ** BigInt(scaleOf('USDT') - priceScale - qtyScale);
    worth += sum * perUnit + ((balance - sum * unit) * perUnit) / unit;
  }
  const unsold = leftAtTheEnd(scenario, events);
  if (unsold !== undefined) return unsold;
  if (BigInt(figures.finalEquity) !== worth) return told('final equity', worth, BigInt(figures.finalEquity));
  return undefined;
}

/** Where positions are closed at the end, a sale of all that each strategy holds in whole lots is sent. */
function leftAtTheEnd(scenario: Scenario, events: readonly SequencedEvent[]): string | undefined {
  if (!scenario.closeAtEnd) return undefined;
  const ending = events.findIndex(({ type }) => type === 'run.ending');
  const lots: number[] = [];
  const held = new Map<string, number>();
  const sent = new Map<string, number>();
  for (const [index, event] of events.entries()) {
    if (event.type === 'md.instrument') lots[event.payload.instrument] = event.payload.lot;
    if (event.type === 'order.submitted') {
      const { strategy, instrument, qty } = event.payload;
      if (index > ending) sent.set(`${strategy}/${instrument}`, (sent.get(`${strategy}/${instrument}`) ?? 0) + qty);
    }
    if (event.type === 'portfolio.position' && index < ending) {
      held.set(`${event.payload.strategy}/${event.payload.instrument}`, event.payload.qty);
    }
  }
  for (const [owner, qty] of held) {
    const lot = lots[Number(owner.split('/')[1])] ?? 1;
    const wanted = qty - (qty % lot);
    if ((sent.get(owner) ?? 0) !== wanted) return `${owner} holds ${qty} at the end and sells ${sent.get(owner) ?? 0}`;
  }
  return undefined;
}

function booksOf(scenario: Scenario, events: readonly SequencedEvent[]) {
  const { instruments, currency } = catalogOf(scenario);
  const balances = new Map<string, bigint>();
  const held = new Map<string, bigint>();
  const closes: number[] = [];
  /** What sales that were worth less than the least fee did not bring in themselves. */
  let owed = 0n;
  const add = (to: Map<string, bigint>, asset: string, by: bigint): void =>
    void to.set(asset, (to.get(asset) ?? 0n) + by);
  const moneyScale = assetScale(instruments, currency);
  for (const event of events) {
    if (event.type === 'run.balance') add(balances, event.payload.asset, BigInt(event.payload.balance));
    if (event.type === 'md.bar') closes[event.payload.instrument] = event.payload.close;
    if (event.type !== 'order.filled') continue;
    const { instrument, side, price, qty, fee, feeAsset } = event.payload;
    const traded = instruments[instrument];
    if (traded === undefined) throw new Error('a fill is of an instrument of the manifest');
    const { base, priceScale, qtyScale } = traded;
    const sign = side === 'buy' ? 1n : -1n;
    const value = BigInt(price) * BigInt(qty) * 10n ** BigInt(moneyScale - priceScale - qtyScale);
    const amount = BigInt(qty) * 10n ** BigInt(assetScale(instruments, base) - qtyScale);
    add(balances, currency, -sign * value);
    add(balances, base, sign * amount);
    add(held, base, sign * amount);
    add(balances, feeAsset, -BigInt(fee));
    if (side === 'sell' && feeAsset === currency && BigInt(fee) > value) owed += BigInt(fee) - value;
    add(held, feeAsset, -BigInt(fee));
  }
  return { balances, held, closes, owed };
}
