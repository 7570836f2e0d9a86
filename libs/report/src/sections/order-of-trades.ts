// Monte Carlo of the order of trades, in words and as a band.

import type { TradeOrder } from '../derive/trade-order.ts';
import { html, type Html } from '../html.ts';
import { numberText, percentText } from '../page/number-text.js';
import { chartPlace, empty, legend, section } from './section.ts';
import { head, numberHead, table } from './table.ts';

export function orderOfTrades(order: TradeOrder | undefined, trades: number): Html {
  const about =
    'The same trades in another order: the end hardly changes, the way there does. Trades that hang on each other, such ' +
    'as losses that come together, are torn apart by shuffling, so the real risk is rather larger than this band.';
  const title = 'Monte Carlo of trade order';
  if (order === undefined) {
    return section(
      'order',
      title,
      { about },
      empty(`${trades} round trips: fewer than five cannot be shuffled usefully.`),
    );
  }
  const { actualDrawdown, drawdowns, deeper, shuffles } = order;
  const rows = [
    row('As it happened', actualDrawdown),
    row(`Median of ${numberText(shuffles, 0)} shuffles`, drawdowns.p50),
    row('One shuffle in twenty was deeper than', drawdowns.p5),
    row('One in twenty was flatter than', drawdowns.p95),
  ];
  const body = html`${legend(['strategy', 'as it happened'], ['band', '90 % of the shuffles'], ['muted', 'median'])}
    ${chartPlace('chart-order')}
    <h3>Deepest drawdown of each shuffle</h3>
    ${chartPlace('chart-depths')}
    ${table([head('Deepest drawdown between closed trades'), numberHead('Depth')], rows, { box: 'sums' })}
    <p class="hint">${numberText(100 * deeper, 0)} % of the shuffles fell deeper than what happened${luck(deeper)}</p>`;
  return section('order', title, { about }, body);
}

const row = (name: string, depth: number): Html =>
  html`<tr>
    <th scope="row">${name}</th>
    <td class="number">${percentText(depth, 1)}</td>
  </tr>`;

function luck(deeper: number): string {
  if (deeper > 0.8) return ': the order of these trades was a lucky one.';
  if (deeper < 0.2) return ': the order of these trades was an unlucky one, or losses cluster.';
  return ': the order was an ordinary one.';
}
