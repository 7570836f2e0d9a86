// Verify a recorded run of about a million events from Postgres: chain checked, every decision made again and compared;
// and how fast the log alone is read, chain checked.

import { replayJournal } from '@tradingbot/backtester/journal';
import { loadConfig, strategySpecs } from '@tradingbot/config';
import { connectPostgresLog } from '@tradingbot/event-log/postgres';
import { verifyJournal } from '@tradingbot/event-log';
import { loadStrategies } from '@tradingbot/strategy/load';
import { machine } from './machine.ts';
import { recordJournal } from './recorded-journal.ts';

const RUNS = 3;
const REPLAY_BUDGET = 150_000;
const READ_BUDGET = 200_000;

export async function benchReplay(): Promise<void> {
  console.log(JSON.stringify({ bench: 'replay', runs: RUNS, machine: machine() }));
  const recorded = await recordJournal();
  const { journal, events, postgresUrl: url } = recorded;
  try {
    const { config, placeOf } = loadConfig({ path: recorded.config, overrides: [] });
    const strategies = await loadStrategies(strategySpecs(config), placeOf);
    const reader = await connectPostgresLog({ url, schema: 'tradingbot', role: 'reader' });
    const info = (await reader.journals()).find((one) => one.journal === journal);
    if (info === undefined) throw new Error('the journal has gone');
    const reading = await rates(events, async () => {
      if (!(await verifyJournal(reader, info)).ok) throw new Error('the chain is broken');
    });
    console.log(JSON.stringify({ bench: 'replay', path: 'read, chain checked', events, ...of(reading, READ_BUDGET) }));
    let verdict = '';
    const replaying = await rates(events, async () => {
      ({ verdict } = await replayJournal(reader, journal, { strategies }));
    });
    console.log(
      JSON.stringify({
        bench: 'replay',
        path: 'verify',
        events,
        verdict,
        ...of(replaying, REPLAY_BUDGET),
        load: machine().load,
      }),
    );
    await reader.close();
  } finally {
    await recorded.close();
  }
}

/** Events per second of each run, slowest first. */
async function rates(events: number, work: () => Promise<void>): Promise<number[]> {
  const found: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const began = performance.now();
    await work();
    found.push(Math.round((1_000 * events) / (performance.now() - began)));
  }
  return found.sort((a, b) => a - b);
}

function of(found: readonly number[], budget: number) {
  const median = found[Math.floor(found.length / 2)] ?? 0;
  return {
    events_per_second: median,
    slowest: found[0],
    fastest: found.at(-1),
    budget,
    of_budget: Number((median / budget).toFixed(2)),
  };
}
