// The documents say what the code does: each service's README lists what its core reads and appends, the list of
// decisions names every record, and the worked example of docs/determinism.md is what the engine writes.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { createEngine, createRecorder, NO_SINK, UNKEPT } from '@tradingbot/backtester';
import type { BarSeries } from '@tradingbot/bars';
import { OWNED_TYPES, serialiserFor, type SequencedEvent } from '@tradingbot/contracts';
import { journalWriter } from '@tradingbot/core';
import { micros, price, qty } from '@tradingbot/domain';
import { executionCore, WHOLE_AT_ONCE } from '@tradingbot/execution';
import { NO_LIMITS, riskCore } from '@tradingbot/risk';
import { plainVenue, venueSim } from '@tradingbot/simulation';
import { BUILT_IN_STRATEGIES, defineStrategy, strategyCore, z, type StrategyDefinition } from '@tradingbot/strategy';
import { anyStrategy, BTC, CATALOG, hour, HOUR, keepEvents, px, usdt } from '@tradingbot/testing';

const ROOT = join(import.meta.dirname, '..', '..');
const LIMITS = { ...NO_LIMITS, costReservePpb: 1_000_000 };
const VENUE = plainVenue(CATALOG.instruments.length, { takerBps: 10, makerBps: 10 });
const EXECUTION = { ...WHOLE_AT_ONCE, equityInterval: micros(HOUR) };

/** Each core with the service whose README tells of it, and the headings there. */
const CORES = [
  { service: 'strategy', core: strategyCore([]), reads: 'Reads', appends: 'Appends' },
  { service: 'risk', core: riskCore(LIMITS), reads: 'Reads', appends: 'Appends' },
  { service: 'execution', core: executionCore(EXECUTION), reads: 'Reads', appends: 'Appends' },
  { service: 'execution', core: venueSim(VENUE), reads: 'venue-sim reads', appends: 'venue-sim appends' },
] as const;

/** Three bars: open, high, low, close. The second close is above the mean of the first two. */
const BARS = [
  ['100', '100.8', '99.9', '100.5'],
  ['100.5', '101.5', '100.4', '101'],
  ['101.2', '102', '101.1', '101.8'],
];

describe('The README of', () => {
  test.each(CORES)('$service lists under "$reads" what the core $core.name reads', ({ service, core, reads }) => {
    expect(listed(service, reads)).toEqual([...core.reads].sort());
  });

  test.each(CORES)('$service lists under "$appends" what $core.name owns', ({ service, core, appends }) => {
    expect(listed(service, appends)).toEqual([...OWNED_TYPES[core.name]].sort());
  });

  test('backtester lists what its recorder reads and what its engine appends', () => {
    const sleeper = defineStrategy({
      name: 'sleeper',
      params: z.strictObject({}),
      onBar: (ctx, bar) => ctx.setTimer('nap', bar.closeTime + 1),
    });
    const facts = runExample(anyStrategy(sleeper), {}).events.filter(({ cause }) => cause === 0);
    expect(listed('backtester', 'Reads')).toEqual([...createRecorder(CATALOG, 365, NO_SINK).reads].sort());
    expect(listed('backtester', 'Appends')).toEqual([...new Set(facts.map(({ type }) => type))].sort());
  });

  test.each(['sequencer', 'market-data'] as const)('%s lists what it owns', (service) => {
    expect(listed(service, 'Appends')).toEqual([...OWNED_TYPES[service]].sort());
  });

  test('every service is checked here', () => {
    const checked = new Set([
      ...CORES.map(({ service }) => service as string),
      'backtester',
      'sequencer',
      'market-data',
      // It reads bars and writes models: no event is its own.
      'trainer',
    ]);
    expect(readdirSync(join(ROOT, 'services')).sort()).toEqual([...checked].sort());
  });
});

test('No core reads a type that it owns (ADR 0009)', () => {
  const own = CORES.flatMap(({ core }) => core.reads.filter((type) => OWNED_TYPES[core.name].includes(type)));
  expect(own).toEqual([]);
});

test('The list of decisions names every record by number, title and file', () => {
  const records = readdirSync(join(ROOT, 'docs', 'adr'))
    .filter((file) => file !== 'README.md')
    .sort();
  const lines = read('docs/adr/README.md')
    .split('\n')
    .filter((line) => line.startsWith('- '));
  expect(lines).toEqual(records.map((file) => `- [${titleOf(file)}](${file})`));
  // Numbers run on, and a file is named after its title.
  const names = records.map(
    (file, index) => `${String(index + 1).padStart(4, '0')}-${slug(titleOf(file).slice(5))}.md`,
  );
  expect(records).toEqual(names);
});

test('The worked example of docs/determinism.md is what the engine writes', () => {
  const emaCross = BUILT_IN_STRATEGIES.find(({ name }) => name === 'ema-cross') as StrategyDefinition;
  const { journal } = runExample(emaCross, { fast: 1, slow: 2, size: '1' });
  const [, example] = /```jsonl\n([^`]*)\n```/.exec(read('docs/determinism.md')) ?? [];
  expect(example?.split('\n')).toEqual(journal.split('\n').slice(7, 17));
});

/** The event types that begin the bullets under a heading, sorted; a type listed twice stands there twice. */
function listed(service: string, heading: string): string[] {
  const section = read(`services/${service}/README.md`).split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const heads = [...section.matchAll(/^- ((?:`[a-z.-]+`(?:, )?)+): /gm)].map(([, head = '']) => head);
  return heads.flatMap((head) => head.replaceAll('`', '').split(', ')).sort();
}

/** "0004 Derive ids" */
function titleOf(record: string): string {
  return (
    /^# (\d{4})\. (.+)\n/
      .exec(read(`docs/adr/${record}`))
      ?.slice(1)
      .join(' ') ?? ''
  );
}

const slug = (title: string): string => title.toLowerCase().replace(/[^a-z0-9]+/g, '-');

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

function runExample(definition: StrategyDefinition, params: unknown): { journal: string; events: SequencedEvent[] } {
  const { name } = definition;
  const catalog = { ...CATALOG, instruments: CATALOG.instruments.slice(0, 1), strategies: [name] };
  const events: SequencedEvent[] = [];
  let journal = '';
  const engine = createEngine(
    {
      catalog,
      rules: [[{ from: micros(0), tick: price(1), lot: qty(1), minQty: qty(1), minNotional: 0 }]],
      strategies: [{ name, definition, params: definition.params.parse(params) }],
      limits: LIMITS,
      venue: VENUE,
      execution: EXECUTION,
      cash: usdt('1000'),
      seed: 1,
      closeAtEnd: false,
      identity: UNKEPT,
    },
    [keepEvents(events), journalWriter(serialiserFor(catalog), 'example', (line) => void (journal += line))],
  );
  const series: BarSeries = { instrument: BTC, timeframe: HOUR, chunks: () => neverAsked() };
  const column = (index: number) => Float64Array.from(BARS, (bar) => px(bar[index] ?? ''));
  const chunk = {
    length: BARS.length,
    openTime: Float64Array.from(BARS, (_, row) => hour(row)),
    open: column(0),
    high: column(1),
    low: column(2),
    close: column(3),
    volume: Float64Array.from(BARS, (_, row) => 12.5 + row),
  };
  for (let row = 0; row <= BARS.length; row++) {
    engine.instant(hour(row));
    if (row > 0) engine.closed(series, chunk, row - 1);
    engine.closesDone();
    if (row < BARS.length) engine.opened(series, chunk, row);
    engine.opensDone();
  }
  engine.finish();
  return { journal, events };
}

function neverAsked(): never {
  throw new Error('the example is played by hand');
}
