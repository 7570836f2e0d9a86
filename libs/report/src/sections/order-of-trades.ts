// Monte Carlo of the order of trades, in words and as a band.

import type { TradeOrder } from '../derive/trade-order.ts';
import { html, type Html } from '../html.ts';
import { numberText, percentText } from '../page/number-text.js';
import { chartPlace, empty, legend, section } from './section.ts';

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
  const depth = (share: number): string => percentText(share, 1);
  const body = html`${legend(['strategy', 'as it happened'], ['band', '90 % of the shuffles'], ['muted', 'median'])}
    ${chartPlace('chart-order')}
    <h3>Deepest drawdown of each shuffle</h3>
    ${chartPlace('chart-depths')}
    <div class="scroller sums">
      <table>
        <thead>
          <tr>
            <th scope="col">Deepest drawdown between closed trades</th>
            <th scope="col" class="number">Depth</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">As it happened</th>
            <td class="number">${depth(actualDrawdown)}</td>
          </tr>
          <tr>
            <th scope="row">Median of ${numberText(shuffles, 0)} shuffles</th>
            <td class="number">${depth(drawdowns.p50)}</td>
          </tr>
          <tr>
            <th scope="row">One shuffle in twenty was deeper than</th>
            <td class="number">${depth(drawdowns.p5)}</td>
          </tr>
          <tr>
            <th scope="row">One in twenty was flatter than</th>
            <td class="number">${depth(drawdowns.p95)}</td>
          </tr>
        </tbody>
      </table>
    </div>
    <p class="hint">${numberText(100 * deeper, 0)} % of the shuffles fell deeper than what happened${luck(deeper)}</p>`;
  return section('order', title, { about }, body);
}

function luck(deeper: number): string {
  if (deeper > 0.8) return ': the order of these trades was a lucky one.';
  if (deeper < 0.2) return ': the order of these trades was an unlucky one, or losses cluster.';
  return ': the order was an ordinary one.';
}
