// Append → six services over NATS: how many events per second for twenty seconds, with nobody falling behind.

import { createProducer, followJournal } from '@tradingbot/service';
import { subjectsOf, type ProducedEvent } from '@tradingbot/contracts';
import { machine } from './machine.ts';
import { now, openStage, STAGE_JOURNAL } from './stage.ts';

const SERVICES = ['strategy', 'risk', 'execution', 'market-data', 'backtester', 'dashboard'];
const SECONDS = 20;
const BATCH = 128;
const BUDGET = 15_000;

const bar = (index: number): ProducedEvent => ({
  type: 'md.bar',
  time: now(),
  cause: 0,
  ordinal: 0,
  correlation: 0,
  payload: `{"close":"28995.13","high":"29031.34","instrument":"BTCUSDT","low":"28690.17","open":"28923.63","openTime":${index * 60_000_000},"timeframe":"1m","volume":"2311.811445"}`,
});

export async function benchFanout(): Promise<void> {
  console.log(JSON.stringify({ bench: 'fanout', services: SERVICES.length, batch: BATCH, machine: machine() }));
  const stage = await openStage();
  await stage.start('log-reader');
  await stage.start('sequencer');
  const followers = await Promise.all(SERVICES.map((name) => stage.start(name)));
  const bus = await stage.bus('producer');
  const signal = new AbortController().signal;
  const producer = createProducer({
    bus,
    subjects: subjectsOf(undefined),
    journal: STAGE_JOURNAL,
    source: 'market-data',
    appended: 0,
    signal,
  });
  const positionOf = (child: (typeof followers)[number]): Promise<number> =>
    new Promise((resolve) => {
      child.once('message', (message) => resolve((message as { position: number }).position));
      child.send('how far');
    });
  const began = performance.now();
  let index = 0;
  let worstLag = 0;
  while (performance.now() - began < SECONDS * 1_000) {
    await producer.append(Array.from({ length: BATCH }, () => bar(index++)));
    if (index % (BATCH * 64) !== 0) continue;
    const positions = await Promise.all(followers.map(positionOf));
    worstLag = Math.max(worstLag, index + 2 - Math.min(...positions));
  }
  const appended = performance.now();
  while (Math.min(...(await Promise.all(followers.map(positionOf)))) < index + 2);
  const seconds = (performance.now() - began) / 1_000;
  const rate = Math.round(index / seconds);
  console.log(
    JSON.stringify({
      bench: 'fanout',
      events: index,
      events_per_second: rate,
      worst_lag_events: worstLag,
      drained_ms: Math.round(performance.now() - appended),
      budget: BUDGET,
      of_budget: Number((rate / BUDGET).toFixed(2)),
      load: machine().load,
    }),
  );
  await bus.close();
  await stage.stop();
}

/** One event at a time, from the producer to a service in the same process and back from the bus. */
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
    const appending = producer.append([bar(i)]);
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
