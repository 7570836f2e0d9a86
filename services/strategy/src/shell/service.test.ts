import { expect, test } from '@jest/globals';
import type { RecordedManifest } from '@tradingbot/contracts';
import { strategyService } from './service.ts';

const MANIFEST: RecordedManifest = {
  product: '0.1.0',
  node: 'v22',
  stack: '',
  clock: 'simulated',
  previous: null,
  lastCommand: '',
  codeHash: '',
  productCodeHash: '',
  strategyCodeHashes: ['', ''],
  configurationHash: '',
  dataHash: '',
  seed: 1,
  synthetic: true,
  currency: 'USDT',
  instruments: [],
  strategies: ['slow', 'momentum'],
  ranks: [],
  configuration: {
    data: { paths: ['bars.csv'] },
    portfolio: { cash: '1000' },
    fees: { maker_bps: 1, taker_bps: 1 },
    strategies: [
      { name: 'ema-cross', as: 'slow', params: { fast: 20, slow: 50, size: 1 } },
      { name: 'momentum', params: {} },
    ],
  },
};

test('builds its core from the manifest alone', async () => {
  const [core, ...others] = await strategyService.cores(MANIFEST);
  expect([core?.name, others.length]).toEqual(['strategy', 0]);
});

test('refuses a journal that was opened with other code', async () => {
  const other = { ...MANIFEST, strategyCodeHashes: ['', 'abc'] };
  await expect(strategyService.cores(other)).rejects.toThrow(
    'momentum: has other code than the journal was opened with',
  );
});

test('says where in the journal a parameter stands that does not fit', async () => {
  const configuration = {
    ...(MANIFEST.configuration as object),
    strategies: [{ name: 'momentum', params: { look: 1 } }],
  };
  const other = { ...MANIFEST, configuration };
  await expect(strategyService.cores(other)).rejects.toThrow("the journal's configuration, strategies.0.params");
});

test('says which release wrote a configuration that it cannot read', async () => {
  const configuration = { ...(MANIFEST.configuration as object), leverage: 3 };
  await expect(strategyService.cores({ ...MANIFEST, configuration })).rejects.toThrow(
    "the journal's configuration, leverage: does not fit this release: leverage is not a known key (read the journal with release 0.1.0)",
  );
});
