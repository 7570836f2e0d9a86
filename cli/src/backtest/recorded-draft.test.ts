// A recorded configuration takes options as a file does.

import { expect, test } from '@jest/globals';
import { changed } from './config-of.ts';
import { recordedDraft } from './recorded-draft.ts';

const CONFIGURATION = {
  data: { paths: ['a.csv'] },
  portfolio: { cash: '1000' },
  strategy: { name: 'ema-cross', params: { fast: 10, slow: 30 } },
  fees: { maker_bps: 1, taker_bps: 2 },
};
const draft = () => recordedDraft({ configuration: CONFIGURATION }, 'r1');

test('without options it is what was recorded', () => {
  const { config, placeOf } = changed(draft(), {});
  expect(config).toMatchObject({ ...CONFIGURATION, seed: 0 });
  expect(placeOf(['fees', 'maker_bps'])).toBe('the configuration of r1');
});

test('options stand over it, and it stays as it was', () => {
  const { config, placeOf } = changed(draft(), {
    param: ['fast=11'],
    set: ['fees.taker_bps=3', 'risk.max_order_notional=500', 'data.paths.0=b.csv', 'strategy.params.slow='],
  });
  expect(config).toMatchObject({
    data: { paths: ['b.csv'] },
    strategy: { params: { fast: 11 } },
    fees: { maker_bps: 1, taker_bps: 3 },
    risk: { max_order_notional: '500' },
  });
  expect(config.strategy?.params).not.toHaveProperty('slow');
  expect(placeOf(['strategy', 'params', 'fast'])).toBe('--param fast');
  expect(CONFIGURATION.strategy.params).toEqual({ fast: 10, slow: 30 });
});

test('another strategy takes its own parameters', () => {
  const { config } = changed(draft(), { strategy: 'buy-and-hold', param: ['weight=0.5'] });
  expect(config.strategy).toEqual({ name: 'buy-and-hold', params: { weight: 0.5 } });
});

test('what is wrong is said with the option, or with the run', () => {
  expect(() => changed(draft(), { set: ['fees.taker_bps=ten'] })).toThrow(
    '--set fees.taker_bps: fees.taker_bps is "ten", expected basis points from 0 to 1000, such as 10 for 0.1 %',
  );
  expect(() => changed(recordedDraft({ configuration: { ...CONFIGURATION, old_key: 1 } }, 'r1'), {})).toThrow(
    'the configuration of r1: old_key is not a known key',
  );
});
