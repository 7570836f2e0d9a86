// Bars as Alpaca's market data answers with them: `{"bars": {"SPY": […]}}`, or `{"bars": […], "symbol": "SPY"}`.
// Source: Alpaca, Market Data API v2, "Historical bars": t open time, o h l c prices, v volume; others are not read.

import { InputError, parseMicros } from '@tradingbot/domain';
import { z } from 'zod';
import { createPlacedBars, type PlacedBars } from '../bar-chunk.ts';
import { priceOf, valueSentence, volumeOf } from '../parquet/column-values.ts';
import { checkSymbol } from '../symbol-text.ts';

const BarSchema = z.object({
  t: z.string(),
  o: z.unknown(),
  h: z.unknown(),
  l: z.unknown(),
  c: z.unknown(),
  v: z.unknown(),
});
const BarsSchema = z.array(BarSchema).nullable();
const AnswerSchema = z.union([
  z.object({ bars: z.record(z.string(), BarsSchema), next_page_token: z.unknown().optional() }),
  z.object({ bars: BarsSchema, symbol: z.string().optional(), next_page_token: z.unknown().optional() }),
]);

/** The bars of one symbol in an answer. */
export interface AlpacaBars {
  /** `undefined` when the answer does not say. */
  readonly symbol: string | undefined;
  /** Open times in microseconds, in the order of the list. @throws InputError */
  times(): number[];
  /** Prices at `priceScale`; the place of a bar is its number in the list, from 1. @throws InputError */
  bars(priceScale: number): PlacedBars;
}

export interface AlpacaAnswer {
  readonly lists: readonly AlpacaBars[];
  /** What asks for the page that follows: the answer is not whole. `undefined` when it is the last one. */
  readonly nextPage: string | undefined;
}

/** @throws InputError when `text` is no such answer */
export function alpacaBars(text: string, path: string): AlpacaAnswer {
  const answer = AnswerSchema.safeParse(jsonOf(text, path));
  if (!answer.success) {
    const what = 'is no answer with bars: a list of {t, o, h, l, c, v} is expected under bars, or one for each symbol';
    throw new InputError(path, what);
  }
  const { data } = answer;
  const lists: [string | undefined, z.output<typeof BarsSchema>][] = Array.isArray(data.bars)
    ? [['symbol' in data ? data.symbol : undefined, data.bars]]
    : Object.entries(data.bars ?? {});
  const { next_page_token: token } = data;
  const nextPage = typeof token === 'string' && token !== '' ? token : undefined;
  return { lists: lists.flatMap(([symbol, list]) => barsOf(symbol, list, path)), nextPage };
}

function barsOf(symbol: string | undefined, list: z.output<typeof BarsSchema>, path: string): AlpacaBars[] {
  if (symbol !== undefined) checkSymbol(symbol, () => path);
  const bars = list ?? [];
  if (bars.length === 0) return [];
  const times = (): number[] => bars.map(({ t }, row) => timeOf(t, `${path} bar ${row + 1}`));
  return [{ symbol, times, bars: (scale) => placed(bars, scale, path) }];
}

function jsonOf(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError(path, 'is no JSON document, or is cut off', 'fetch it again');
  }
}

function timeOf(text: string, where: string): number {
  const time = parseMicros(text);
  if (time !== undefined) return time;
  throw new InputError(where, `t "${text}" is no UTC time such as 2021-01-04T14:30:00Z`);
}

function placed(list: readonly z.output<typeof BarSchema>[], scale: number, path: string): PlacedBars {
  const bars = createPlacedBars(list.length);
  list.forEach((bar, row) => {
    const where = `${path} bar ${row + 1}`;
    const price = (name: string, value: unknown): number => {
      const found = priceOf(value, scale, false);
      if (typeof found === 'number') return found;
      throw new InputError(where, valueSentence(name, value, found, scale));
    };
    bars.openTime[row] = timeOf(bar.t, where);
    bars.open[row] = price('o', bar.o);
    bars.high[row] = price('h', bar.h);
    bars.low[row] = price('l', bar.l);
    bars.close[row] = price('c', bar.c);
    const volume = volumeOf(bar.v);
    if (typeof volume !== 'number') throw new InputError(where, valueSentence('v', bar.v, volume, scale));
    bars.volume[row] = volume;
    bars.place[row] = row + 1;
  });
  bars.length = list.length;
  return bars;
}
