// A journal in real time on real servers, with the sequencer and readers as processes of their own: what the benchmarks
// of the bus stand on.

import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { connectNats } from '@tradingbot/bus/nats';
import type { CommandBus } from '@tradingbot/bus';
import {
  serialiserFor,
  storable,
  type Catalog,
  type ProducedEvent,
  type RecordedManifest,
  type UnsequencedEvent,
} from '@tradingbot/contracts';
import { startTestNats, startTestPostgres } from '@tradingbot/dev-stack/testing';
import { marketSymbol, type Instrument, type Micros } from '@tradingbot/domain';
import { connectPostgresLog, migrate } from '@tradingbot/event-log/postgres';

export const STAGE_JOURNAL = 'bench';

const BTC: Instrument = {
  symbol: marketSymbol('BTCUSDT'),
  venue: 'binance',
  assetClass: 'crypto_spot',
  base: 'BTC',
  quote: 'USDT',
  priceScale: 2,
  qtyScale: 5,
  calendar: '24x7',
};
export const STAGE_CATALOG: Catalog = { instruments: [BTC], strategies: [], currency: 'USDT' };

export interface Stage {
  readonly natsUrl: string;
  bus(name: string): Promise<CommandBus>;
  /** Starts a process of `bench/stage-process.ts` and waits until it says that it is ready. */
  start(role: string, ...args: readonly string[]): Promise<ChildProcess>;
  stop(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const [postgres, nats] = await Promise.all([startTestPostgres(), startTestNats()]);
  await migrate({ url: postgres.url, schema: 'tradingbot' });
  const log = await connectPostgresLog({ url: postgres.url, schema: 'tradingbot', role: 'writer' });
  await log.createJournal(STAGE_JOURNAL, undefined);
  const writer = await log.openWriter(STAGE_JOURNAL);
  const serialiser = serialiserFor(STAGE_CATALOG);
  const opening = [
    { type: 'run.manifest', payload: { manifest: manifest() } },
    { type: 'run.started', payload: {} },
  ].map(
    (fact) =>
      ({
        ...fact,
        source: 'sequencer',
        time: now() as Micros,
        cause: 0,
        ordinal: 0,
        correlation: 0,
      }) as UnsequencedEvent,
  );
  await writer.append(opening.map((fact) => storable(fact, STAGE_JOURNAL, STAGE_CATALOG, serialiser)));
  await writer.close();
  await log.close();
  const children: ChildProcess[] = [];
  return {
    natsUrl: nats.url,
    bus: (name) => connectNats({ url: nats.url, name }),
    start(role, ...args) {
      const script = join(import.meta.dirname, 'stage-process.ts');
      const child = spawn(process.execPath, [script, role, nats.url, postgres.url, ...args], {
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      });
      children.push(child);
      return new Promise((resolve, reject) => {
        child.once('error', reject);
        child.once('exit', (code) => reject(new Error(`${role} ended with ${code}`)));
        child.once('message', () => resolve(child));
      });
    },
    async stop() {
      for (const child of children) {
        child.removeAllListeners('exit');
        child.kill('SIGKILL');
      }
      await nats.stop();
      await postgres.stop();
    },
  };
}

/** A bar of the ordinary size. */
export const stageBar = (index: number): ProducedEvent => ({
  type: 'md.bar',
  time: now(),
  cause: 0,
  ordinal: 0,
  correlation: 0,
  payload: `{"close":"28995.13","high":"29031.34","instrument":"BTCUSDT","low":"28690.17","open":"28923.63","openTime":${index * 60_000_000},"timeframe":"1m","volume":"2311.811445"}`,
});

/** Microseconds since the epoch. */
export const now = (): number => Math.round((performance.timeOrigin + performance.now()) * 1_000);

function manifest(): RecordedManifest {
  return {
    product: '',
    node: process.version,
    stack: '',
    clock: 'wall',
    previous: null,
    lastCommand: '',
    codeHash: '',
    productCodeHash: '',
    strategyCodeHashes: [],
    configurationHash: '',
    dataHash: '',
    seed: 0,
    synthetic: true,
    currency: 'USDT',
    instruments: [{ ...BTC }],
    strategies: [],
    ranks: [],
    configuration: {
      data: { paths: ['none'] },
      portfolio: { cash: '1' },
      fees: { maker_bps: 0, taker_bps: 0 },
      strategy: { name: 'momentum' },
    },
  };
}
