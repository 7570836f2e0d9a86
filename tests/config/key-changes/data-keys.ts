// The keys of the market: files, and bars that are made.

import { STOCK, type KeyChange, type KeyChanges, type Keys } from './key-change.ts';
import { keptBars } from './seen-elsewhere.ts';
import { FILES } from './settings.ts';

const STOCK_FILE: Keys = {
  ...STOCK,
  data: { generator: undefined, paths: [`${FILES}/spy.csv`] },
};

export const DATA_KEYS: KeyChanges = {
  'data.paths': {
    with: { data: { generator: undefined, to: '2024-01-20' } },
    from: ['data/sample/BTCUSDT_4h.csv'],
    to: ['data/sample/ETHUSDT_4h.csv'],
  },
  'data.symbols': { with: { data: { generator: { symbols: ['BTCUSDT', 'ETHUSDT'] } } }, to: ['ETHUSDT'] },
  'data.timeframe': { to: '4h' },
  'data.from': { to: '2024-01-03' },
  'data.to': { to: '2024-01-05' },
  'data.session': { with: STOCK_FILE, to: 'extended' },
  'data.corporate_actions': { with: STOCK_FILE, to: `${FILES}/actions.csv` },
  'data.cache': { to: false, sees: keptBars },
  'data.generator.symbols': {
    with: { data: { generator: { start_prices: {} } } },
    from: ['BTCUSDT'],
    to: ['BTCUSDT', 'ETHUSDT'],
  },
  'data.generator.timeframe': { to: '2h' },
  'data.generator.from': { to: '2024-02-01' },
  'data.generator.to': { with: { data: { generator: { bars: undefined } } }, from: '2024-01-09', to: '2024-01-05' },
  'data.generator.bars': { to: 120 },
  'data.generator.seed': { to: 3 },
  'data.generator.correlation': { to: 0.9 },
  'data.generator.start_prices': { to: { BTCUSDT: 20_000 } },
  'data.generator.regime_probs': { to: [0, 0, 1, 0] },
  'data.generator.regime_dwell': { to: 0.2 },
  'data.generator.flash_shock.probability': shock({ from: 0.01, to: 0.5 }),
  'data.generator.flash_shock.magnitudes': shock({ from: [0.05], to: [0.2] }),
  ...regimes(),
};

function shock(change: KeyChange): KeyChange {
  return {
    with: { data: { generator: { flash_shock: { probability: 0.3, magnitudes: [0.05] } } } },
    ...change,
  };
}

/** Each number of each regime, in a market that knows no other. */
function regimes(): KeyChanges {
  const changed = { mu: 9, sigma: 3, kappa: 50, avg_volume: 17, avg_spread: 900 };
  const names = ['NORMAL', 'CHOPPY_FLAT', 'STRONG_TREND', 'ILLIQUID'];
  const rows = names.flatMap((name, index) =>
    Object.entries(changed).map(([key, to]): [string, KeyChange] => [
      `data.generator.regimes.${name}.${key}`,
      { with: { data: { generator: { regime_probs: names.map((_, at) => (at === index ? 1 : 0)) } } }, to },
    ]),
  );
  return Object.fromEntries(rows);
}
