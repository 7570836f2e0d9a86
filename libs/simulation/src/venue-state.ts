// What the simulated venue remembers. Plain data: it is saved and restored as it is.

import { moneyScaleOf, type Manifest, type Payload } from '@tradingbot/contracts';
import type { InstrumentIndex, Price } from '@tradingbot/domain';
import { createLedger, type Ledger } from '@tradingbot/portfolio';
import { feeStepsOf, type FeeSteps } from './fee-steps.ts';
import { noStatistics, type MarketStatistics } from './market-statistics.ts';
import { noBarYet, type RunningBar } from './running-bar.ts';
import type { VenueOrder } from './venue-order.ts';
import type { VenueSettings } from './venue-settings.ts';

/** One instrument at the venue. */
export interface Market {
  readonly bar: RunningBar;
  readonly statistics: MarketStatistics;
  /** Of the last closed bar; 0 before the first. */
  lastClose: number;
  /** `null` before the first rules. */
  rules: Payload<'md.instrument'> | null;
  /** Orders on their way, by the time of their arrival. */
  readonly inFlight: VenueOrder[];
  /** Orders that have arrived, in that order. */
  readonly queue: VenueOrder[];
}

export interface VenueState {
  readonly seed: number;
  /** The same books as execution keeps: what a strategy holds, and the cash, to the last unit. */
  readonly ledger: Ledger;
  readonly markets: Market[];
  /** How many orders have been submitted. */
  orders: number;
  ending: boolean;
  /** Some order is on its way, or may expire. */
  timed: boolean;
  /** The earliest arrival or expiry that is to be handled; `Infinity` for none. */
  wakeAt: number;
  /** Groups of which an order has filled at `groupsAt`: what is submitted of them at that time is too late. */
  filledGroups: string[];
  groupsAt: number;
  readonly feeSteps: FeeSteps;
  /** Last decimals of the account's currency in a cent. */
  readonly cent: number;
  /** Per instrument: sales pay the fees that regulators of US stocks charge. */
  readonly regulated: readonly boolean[];
}

export function venueState(settings: VenueSettings, { catalog, seed }: Manifest): VenueState {
  return {
    seed,
    ledger: createLedger(catalog),
    markets: catalog.instruments.map(() => ({
      bar: noBarYet(),
      statistics: noStatistics(),
      lastClose: 0,
      rules: null,
      inFlight: [],
      queue: [],
    })),
    orders: 0,
    ending: false,
    timed: false,
    wakeAt: Infinity,
    filledGroups: [],
    groupsAt: 0,
    feeSteps: feeStepsOf(settings.fees, catalog),
    cent: 10 ** (moneyScaleOf(catalog) - 2),
    regulated: catalog.instruments.map(({ assetClass }) => assetClass === 'us_equity'),
  };
}

export const marketOf = (state: VenueState, instrument: InstrumentIndex): Market => state.markets[instrument] as Market;

export const tickOf = ({ rules }: Market): Price => (rules === null ? 1 : rules.tick) as Price;
