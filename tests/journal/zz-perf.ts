import { createEngine, manifestOf } from '@tradingbot/backtester';
import { planRun, replayJournal, recordedResults } from '@tradingbot/backtester/journal';
import { playTimeline } from '@tradingbot/bars/files';
import { RunConfigSchema, strategySpecs } from '@tradingbot/config';
import { serialiserFor, moneyScaleOf } from '@tradingbot/contracts';
import { journalWriter } from '@tradingbot/core';
import { chainHash, GENESIS } from '@tradingbot/event-log';
import { inMemoryLog } from '@tradingbot/event-log/in-memory';
import { executionSettingsOf, tradingCostsOf } from '@tradingbot/execution';
import { riskLimitsOf } from '@tradingbot/risk';
import { loadStrategies } from '@tradingbot/strategy/load';

const config = RunConfigSchema.parse({
  artifacts_dir: '/tmp/b5/artifacts', logs_dir: '/tmp/b5/logs',
  data: { generator: { symbols: ['BTCUSDT'], timeframe: '1m', from: '2020-01-01', bars: Number(process.argv[2] ?? 200000), seed: 5 } },
  portfolio: { cash: 1000000 }, fees: { maker_bps: 10, taker_bps: 10 },
  risk: { max_orders_per_min: 0 },
  strategy: { name: 'ema-cross', params: { fast: 10, slow: 20, size: 1 } },
});
const strategies = await loadStrategies(strategySpecs(config), (p) => p.join('.'));
const plan = await planRun({ config, strategies, stack: '' });
const { catalog } = plan;
const records: { position: number; body: string; hash: Uint8Array }[] = [];
let hash: Uint8Array = Buffer.from(GENESIS, 'hex');
const engine = createEngine({
  catalog, rules: plan.rules, strategies, limits: riskLimitsOf(config, catalog), costs: tradingCostsOf(config),
  execution: executionSettingsOf(config), cash: plan.cash, seed: 0, closeAtEnd: false, identity: plan.identity,
}, [journalWriter(serialiserFor(catalog), 'perf', (line) => {
  const body = line.slice(0, -1);
  hash = chainHash(hash, body);
  records.push({ position: records.length + 1, body: Buffer.from(body).toString(), hash });
})]);
await playTimeline((await plan.openBars()).series, engine);
engine.finish();
const log = inMemoryLog(new Map([['perf', { journal: 'perf', previous: undefined, genesis: GENESIS, openedAt: 0, epoch: 0, records, known: new Map(), continuedBy: undefined }]]));
for (let i = 0; i < 3; i++) {
  const { first_difference, decisions_compared, ...v } = await replayJournal(log, 'perf', { strategies });
  console.log(v.verdict, v.reason, v.events, v.decisions_recorded, v.events_per_second);
}

