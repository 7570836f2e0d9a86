// Damaged files of bars: each is read or refused in one sentence, and neither takes long.
// The damage is drawn from a seed, so a failure names a mutation that can be repeated.

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { InputError } from '@tradingbot/domain';
import { readFileSync } from 'node:fs';
import {
  HEADER,
  hourly,
  kline,
  lines,
  parquetColumns,
  range,
  readAll,
  temporaryFolder,
  writeFile,
  writeParquet,
} from '@tradingbot/bars/testing';

const MUTATIONS = 10_000;
const LONGEST_MS = 2_000;
/** Numbers and words that break readers. */
const NASTY = ['', '0', '-1', '1e308', '1e-9', 'NaN', 'Infinity', '9007199254740993', '"', '\r', '\0', ',', '\n', '#'];

type Draw = (below: number) => number;

/** Mulberry32: small, seeded, good enough to choose what to break. */
function drawFrom(seed: number): Draw {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const splice = (bytes: Buffer, at: number, remove: number, insert: Uint8Array = Buffer.alloc(0)): Buffer =>
  Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + remove)]);

type Mutation = (bytes: Buffer, draw: Draw) => Buffer;

const onLines =
  (change: (all: string[], draw: Draw) => void): Mutation =>
  (bytes, draw) => {
    const all = bytes.toString('latin1').split('\n');
    change(all, draw);
    return Buffer.from(all.join('\n'), 'latin1');
  };

const BYTES: Record<string, Mutation> = {
  flip: (bytes, draw) => {
    const copy = Buffer.from(bytes);
    if (copy.length > 0) {
      const at = draw(copy.length);
      copy[at] = (copy[at] as number) ^ (1 << draw(8));
    }
    return copy;
  },
  replace: (bytes, draw) => splice(bytes, draw(bytes.length + 1), 1, Buffer.from([draw(256)])),
  cut: (bytes, draw) => bytes.subarray(0, draw(bytes.length + 1)),
  behead: (bytes, draw) => bytes.subarray(draw(bytes.length + 1)),
  remove: (bytes, draw) => splice(bytes, draw(bytes.length + 1), 1 + draw(40)),
  insert: (bytes, draw) => splice(bytes, draw(bytes.length + 1), 0, Buffer.from(NASTY[draw(NASTY.length)] as string)),
  repeat: (bytes, draw) => {
    const at = draw(bytes.length + 1);
    return splice(bytes, at, 0, bytes.subarray(at, at + 1 + draw(200)));
  },
};

const TEXT: Record<string, Mutation> = {
  ...BYTES,
  swapLines: onLines((all, draw) => {
    const [a, b] = [draw(all.length), draw(all.length)];
    [all[a], all[b]] = [all[b] as string, all[a] as string];
  }),
  duplicateLine: onLines((all, draw) => all.splice(draw(all.length), 0, all[draw(all.length)] as string)),
  removeLine: onLines((all, draw) => all.splice(draw(all.length), 1)),
  nastyField: onLines((all, draw) => {
    const at = draw(all.length);
    const fields = (all[at] as string).split(',');
    fields[draw(fields.length)] = NASTY[draw(NASTY.length)] as string;
    all[at] = fields.join(',');
  }),
};

let folder: ReturnType<typeof temporaryFolder>;
beforeAll(() => {
  folder = temporaryFolder();
});
afterAll(() => folder.remove());

const sampleCsv = (): Buffer =>
  Buffer.from(lines('# recorded', HEADER, ...range(40).map((i) => hourly(i >> 1, i % 2 ? 'ETHUSDT' : 'BTCUSDT'))));
const sampleKlines = (): Buffer => Buffer.from(lines(...range(24).map((i) => kline(i))));
const sampleParquet = (codec: 'SNAPPY' | 'UNCOMPRESSED'): Buffer => {
  const kvMetadata = [{ key: 'synthetic', value: 'no' }];
  return readFileSync(
    writeParquet(folder.path, `${codec}.parquet`, {
      columnData: parquetColumns(24),
      rowGroupSize: 16,
      codec,
      kvMetadata,
    }),
  );
};

const SAMPLES: [string, string, () => Buffer, Record<string, Mutation>, number][] = [
  ['CSV', 'bars_1h.csv', sampleCsv, TEXT, 0.35],
  ['klines', 'BTCUSDT-1h-2024-01.csv', sampleKlines, TEXT, 0.25],
  ['Parquet', 'mutant_1h.parquet', () => sampleParquet('SNAPPY'), BYTES, 0.2],
  ['plain Parquet', 'mutant_1h.parquet', () => sampleParquet('UNCOMPRESSED'), BYTES, 0.2],
];

describe(`${MUTATIONS} mutations`, () => {
  test.each(SAMPLES)(
    '%s',
    async (kind, name, sampleOf, mutations, share) => {
      const sample = sampleOf();
      const kinds = Object.entries(mutations);
      const outcomes = { read: 0, refused: 0 };
      for (let seed = 0; seed < MUTATIONS * share; seed++) {
        const draw = drawFrom(seed);
        let bytes = sample;
        const done: string[] = [];
        for (let n = draw(3); n >= 0; n--) {
          const [title, mutate] = kinds[draw(kinds.length)] as [string, Mutation];
          bytes = mutate(bytes, draw);
          done.push(title);
        }
        const path = writeFile(folder.path, name, bytes);
        const outcome = await outcomeOf(path);
        if (outcome.fault !== '') throw new Error(`${kind}, seed ${seed} (${done.join(', ')}): ${outcome.fault}`);
        outcomes[outcome.refused ? 'refused' : 'read'] += 1;
      }
      expect(outcomes.refused).toBeGreaterThan(MUTATIONS * share * 0.2);
      expect(outcomes.read).toBeGreaterThan(0);
    },
    300_000,
  );
});

async function outcomeOf(path: string): Promise<{ readonly refused: boolean; readonly fault: string }> {
  const started = performance.now();
  const late = (): string => {
    const took = performance.now() - started;
    return took > LONGEST_MS ? `it took ${Math.round(took)} ms` : '';
  };
  try {
    const all = await readAll([path], { symbols: ['BTCUSDT'] });
    for (const { bars } of all)
      if (bars.length === 0) return { refused: false, fault: 'nothing was read, nothing refused' };
    return { refused: false, fault: late() };
  } catch (error) {
    if (!(error instanceof InputError)) return { refused: true, fault: `it threw ${String(error)}` };
    if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(error.message)) return { refused: true, fault: 'the message is not one line' };
    if (error.message.length > 600) return { refused: true, fault: 'the message is too long' };
    return { refused: true, fault: late() };
  }
}
