// `tradingbot model list`: the checkpoints under the folder of results.

import { promotedIn } from '@tradingbot/strategy/load';
import { bigNumber } from '../number-text.ts';
import type { Terminal } from '../terminal.ts';
import { textTable, type Cell } from '../text-table.ts';
import { modelsIn, type FoundModel } from './model-files.ts';
import type { ModelOptions } from './model-options.ts';

/** The document of `--json`, for each model. */
export interface ModelRow {
  readonly sha256: string;
  readonly paths: readonly string[];
  readonly in_force: boolean;
  readonly algorithm: string;
  readonly step: number;
  readonly score: { readonly metric: string; readonly value: number } | null;
  readonly asset_class: string;
  readonly timeframe: string;
  readonly features: number;
}

const SHOWN_HEX = 12;

/** @returns the exit code */
export function listModels({ artifacts, json }: ModelOptions, terminal: Terminal): number {
  const { models, unreadable } = modelsIn(artifacts);
  const inForce = promotedIn(artifacts)?.sha256;
  const rows = models.map((model) => modelRow(model, inForce));
  terminal.out(
    json === true
      ? `${JSON.stringify({ models: rows, unreadable }, undefined, 2)}\n`
      : modelsText(rows, unreadable, artifacts, terminal.colours),
  );
  return 0;
}

export const modelRow = ({ sha256, paths, data }: FoundModel, inForce: string | undefined): ModelRow => ({
  sha256,
  paths,
  in_force: sha256 === inForce,
  algorithm: data.algorithm,
  step: data.step,
  score: data.score,
  asset_class: data.assetClass,
  timeframe: data.timeframe,
  features: data.features.names.length,
});

function modelsText(
  rows: readonly ModelRow[],
  unreadable: readonly string[],
  artifacts: string,
  colours: Terminal['colours'],
): string {
  const warnings = unreadable.map((sentence) => `${colours.yellow('warning')} ${sentence}\n`).join('');
  if (rows.length === 0) return `No model is under ${artifacts}: npx tradingbot train makes one.\n${warnings}`;
  const table = textTable(
    [
      { title: 'sha256' },
      { title: 'step', align: 'right' },
      { title: 'score', align: 'right' },
      { title: 'bars' },
      { title: 'market' },
      { title: '' },
      { title: 'files' },
    ],
    rows.map((row): Cell[] => [
      row.sha256.slice(0, SHOWN_HEX),
      bigNumber(row.step),
      row.score === null ? '–' : `${row.score.metric} ${row.score.value.toFixed(2)}`,
      row.timeframe,
      row.asset_class,
      row.in_force ? { text: 'in force', colour: colours.green } : '',
      row.paths.join(', '),
    ]),
    colours.dim,
  );
  return `${table.join('\n')}\n${warnings}`;
}
