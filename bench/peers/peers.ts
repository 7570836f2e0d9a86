// The engine beside Python's backtesters on workload W1: the same trades, and how many bars a second each plays.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { machine } from '../machine.ts';
import { markets, writeCsv, type Market } from './markets.ts';
import { runOurs, type EngineRuns } from './our-run.ts';
import { NoPython, runScript, setUpPython } from './python.ts';
import { difference } from './trades.ts';

const PEERS = ['backtesting', 'backtrader', 'vectorbt', 'nautilus'];
/** After the runs that warm up. The very first is told apart: on the first market ours is yet to be compiled. */
const RUNS = 3;

/** Exits with 1 when a peer trades differently. */
export async function benchPeers(): Promise<void> {
  try {
    setUpPython();
  } catch (error) {
    if (!(error instanceof NoPython)) throw error;
    return print({ skipped: true, reason: error.message });
  }
  print({ workload: 'W1', runs: RUNS, machine: machine() });
  const folder = mkdtempSync(join(tmpdir(), 'tradingbot-peers-'));
  try {
    const all = await markets((path) =>
      print({ skipped: true, reason: `no ${path}; TRADINGBOT_TEST_DATA names its folder` }),
    );
    for (const market of all) await compare(market, join(folder, 'bars.csv'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function compare(market: Market, csv: string): Promise<void> {
  await writeCsv(market, csv);
  const ours = await runOurs(market, RUNS);
  const ourFigures = figures(market, ours);
  print({ engine: 'tradingbot', version: ours.version, ...ourFigures });
  for (const engine of PEERS) {
    const theirs = attempt(engine, csv, market);
    if (theirs === undefined) continue;
    const theirFigures = figures(market, theirs);
    const differs = difference(ours.trades, theirs.trades);
    print({
      engine,
      version: theirs.version,
      ...theirFigures,
      same_trades: differs === undefined,
      ratio: ratio(ourFigures.bars_per_second, theirFigures.bars_per_second),
      ratio_first_run: ratio(ourFigures.first_run, theirFigures.first_run),
    });
    if (differs === undefined) continue;
    console.error(`${engine} on ${market.name}: ${differs}`);
    process.exitCode = 1;
  }
}

const ratio = (ours: number, theirs: number): number => Number((ours / theirs).toFixed(1));

/** `undefined`, with the reason printed, when the peer is not to be had here. */
function attempt(engine: string, csv: string, market: Market): EngineRuns | undefined {
  try {
    return runPeer(engine, csv, market);
  } catch (error) {
    if (!(error instanceof NoPython)) throw error;
    print({ engine, skipped: true, reason: error.message });
    return undefined;
  }
}

function runPeer(engine: string, csv: string, { series }: Market): EngineRuns {
  const barMs = series.timeframe / 1000;
  return JSON.parse(runScript(`w1_${engine}.py`, [csv, String(barMs), String(RUNS)])) as EngineRuns;
}

function figures({ name, bars }: Market, { seconds, trades }: EngineRuns) {
  const all = seconds.map((taken) => Math.round(bars / taken));
  const rates = all.slice(-RUNS).sort((a, b) => a - b);
  return {
    market: name,
    bars,
    bars_per_second: rates[Math.floor(rates.length / 2)] as number,
    slowest: rates[0],
    fastest: rates.at(-1),
    first_run: all[0] as number,
    trades: trades.length,
    load: machine().load,
  };
}

const print = (line: object): void => console.log(JSON.stringify({ bench: 'peers', ...line }));
