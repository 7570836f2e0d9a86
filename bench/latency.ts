// One event at a time: from its producer through the log and the bus to a service, in a quiet system.

import { subjectsOf } from '@tradingbot/contracts';
import { createProducer, followJournal } from '@tradingbot/service';
import { machine } from './machine.ts';
import { openStage, STAGE_JOURNAL, stageBar } from './stage.ts';

export async function benchLatency(): Promise<void> {
  const samples = 1_000;
  console.log(JSON.stringify({ bench: 'latency', samples, machine: machine() }));
  const stage = await openStage();
  await stage.start('log-reader');
  await stage.start('sequencer');
  const bus = await stage.bus('latency');
  const stop = new AbortController();
  let seen: () => void = () => undefined;
  await new Promise<void>((ready) => {
    const begin = async () => ({ see: () => seen() });
    void followJournal({
      service: { name: 'latency', description: 'follows', begin },
      bus,
      stack: undefined,
      version: '0.0.0',
      signal: stop.signal,
      say: () => undefined,
      ready,
    });
  });
  const producer = createProducer({
    bus,
    subjects: subjectsOf(undefined),
    journal: STAGE_JOURNAL,
    source: 'market-data',
    appended: 0,
    signal: stop.signal,
  });
  const times: number[] = [];
  for (let i = 0; i < samples; i++) {
    const began = performance.now();
    const arrived = new Promise<void>((resolve) => (seen = resolve));
    const appending = producer.append([stageBar(i)]);
    await arrived;
    times.push(performance.now() - began);
    await appending;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number => Number((times[Math.floor(share * (samples - 1))] ?? 0).toFixed(2));
  console.log(
    JSON.stringify({
      bench: 'latency',
      path: 'append → service',
      p50_ms: at(0.5),
      p99_ms: at(0.99),
      budget_p50_ms: 3,
      of_budget: Number((3 / at(0.5)).toFixed(2)),
      load: machine().load,
    }),
  );
  stop.abort();
  await bus.close();
  await stage.stop();
}
