// Learning curves as drawings that need no script: one for each metric, a line for each member.

import { html, NOTHING, type Html } from '../html.ts';
import type { LearningCurveData } from '../model-evaluation-data.ts';
import { numberText } from '../page/number-text.js';
import { empty, section } from './section.ts';

const [WIDTH, HEIGHT] = [400, 210];
const BOX = { left: 52, right: 12, top: 10, bottom: 26 };
/** As many as there are kinds of line that can be told apart. */
const KINDS = 8;

export function learningSection(curves: readonly LearningCurveData[]): Html {
  const about = 'How the policy did while it was trained, on bars that it was not trained on where the metric says so.';
  const metrics = [...new Set(curves.map(({ metric }) => metric))];
  if (metrics.length === 0) {
    return section('learning', 'Learning curves', {}, empty('No learning curve was found.'));
  }
  const drawings = metrics.map((metric) =>
    drawing(
      metric,
      curves.filter((curve) => curve.metric === metric),
    ),
  );
  return section('learning', 'Learning curves', { about }, html`<div class="drawings">${drawings}</div>`);
}

function drawing(metric: string, curves: readonly LearningCurveData[]): Html {
  const shown = curves.slice(0, KINDS);
  const [from, to] = reach(shown.flatMap(({ steps }) => steps));
  const [low, high] = reach(shown.flatMap(({ values }) => values));
  const x = (step: number): number => BOX.left + ((step - from) / (to - from)) * (WIDTH - BOX.left - BOX.right);
  const y = (value: number): number =>
    HEIGHT - BOX.bottom - ((value - low) / (high - low)) * (HEIGHT - BOX.top - BOX.bottom);
  const lines = shown.map(({ steps, values }, kind) => {
    const points = steps.map((step, at) => `${round(x(step))},${round(y(values[at] ?? low))}`).join(' ');
    return html`<polyline class="line kind-${kind}" points="${points}" />`;
  });
  const levels = [low, (low + high) / 2, high].map(
    (value) =>
      html`<line
          class="grid"
          x1="${BOX.left}"
          x2="${WIDTH - BOX.right}"
          y1="${round(y(value))}"
          y2="${round(y(value))}"
        />
        <text class="note end" x="${BOX.left - 6}" y="${round(y(value) + 4)}">${levelText(value, high - low)}</text>`,
  );
  const zero =
    low < 0 && high > 0
      ? html`<line class="axis" x1="${BOX.left}" x2="${WIDTH - BOX.right}" y1="${round(y(0))}" y2="${round(y(0))}" />`
      : NOTHING;
  const names = shown.map(({ member }, kind) => html`<span><i class="swatch kind-${kind}"></i>${member}</span>`);
  const rest = curves.length > KINDS ? html`<span>the first ${KINDS} of ${curves.length}</span>` : NOTHING;
  return html`<figure class="drawing">
    <figcaption>${metric}</figcaption>
    <svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${metric} over steps of training">
      ${levels}${zero}${lines}
      <text class="note" x="${BOX.left}" y="${HEIGHT - 8}">${numberText(from, 0)}</text>
      <text class="note end" x="${WIDTH - BOX.right}" y="${HEIGHT - 8}">${numberText(to, 0)} steps</text>
    </svg>
    ${shown.length < 2 ? NOTHING : html`<div class="legend">${names}${rest}</div>`}
  </figure>`;
}

/** Least and most; one apart where they are the same. */
function reach(values: readonly number[]): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return [0, 1];
  return low === high ? [low - 0.5, high + 0.5] : [low, high];
}

const round = (value: number): number => Math.round(value * 10) / 10;

const levelText = (value: number, range: number): string => numberText(value, range < 1 ? 3 : range < 100 ? 2 : 0);
