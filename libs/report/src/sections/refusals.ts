// What was asked for and did not happen, by code.

import { html, type Html } from '../html.ts';
import { numberText } from '../page/number-text.js';
import type { ReportData } from '../report-data.ts';
import { empty, section } from './section.ts';
import { head, numberHead, table } from './table.ts';

/** In the words of docs/denials.md. */
const MEANINGS: Readonly<Record<string, string>> = {
  NO_PRICE: 'No bar of the instrument had closed yet.',
  QTY_TOO_LARGE: 'More than can be counted exactly.',
  TRADING_HALTED: 'An operator had killed trading.',
  TRADING_REDUCING: 'An operator allowed reductions only.',
  DAILY_LOSS_LIMIT_REACHED: 'The day had lost its limit; entries waited for the next.',
  ORDER_NOTIONAL_EXCEEDS_LIMIT: 'One order would have been worth more than allowed.',
  POSITION_NOTIONAL_EXCEEDS_LIMIT: 'The position would have been worth more than allowed.',
  ORDER_RATE_EXCEEDED: 'Too many orders within the window.',
  INSUFFICIENT_CASH: 'Cash did not pay for order, fees and slippage.',
  BELOW_MIN_QTY: 'Less than the venue takes.',
  ABOVE_MAX_QTY: 'More than the venue takes in one order.',
  BELOW_MIN_NOTIONAL: 'Worth less than the venue takes.',
  PRICE_OUT_OF_BAND: 'The price was too far from the market.',
  NO_TRADE_WINDOW: 'Within a window without trading.',
  MARKET_CLOSED: 'The market was closed.',
  INSUFFICIENT_BALANCE: 'The account held less than was needed.',
  NOT_ON_LOT: 'No multiple of the lot.',
  NOT_ON_TICK: 'No multiple of the tick.',
  VENUE_TIMEOUT: 'The venue did not answer in time.',
  REQUESTED: 'Canceled on request: a newer target, an operator, or the end of the run.',
  EXPIRED: 'Its time had run out.',
  IMMEDIATE_OR_CANCEL: 'What did not fill at once was dropped.',
  FILL_OR_KILL: 'It could not fill whole at once.',
  ONE_CANCELS_OTHER: 'The other order of its group filled first.',
  NO_CAPACITY: 'The bar had no room for the rest.',
  NO_LIQUIDITY: 'There was nothing to trade against.',
};

export function refusals({ codes }: ReportData): Html {
  const about = 'Orders that risk or the venue refused, and rests of orders that were canceled, with the reason.';
  if (codes.length === 0) return section('refusals', 'Denials', { about }, empty('Nothing was refused or canceled.'));
  const rows = codes.map(
    ({ by, code, count }) =>
      html`<tr>
        <th scope="row">${code}</th>
        <td>${by}</td>
        <td class="number">${numberText(count, 0)}</td>
        <td>${MEANINGS[code] ?? ''}</td>
      </tr>`,
  );
  const heads = [head('Code'), head('Who'), numberHead('Times'), head('Meaning')];
  return section('refusals', 'Denials', { about }, table(heads, rows));
}
