// `_base`: what an heir takes over, what it replaces, and where mistakes are said to stand.

import { expect, test } from '@jest/globals';
import { configFolder, LEAST } from '../testing/config-folder.ts';

const load = (files: Record<string, string>, file = 'heir.yaml') => {
  const folder = configFolder({ 'base.yaml': LEAST, ...files });
  try {
    return folder.load(file);
  } finally {
    folder.remove();
  }
};

const refusal = (files: Record<string, string>, file = 'heir.yaml') => {
  const folder = configFolder({ 'base.yaml': LEAST, ...files });
  try {
    return folder.refusal(file);
  } finally {
    folder.remove();
  }
};

test('maps merge key by key, lists and values replace', () => {
  const { fees, data } = load({
    'heir.yaml': '_base: base.yaml\nfees: {taker_bps: 4}\ndata: {paths: [x.csv, y.csv]}\n',
  });
  expect(fees).toMatchObject({ maker_bps: 10, taker_bps: 4 });
  expect(data.paths).toEqual(['x.csv', 'y.csv']);
});

test('the path is relative to the file that names it, through several generations', () => {
  const { seed, risk } = load({
    'sub/middle.yaml': '_base: ../base.yaml\nseed: 3\nrisk: {max_orders_per_min: 1}\n',
    'heir.yaml': '_base: sub/middle.yaml\nrisk: {daily_reset_utc_hour: 5}\n',
  });
  expect(seed).toBe(3);
  expect(risk).toMatchObject({ max_orders_per_min: 1, daily_reset_utc_hour: 5 });
});

test('an empty key takes an inherited value back to its default', () => {
  const { seed } = load({ 'middle.yaml': '_base: base.yaml\nseed: 3\n', 'heir.yaml': '_base: middle.yaml\nseed:\n' });
  expect(seed).toBe(0);
});

test('parameters pass on to the same strategy only', () => {
  const middle = '_base: base.yaml\nstrategy: {params: {fast: 3}}\n';
  const same = load({
    'middle.yaml': middle,
    'heir.yaml': '_base: middle.yaml\nstrategy: {name: ema-cross, params: {slow: 9}}\n',
  });
  expect(same.strategy).toEqual({ name: 'ema-cross', params: { fast: 3, slow: 9 } });
  const other = load({ 'middle.yaml': middle, 'heir.yaml': '_base: middle.yaml\nstrategy: {name: momentum}\n' });
  expect(other.strategy).toEqual({ name: 'momentum', params: {} });
});

test('several strategies stand in place of one, and one in place of several', () => {
  const several = '_base: base.yaml\nstrategies: [{name: momentum}]\n';
  expect(load({ 'heir.yaml': several }).strategy).toBeUndefined();
  expect(
    load({ 'several.yaml': several, 'heir.yaml': '_base: several.yaml\nstrategy: {name: momentum}\n' }).strategies,
  ).toBeUndefined();
});

test('a mistake is said to stand in the file in which it stands', () => {
  const base = LEAST.replace('taker_bps: 10', 'taker_bps: ten');
  const expected = 'expected basis points from 0 to 1000, such as 10 for 0.1 %';
  expect(refusal({ 'base.yaml': base, 'heir.yaml': '_base: base.yaml\n' })).toBe(
    `base.yaml:9: fees.taker_bps is "ten", ${expected}`,
  );
  expect(refusal({ 'heir.yaml': '_base: base.yaml\n\nfees:\n  taker_bps: ten\n' })).toBe(
    `heir.yaml:4: fees.taker_bps is "ten", ${expected}`,
  );
  expect(refusal({ 'heir.yaml': '_base: base.yaml\nfees:\n  takr_bps: 1\n' })).toBe(
    'heir.yaml:3: fees.takr_bps is not a known key (did you mean fees.taker_bps?)',
  );
});

test('what is wrong with _base itself', () => {
  expect(refusal({ 'heir.yaml': 'seed: 1\n_base: heir.yaml\n' })).toMatch(
    /^heir\.yaml:2: _base leads back to .*heir\.yaml \(a configuration cannot inherit from itself\)$|^heir\.yaml:2: _base leads back to heir\.yaml/,
  );
  expect(refusal({ 'a.yaml': '_base: b.yaml\n', 'b.yaml': '_base: ./a.yaml\n' }, 'a.yaml')).toMatch(
    /^b\.yaml:1: _base leads back to a\.yaml/,
  );
  expect(refusal({ 'heir.yaml': '_base: bsae.yaml\n' })).toMatch(
    /^heir\.yaml:1: _base names bsae\.yaml: no such configuration file \(did you mean .*base\.yaml\?\)$/,
  );
  expect(refusal({ 'heir.yaml': '_base: [a, b]\n' })).toBe(
    'heir.yaml:1: _base is a list, expected the path of another configuration',
  );
  expect(refusal({ 'heir.yaml': '_base:\n' })).toBe(
    'heir.yaml:1: _base is null, expected the path of another configuration',
  );
});
