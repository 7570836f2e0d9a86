// What a configuration says of the simulated venue, exact. Files that it names were read when it was loaded.

import { BNB, feeRatesOf, feesOfSymbol, MOST_SLIPPAGE_BPS, type RunConfig } from '@tradingbot/config';
import { moneyScaleOf, type Catalog } from '@tradingbot/contracts';
import { amount, invariant, parseDecimal, parseSafeDecimal, type Amount } from '@tradingbot/domain';
import { ppbFromBps, type VenueSettings } from '@tradingbot/simulation';

type FeeSettings = VenueSettings['fees'];
type SlippageSettings = VenueSettings['slippage'];

/** Nothing is capped: a price never goes below one unit. */
const NO_CAP_BPS = 9_999;

export function venueSettingsOf(config: RunConfig, catalog: Catalog): VenueSettings {
  const { execution } = config;
  const { clip_to_bar, intrabar_price_model } = execution;
  return {
    intrabar: intrabar_price_model,
    clipToBar: clip_to_bar.enabled,
    strictOpenFill: clip_to_bar.strict_open_fill,
    fees: feeSettingsOf(config, catalog),
    slippage: slippageOf(config),
    capacity: capacityOf(config, catalog),
    latency: latencyOf(config),
    seasonality: seasonalityOf(config),
  };
}

function feeSettingsOf(config: RunConfig, catalog: Catalog): FeeSettings {
  const { enabled, settlement, rounding } = config.fees;
  const money = (text: string): Amount => amount(parseDecimal(text, moneyScaleOf(catalog)));
  const isRounded = enabled && rounding.enabled;
  const mode = enabled ? settlement.mode : 'quote';
  return {
    rates: catalog.instruments.map(({ symbol }) => {
      const { maker, taker } = feeRatesOf(config, symbol);
      return { makerPpb: ppbFromBps(maker), takerPpb: ppbFromBps(taker) };
    }),
    settlement: mode,
    bnbInstrument: mode === 'bnb' ? catalog.instruments.findIndex(({ base }) => base === BNB) : -1,
    rounding: isRounded ? rounding.mode : 'up',
    steps: catalog.instruments.map(({ symbol }) => (isRounded ? feeStepOf(config, symbol) : '')),
    minimum: money(isRounded ? rounding.minimum_fee : '0'),
    maximum: money(isRounded ? rounding.maximum_fee : '0'),
    regulatory: regulatoryOf(config, money),
  };
}

/** The nearest statement counts: of the symbol under `rounding`, of the symbol elsewhere, of all. */
function feeStepOf(config: RunConfig, symbol: string): string {
  const { rounding } = config.fees;
  const perSymbol = Object.hasOwn(rounding.per_symbol, symbol) ? rounding.per_symbol[symbol] : undefined;
  const own = feesOfSymbol(config, symbol);
  return perSymbol?.step ?? own.fee_rounding_step ?? own.quantizer?.commission_step ?? rounding.step ?? '';
}

function regulatoryOf({ fees }: RunConfig, money: (text: string) => Amount): FeeSettings['regulatory'] {
  if (!fees.enabled || fees.regulatory?.enabled !== true) return undefined;
  const { sec_fee_per_million, taf_fee_per_share, taf_max_fee } = fees.regulatory;
  return {
    // One per million is a thousand parts per billion.
    secPpb: parseSafeDecimal(sec_fee_per_million, 3),
    tafPerShare: money(taf_fee_per_share),
    tafMaximum: money(taf_max_fee),
  };
}

function slippageOf({ slippage, costs, execution_params }: RunConfig): SlippageSettings {
  const flatBps = execution_params.slippage_bps;
  const impact = costs?.impact;
  return {
    flatBps,
    defaultSpreadBps: slippage?.default_spread_bps ?? 0,
    minHalfSpreadBps: slippage?.min_half_spread_bps ?? 0,
    dynamicSpread: dynamicSpreadOf(slippage),
    k: slippage?.k ?? 0,
    volWindow: slippage?.vol_window ?? 2,
    liquidityWindow: slippage?.liquidity_window ?? 1,
    eps: slippage?.eps ?? 1e-12,
    impact:
      impact === undefined
        ? undefined
        : {
            sqrtCoeff: impact.sqrt_coeff,
            linearCoeff: impact.linear_coeff,
            powerCoefficient: impact.power_coefficient,
            powerExponent: impact.power_exponent,
          },
    maxBps: slippage?.max_bps ?? (impact === undefined ? NO_CAP_BPS : MOST_SLIPPAGE_BPS),
  };
}

function dynamicSpreadOf(slippage: RunConfig['slippage']): SlippageSettings['dynamicSpread'] {
  if (slippage?.dynamic.enabled !== true) return undefined;
  const { alpha_bps, beta_coef, min_spread_bps, max_spread_bps, smoothing_alpha } = slippage.dynamic;
  invariant(alpha_bps !== undefined && beta_coef !== undefined, 'a spread that is on is stated');
  return {
    alphaBps: alpha_bps,
    betaCoef: beta_coef,
    minBps: min_spread_bps,
    maxBps: max_spread_bps,
    smoothingAlpha: smoothing_alpha,
  };
}

function capacityOf({ execution, adv, tables }: RunConfig, { instruments }: Catalog): VenueSettings['capacity'] {
  const { bar_capacity_base, max_participation } = execution;
  const stated = tables?.adv?.symbols ?? {};
  return {
    maxParticipation: max_participation,
    advFraction: bar_capacity_base.enabled ? bar_capacity_base.capacity_frac_of_ADV_base : 0,
    floorBase: bar_capacity_base.enabled ? bar_capacity_base.floor_base : 0,
    advBase: instruments.map(({ symbol }) => (Object.hasOwn(stated, symbol) ? (stated[symbol] ?? 0) : 0)),
    advWindowDays: adv?.enabled === true ? adv.window_days : 30,
  };
}

function latencyOf({ latency }: RunConfig): VenueSettings['latency'] {
  if (latency === undefined) return undefined;
  return {
    baseMs: latency.base_ms,
    jitterMs: latency.jitter_ms,
    spikeP: latency.spike_p,
    spikeMult: latency.spike_mult,
    timeoutMs: latency.timeout_ms,
    retries: latency.retries,
    volatilityGamma: latency.volatility_gamma,
    volWindow: latency.vol_window,
    zscoreClip: latency.zscore_clip,
    minMs: latency.min_ms,
    maxMs: latency.max_ms,
  };
}

function seasonalityOf({ tables, seasonality_interpolate }: RunConfig): VenueSettings['seasonality'] {
  if (tables?.seasonality === undefined) return undefined;
  const { liquidity, spread, latency } = tables.seasonality;
  return { liquidity, spread, latency, interpolate: seasonality_interpolate };
}
