// Plays a scenario to the real cores, exactly as the engine of a backtest runs them, and keeps every event.

import {
  createEngine,
  createRecorder,
  NO_SINK,
  UNKEPT,
  type Fact,
  factOf,
  type Recorder,
} from '@tradingbot/backtester';
import type { Catalog, Payload, SequencedEvent } from '@tradingbot/contracts';
import { amount, instrumentIndex, price, timeframe, micros } from '@tradingbot/domain';
import { NO_LIMITS } from '@tradingbot/risk';
import type { StrategyInstance } from '@tradingbot/strategy';
import { keepEvents } from '@tradingbot/testing';
import { z } from 'zod';
import type { Scenario } from './scenario.ts';
import type { ScenarioBar } from './scenario-bar.ts';

export const SEED = 7;

export interface Played {
  readonly events: readonly SequencedEvent[];
  readonly figures: ReturnType<Recorder['figures']>;
  readonly ledger: Recorder['ledger'];
}

/** They hold still: what they want is said for them, at any time, from the table of the scenario. */
const silent = (name: string): StrategyInstance => ({
  name,
  params: {},
  definition: { name, params: z.strictObject({}), onBar: () => {} },
});

export const catalogOf = (scenario: Scenario): Catalog => ({
  instruments: scenario.instruments,
  strategies: ['one', 'two'],
  currency: 'USDT',
});

export function playScenario(scenario: Scenario): Played {
  const catalog = catalogOf(scenario);
  const events: SequencedEvent[] = [];
  const recorder = createRecorder(catalog, 365, NO_SINK);
  const engine = createEngine(
    {
      catalog,
      rules: scenario.instruments.map(() => []),
      strategies: [silent('one'), silent('two')],
      limits: NO_LIMITS,
      venue: scenario.venue,
      execution: scenario.execution,
      cash: amount(Number(scenario.cash)),
      seed: SEED,
      closeAtEnd: scenario.closeAtEnd,
      identity: UNKEPT,
      opening: {
        balances: [
          { asset: 'USDT', balance: amount(Number(scenario.cash)) },
          ...(scenario.bnb === 0n ? [] : [{ asset: 'BNB', balance: amount(Number(scenario.bnb)) }]),
        ],
        positions: [],
        rules: scenario.rules,
        carried: [],
        command: undefined,
      },
    },
    [recorder, keepEvents(events)],
  );
  const groups = groupsOf(scenario);
  engine.open((groups[0]?.time ?? 0) - 1);
  for (const { time, facts } of groups) {
    engine.sequencer.advanceTo(micros(time));
    for (const fact of facts) engine.say(time, fact);
    engine.sequencer.drain();
  }
  engine.finish();
  return { events, figures: recorder.figures(), ledger: recorder.ledger };
}

interface Group {
  readonly time: number;
  readonly rank: number;
  readonly facts: readonly Fact[];
}

/** At one instant changed rules, then closes, then what is wanted at the close, then opens, then what is wanted while the bar runs. */
function groupsOf({ bars, wishes, changed }: Scenario): Group[] {
  const groups: Group[] = [];
  if (changed !== undefined) {
    groups.push({ time: changed.at, rank: -1, facts: [factOf('market-data', 'md.instrument', changed.rules)] });
  }
  for (const time of new Set(bars.flatMap((bar) => [bar.openTime, bar.openTime + bar.length]))) {
    const closes = bars.filter((bar) => bar.openTime + bar.length === time).map(barFact);
    const opens = bars.filter((bar) => bar.openTime === time).flatMap(openFacts);
    if (closes.length > 0) groups.push({ time, rank: 0, facts: closes });
    if (opens.length > 0) groups.push({ time, rank: 2, facts: opens });
  }
  for (const wish of wishes) {
    const rank = wish.phase === 'close' ? 1 : 3;
    groups.push({ time: wish.at, rank, facts: [factOf('strategy', wish.type, wish.payload as never)] });
  }
  return groups.sort((a, b) => a.time - b.time || a.rank - b.rank);
}

const common = ({ instrument, length, openTime, open }: ScenarioBar) => ({
  instrument: instrumentIndex(instrument),
  timeframe: timeframe(length),
  openTime: micros(openTime),
  open: price(open),
});

const rangeOf = ({ high, low, close, volume }: ScenarioBar) => ({
  high: price(high),
  low: price(low),
  close: price(close),
  volume,
});

const barFact = (bar: ScenarioBar): Fact =>
  factOf('market-data', 'md.bar', { ...common(bar), ...rangeOf(bar) } satisfies Payload<'md.bar'>);

function openFacts(bar: ScenarioBar): Fact[] {
  const { open, path } = bar;
  // Who does not know the bar repeats its open.
  const seen = bar.known ? bar : { ...bar, high: open, low: open, close: open, volume: 0 };
  const opened = factOf('market-data', 'md.open', { ...common(bar), ...rangeOf(seen), barKnown: bar.known });
  if (!bar.known || path.length === 0) return [opened];
  const step = timeframe(bar.length / path.length);
  const { instrument, openTime } = common(bar);
  return [factOf('market-data', 'md.path', { instrument, openTime, step, prices: path.map(price) }), opened];
}
