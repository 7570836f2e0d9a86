// Places for what the scripts draw over time: equity, drawdown, rolling Sharpe, distribution, prices and trades.

import { html, type Html } from '../html.ts';
import { numberText } from '../page/number-text.js';
import type { ReportData } from '../report-data.ts';
import { chartPlace, empty, legend, section } from './section.ts';

const HOW_TO_MOVE = html`<span class="with-mouse"
    >Drag to move; click, then use the wheel or the arrow keys to zoom (Ctrl and the wheel at once); double-click shows
    all.</span
  ><span class="with-fingers">Move with one finger, zoom with two.</span>`;

export function equitySection({ equity, currency }: ReportData): Html {
  const tools = html`<div class="tools">
    <button id="log-scale" class="button" type="button" aria-pressed="false">Log scale</button>
    <button id="show-all" class="button" type="button">Whole run</button>
  </div>`;
  if (equity.time.length < 2) return section('equity', 'Equity', {}, empty('There are too few bars for a curve.'));
  return section(
    'equity',
    `Equity, ${currency}`,
    { tools, extra: legend(['strategy', 'strategy'], ['benchmark', 'buy and hold']) },
    html`${chartPlace('chart-equity')}
      <h3>Drawdown: how far below its highest point so far</h3>
      ${chartPlace('chart-drawdown')}
      <p class="hint">${HOW_TO_MOVE}</p>`,
  );
}

export const distributionSection = (days: number): Html =>
  section(
    'distribution',
    'Daily returns',
    { about: 'How often a day ended with which return.' },
    days === 0 ? empty('No day was completed.') : chartPlace('chart-returns'),
  );

export const rollingSection = (window: number, hasValues: boolean): Html =>
  section(
    'rolling',
    'Rolling Sharpe ratio',
    { about: `Of the last ${window} days at each day, annualised. A good strategy does not need one good quarter.` },
    hasValues ? chartPlace('chart-rolling') : empty('The run is too short, or its days do not vary.'),
  );

export function priceSection({ prices, trades, tradeCount, fillCount, fills }: ReportData): Html {
  const drawn = prices.filter(({ whole }) => whole.time.length > 0);
  if (drawn.length === 0) return section('prices', 'Trades on the price', {}, empty('There are no bars.'));
  const options = prices.map(({ symbol }, index) => html`<option value="${index}">${symbol}</option>`);
  const button = (id: string, text: string, label: string): Html =>
    html`<button id="${id}" class="button" type="button" aria-label="${label}">${text}</button>`;
  const tools = html`<div class="tools">
    <label
      ><span class="away">Symbol</span
      ><select id="symbol">
        ${options}
      </select></label
    >
    ${button('trade-before', '‹ Trade', 'The trade before')}${button('trade-after', 'Trade ›', 'The next trade')}
    ${button('zoom-in', '+', 'Come nearer')}${button('zoom-out', '−', 'Go further away')}${button('zoom-all', 'All', 'Show the whole run')}
  </div>`;
  const places = prices.map(
    (_, index) =>
      html`<div class="price-place" hidden>
        <div id="prices-${index}"></div>
        <div id="overview-${index}"></div>
      </div>`,
  );
  const omitted =
    (trades.length < tradeCount
      ? ` The first ${numberText(trades.length, 0)} of ${numberText(tradeCount, 0)} trades are drawn.`
      : '') +
    (fills.length < fillCount
      ? ` The first ${numberText(fills.length, 0)} of ${numberText(fillCount, 0)} fills are drawn.`
      : '');
  const body = html`<p id="candle" class="candle">&nbsp;</p>
    ${places}
    <p class="hint">
      ▲ entry, ▼ exit, joined by a line: blue earned, orange lost. Hollow candles closed higher.
      ${HOW_TO_MOVE}${omitted}
    </p>`;
  return section('prices', 'Trades on the price', { tools }, body);
}

export function tradeSection({ trades, tradeCount }: ReportData): Html {
  const shown =
    trades.length < tradeCount
      ? ` These are the first ${numberText(trades.length, 0)} of ${numberText(tradeCount, 0)}; trades.csv has all of them.`
      : '';
  const about = `Round trips from flat to flat; result after fees. Choose a number to see the trade in the chart.${shown}`;
  const body = tradeCount === 0 ? empty('No round trip was completed.') : html`<div id="trade-table"></div>`;
  return section('trades', 'Trades', { about }, body);
}
