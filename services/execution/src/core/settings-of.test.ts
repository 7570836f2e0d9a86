// A configuration as settings of the cores: exact, and off where a block is absent.

import { describe, expect, test } from '@jest/globals';
import { RunConfigSchema } from '@tradingbot/config';
import { CATALOG, usdt } from '@tradingbot/testing';
import { executionSettingsOf, venueSettingsOf } from './settings-of.ts';

const configOf = (keys: object) =>
  RunConfigSchema.parse({
    data: { paths: ['bars.csv'], timeframe: '15m' },
    portfolio: { cash: 1000 },
    fees: { maker_bps: 2, taker_bps: 10 },
    strategy: { name: 'momentum' },
    ...keys,
  });
const execution = (keys: object) => executionSettingsOf(configOf(keys), CATALOG);
const venue = (keys: object) => venueSettingsOf(configOf(keys), CATALOG);

describe('Execution', () => {
  test('sends one market order when nothing else is said', () => {
    expect(execution({})).toEqual({
      equityInterval: 86_400_000_000,
      step: 0,
      profile: { kind: 'market' },
      timeInForce: 'GTC',
      ttlSteps: 0,
      largeOrders: undefined,
    });
  });

  test.each([
    ['MKT_OPEN_NEXT_H1', 3_600_000_000, { kind: 'market' }],
    ['MKT_OPEN_NEXT_4H', 14_400_000_000, { kind: 'market' }],
    ['LIMIT_MID_BPS', 0, { kind: 'limit-mid', offsetPpb: -150_000 }],
  ])('%s', (execution_profile, step, profile) => {
    expect(execution({ execution_profile, execution_params: { limit_offset_bps: -1.5 } })).toMatchObject({
      step,
      profile,
    });
  });

  test('VWAP slices are shares of the whole, and together exactly that', () => {
    const slices = (volume_profile?: number[]) => {
      const { profile } = execution({ execution_profile: 'VWAP_CURRENT_H1', execution: { volume_profile } });
      return profile.kind === 'vwap' ? profile.slices : [];
    };
    expect(slices([1, 1, 1])).toEqual([333_333_333, 333_333_333, 333_333_334]);
    expect(slices([3, 1])).toEqual([750_000_000, 250_000_000]);
    expect(slices()).toHaveLength(6);
    expect(slices().reduce((sum, slice) => sum + slice)).toBe(1_000_000_000);
  });

  test('a length of time to live is rounded up to whole bars of the profile, or of the data', () => {
    const steps = (keys: object): number => execution({ execution_params: { ttl_ms: 3_600_001 }, ...keys }).ttlSteps;
    expect(steps({})).toBe(5);
    expect(steps({ execution_profile: 'MKT_OPEN_NEXT_H1' })).toBe(2);
    expect(execution({ execution_params: { ttl_steps: 3 } }).ttlSteps).toBe(3);
  });

  test.each([
    [{}, { threshold: usdt('10000'), algo: 'twap', parts: 6, interval: 600_000_000 }],
    [
      { notional_threshold: '2.5', large_order_algo: 'POV' },
      {
        threshold: usdt('2.5'),
        algo: 'pov',
        participationPpb: 100_000_000,
        interval: 60_000_000,
        minChildNotional: usdt('20'),
      },
    ],
    [{ large_order_algo: 'VWAP' }, { threshold: usdt('10000'), algo: 'vwap' }],
  ])('large orders: %j', (execution_config, largeOrders) => {
    expect(execution({ execution_config })).toMatchObject({ largeOrders });
  });
});

describe('The venue', () => {
  const RATE = { makerPpb: 200_000, takerPpb: 1_000_000 };

  test('charges what is stated, at once, in a market as deep as needed, when nothing else is said', () => {
    expect(venue({ execution_params: { slippage_bps: 5 } })).toEqual({
      intrabar: 'linear',
      clipToBar: true,
      strictOpenFill: false,
      fees: {
        rates: [RATE, RATE],
        settlement: 'quote',
        bnbInstrument: -1,
        rounding: 'up',
        steps: ['', ''],
        minimum: usdt('0'),
        maximum: usdt('0'),
        regulatory: undefined,
      },
      slippage: {
        flatBps: 5,
        defaultSpreadBps: 0,
        minHalfSpreadBps: 0,
        dynamicSpread: undefined,
        k: 0,
        volWindow: 2,
        liquidityWindow: 1,
        eps: 1e-12,
        impact: undefined,
        maxBps: 9_999,
      },
      capacity: { maxParticipation: 0, advFraction: 0, floorBase: 0, advBase: [0, 0], advWindowDays: 30 },
      latency: undefined,
      seasonality: undefined,
    });
  });

  test('blocks that are there have the defaults of the original platform', () => {
    const { latency, slippage } = venue({ latency: {}, slippage: {}, costs: {} });
    expect(latency).toEqual({
      baseMs: 250,
      jitterMs: 50,
      spikeP: 0.01,
      spikeMult: 5,
      timeoutMs: 2_500,
      retries: 1,
      volatilityGamma: 0,
      volWindow: 120,
      zscoreClip: 3,
      minMs: 0,
      maxMs: 10_000,
    });
    expect(slippage).toMatchObject({ k: 0.8, defaultSpreadBps: 2, minHalfSpreadBps: 0, eps: 1e-12, maxBps: 500 });
    expect(slippage.impact).toEqual({ sqrtCoeff: 0, linearCoeff: 0, powerCoefficient: 0, powerExponent: 1 });
  });

  test('fees of symbols, with the nearest step', () => {
    const { fees } = venue({
      fees: {
        maker_bps: 2,
        taker_bps: 10,
        use_bnb_discount: true,
        symbol_fee_table: {
          BTCUSDT: { fee_rounding_step: '0.3' },
          ETHUSDT: { taker_bps: 1, fee_rounding_step: '0.1', quantizer: { commission_step: 9 } },
        },
        rounding: {
          mode: 'nearest',
          step: '0.5',
          per_symbol: { BTCUSDT: { step: 2 } },
          minimum_fee: '0.01',
          maximum_fee: 7,
        },
        settlement: { mode: 'received' },
      },
    });
    expect(fees).toMatchObject({
      rates: [
        { makerPpb: 150_000, takerPpb: 750_000 },
        { makerPpb: 150_000, takerPpb: 75_000 },
      ],
      settlement: 'received',
      rounding: 'nearest',
      steps: ['2', '0.1'],
      minimum: usdt('0.01'),
      maximum: usdt('7'),
    });
  });

  test('SEC and TAF are exact', () => {
    expect(venue({ fees: { structure: 'flat', regulatory: {} } }).fees).toMatchObject({
      rates: [
        { makerPpb: 0, takerPpb: 0 },
        { makerPpb: 0, takerPpb: 0 },
      ],
      regulatory: { secPpb: 27_800, tafPerShare: usdt('0.000166'), tafMaximum: usdt('8.3') },
    });
    expect(venue({ fees: { structure: 'flat', regulatory: { enabled: false } } }).fees.regulatory).toBeUndefined();
    expect(venue({ fees: { enabled: false, regulatory: {} } }).fees.regulatory).toBeUndefined();
  });

  test('what files said stands in the configuration, by instrument', () => {
    const ones = Array.from({ length: 168 }, () => 1);
    const files = [{ path: 'x', sha256: 'y' }];
    const settings = venue({
      seasonality_interpolate: true,
      execution: { bar_capacity_base: { enabled: true, capacity_frac_of_ADV_base: 0.5, floor_base: 2 } },
      tables: {
        seasonality: { files, left_out: 1, liquidity: ones, spread: ones, latency: [] },
        adv: { files, symbols: { ETHUSDT: 70 } },
        fees: { files, symbols: { BTCUSDT: { maker_bps: 1, taker_bps: 3 } } },
      },
    });
    expect(settings.seasonality).toEqual({ liquidity: ones, spread: ones, latency: [], interpolate: true });
    expect(settings.capacity).toMatchObject({ advFraction: 0.5, floorBase: 2, advBase: [0, 70] });
    expect(settings.fees.rates[0]).toEqual({ makerPpb: 100_000, takerPpb: 300_000 });
  });
});
