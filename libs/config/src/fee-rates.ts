// The rates that a symbol pays, out of what is stated for all, for it, in a file, by tier, and with discounts.

import { InputError } from '@tradingbot/domain';
import type { SymbolFees } from './blocks/fees.ts';
import type { RunConfig } from './run-config.ts';

export interface RatesInBps {
  readonly maker: number;
  readonly taker: number;
}

type FeeConfig = Pick<RunConfig, 'fees'> & { readonly tables?: RunConfig['tables'] };

/** What BNB leaves of a fee. */
const BNB_MULTIPLIER = 0.75;

/**
 * What is stated of a symbol: in the configuration, over the file that it names.
 * @param symbol one of the run
 */
export function feesOfSymbol({ fees, tables }: FeeConfig, symbol: string): SymbolFees {
  const own = (map: Readonly<Record<string, SymbolFees>>): SymbolFees =>
    (Object.hasOwn(map, symbol) ? map[symbol] : undefined) ?? {};
  return { ...own(tables?.fees?.symbols ?? {}), ...own(fees.symbol_fee_table) };
}

/** @throws InputError for a symbol of which no rate is stated, and for a tier without rates */
export function feeRatesOf(config: FeeConfig, symbol: string): RatesInBps {
  const { fees } = config;
  if (!fees.enabled) return { maker: 0, taker: 0 };
  const own = feesOfSymbol(config, symbol);
  const byTier = ratesOfTier(fees, own, symbol);
  const otherwise = fees.structure === 'flat' ? 0 : undefined;
  const maker = byTier?.maker_bps ?? own.maker_bps ?? fees.maker_bps ?? otherwise;
  const taker = fees.taker_fee_override_bps ?? byTier?.taker_bps ?? own.taker_bps ?? fees.taker_bps ?? otherwise;
  if (maker === undefined || taker === undefined) {
    throw new InputError(
      `fees.${maker === undefined ? 'maker_bps' : 'taker_bps'}`,
      `is missing, and nothing else states the fees of ${symbol}`,
      `state it, or fees.symbol_fee_table.${symbol}`,
    );
  }
  const discount = fees.use_bnb_discount ? BNB_MULTIPLIER : 1;
  return {
    maker: maker * (own.maker_discount_mult ?? fees.maker_discount_mult ?? discount),
    taker: taker * (own.taker_discount_mult ?? fees.taker_discount_mult ?? discount),
  };
}

function ratesOfTier(fees: RunConfig['fees'], own: SymbolFees, symbol: string) {
  const tier = own.vip_tier ?? fees.vip_tier;
  if (tier === undefined) return undefined;
  const rates = own.vip_rates?.[String(tier)];
  // The lowest tier pays what everybody pays.
  if (rates !== undefined || tier === 0) return rates;
  throw new InputError(
    own.vip_tier === undefined ? 'fees.vip_tier' : `fees.symbol_fee_table.${symbol}.vip_tier`,
    `is ${tier}, but no rates of that tier are stated for ${symbol}`,
    `write fees.symbol_fee_table.${symbol}.vip_rates, or the rates themselves`,
  );
}
