// The report of one run as one HTML file that opens from disk. The same data gives the same bytes.

import { rollingSharpe } from './derive/rolling-sharpe.ts';
import { tradeOrder } from './derive/trade-order.ts';
import { html, type Html } from './html.ts';
import { pageDataOf } from './page-data.ts';
import { pageOf } from './page-shell.ts';
import { runPageScript } from './page-sources.ts';
import type { ReportData } from './report-data.ts';
import { breakdowns } from './sections/breakdowns.ts';
import { distributionSection, equitySection, priceSection, rollingSection, tradeSection } from './sections/charts.ts';
import { configuration } from './sections/configuration.ts';
import { costSection } from './sections/costs.ts';
import { glossary } from './sections/glossary.ts';
import { head } from './sections/head.ts';
import { heatMap } from './sections/heat-map.ts';
import { orderOfTrades } from './sections/order-of-trades.ts';
import { refusals } from './sections/refusals.ts';

const CONTENTS = [
  ['equity', 'Equity'],
  ['months', 'Months'],
  ['distribution', 'Returns'],
  ['prices', 'Prices'],
  ['trades', 'Trades'],
  ['costs', 'Costs'],
  ['refusals', 'Denials'],
  ['order', 'Monte Carlo'],
  ['breakdowns', 'Breakdown'],
  ['figures', 'Figures'],
  ['configuration', 'Configuration'],
] as const;

/** @returns a whole document; nothing in it depends on when, where or how fast it was made */
export function renderReport(data: ReportData): string {
  const order = tradeOrder(data.tradeReturns, data.initialEquity, data.seed);
  const { returns } = data.daily;
  const rolling = rollingSharpe(returns, data.daysPerYear);
  const hasRolling = rolling.values.some((value) => value !== null);
  const body = html`${head(data)} ${contents()}
    <main>
      ${equitySection(data)} ${heatMap(data)}
      <div class="pair">${distributionSection(returns.length)}${rollingSection(rolling.window, hasRolling)}</div>
      ${priceSection(data)} ${tradeSection(data)} ${costSection(data)}
      <div class="pair">${orderOfTrades(order, data.tradeCount)}${breakdowns(data)}</div>
      ${refusals(data)} ${glossary(data.figures)} ${configuration(data)}
    </main>
    <footer>
      A backtest is what would have happened under its assumptions, not what will. Past results do not promise future
      ones.
    </footer>`;
  const hasCurve = data.equity.time.length > 1;
  const page = { ...pageDataOf(data, order), ...(hasCurve && hasRolling ? {} : { rolling: null }) };
  return pageOf({ title: `${data.title} – backtest report`, body, data: page, script: runPageScript() });
}

const contents = (): Html =>
  html`<nav aria-label="Sections">
    <ul>
      ${CONTENTS.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}
    </ul>
  </nav>`;
