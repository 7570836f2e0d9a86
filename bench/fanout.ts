// Append → six services over NATS: how many events per second for twenty seconds, with nobody falling behind.

import { createProducer } from '@tradingbot/service';
import { subjectsOf } from '@tradingbot/contracts';
import { machine } from './machine.ts';
import { openStage, STAGE_JOURNAL, stageBar } from './stage.ts';

const SERVICES = ['strategy', 'risk', 'execution', 'market-data', 'backtester', 'dashboard'];
const SECONDS = 20;
const BATCH = 500;
const BUDGET = 15_000;

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
    await producer.append(Array.from({ length: BATCH }, () => stageBar(index++)));
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
