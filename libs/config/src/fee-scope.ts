// Whether a block of fees belongs to the venue that its instruments trade at.

import { InputError, type Instrument } from '@tradingbot/domain';
import { feeRatesOf } from './fee-rates.ts';
import { didYouMean } from './nearest.ts';
import type { RunConfig } from './run-config.ts';

type FeeConfig = Pick<RunConfig, 'fees' | 'portfolio'> & { readonly tables?: RunConfig['tables'] };

/** The asset that Binance takes fees in when asked to. */
export const BNB = 'BNB';

/** @throws InputError for fees that the venue of an instrument never charges, and for an instrument without fees */
export function checkFeeScope(config: FeeConfig, instruments: readonly Instrument[]): void {
  const { fees, portfolio } = config;
  const stock = instruments.find(({ assetClass }) => assetClass === 'us_equity');
  const coin = instruments.find(({ assetClass }) => assetClass === 'crypto_spot');
  if (coin !== undefined) refuseOnCrypto(fees, coin.symbol);
  if (stock !== undefined) refuseOnStocks(fees, stock.symbol);
  if (fees.settlement.mode === 'bnb' && fees.enabled) checkBnb(portfolio, instruments);
  checkBalances(portfolio, instruments);
  for (const { symbol } of instruments) feeRatesOf(config, symbol);
}

/** What is odd about fees without being impossible, for whoever reads the results. */
export function feeWarnings({ fees }: Pick<RunConfig, 'fees'>, instruments: readonly Instrument[]): string[] {
  const stock = instruments.find(({ assetClass }) => assetClass === 'us_equity');
  if (stock === undefined || !fees.enabled || fees.structure !== undefined) return [];
  const charged = Math.max(fees.maker_bps ?? 0, fees.taker_bps ?? 0);
  if (charged > 0) {
    return [
      `fees of ${charged} bps are those of a crypto venue, but ${stock.symbol} is a US stock: see fees.structure`,
    ];
  }
  return fees.regulatory === undefined ? [`sales of ${stock.symbol} pay SEC and TAF fees: see fees.regulatory`] : [];
}

function refuseOnCrypto(fees: RunConfig['fees'], symbol: string): void {
  if (fees.regulatory?.enabled === true) {
    throw new InputError(
      'fees.regulatory',
      `SEC and TAF fees are charged on US stocks, but ${symbol} is a crypto pair`,
      'remove the block',
    );
  }
  if (fees.structure !== undefined && fees.enabled && !statesRates(fees)) {
    throw new InputError(
      'fees.structure',
      `flat is how US brokers charge, but ${symbol} is a crypto pair`,
      'state fees.maker_bps and fees.taker_bps',
    );
  }
}

function refuseOnStocks(fees: RunConfig['fees'], symbol: string): void {
  if (!fees.enabled) return;
  const key = fees.use_bnb_discount
    ? 'use_bnb_discount'
    : fees.settlement.mode === 'quote'
      ? undefined
      : 'settlement.mode';
  if (key === undefined) return;
  throw new InputError(`fees.${key}`, `is of a crypto venue, but ${symbol} is a US stock`, 'remove it');
}

function checkBnb({ balances }: RunConfig['portfolio'], instruments: readonly Instrument[]): void {
  const currency = instruments[0]?.quote ?? '';
  if (!instruments.some(({ base }) => base === BNB)) {
    const pair = `${BNB}${currency}`;
    throw new InputError(
      'fees.settlement.mode',
      `bnb needs the price of BNB, but ${pair} is not among the symbols`,
      `add ${pair} to data.symbols and its bars to data.paths`,
    );
  }
  if (Object.hasOwn(balances, BNB)) return;
  throw new InputError(
    'fees.settlement.mode',
    'bnb takes fees out of BNB, but the account has none',
    'write portfolio.balances, such as {BNB: "1"}',
  );
}

/** What is held has to have a price, or its worth could not be told. */
function checkBalances({ balances }: RunConfig['portfolio'], instruments: readonly Instrument[]): void {
  const known = [...new Set(instruments.map(({ base }) => base))];
  for (const asset of Object.keys(balances)) {
    if (known.includes(asset)) continue;
    const isCash = instruments.some(({ quote }) => quote === asset);
    throw new InputError(
      `portfolio.balances.${asset}`,
      isCash ? 'is the currency of the account' : `is the base of no symbol of the run, which has ${known.join(', ')}`,
      isCash ? 'write portfolio.cash' : didYouMean(asset, known),
    );
  }
}

const statesRates = (fees: RunConfig['fees']): boolean =>
  fees.path !== undefined ||
  Object.keys(fees.symbol_fee_table).length > 0 ||
  (fees.maker_bps !== undefined && fees.taker_bps !== undefined);
