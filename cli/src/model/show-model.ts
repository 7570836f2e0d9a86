// `tradingbot model show`: what a checkpoint says of itself.

import { promotedIn } from '@tradingbot/strategy/load';
import { unzipSync } from 'fflate';
import { bigNumber } from '../number-text.ts';
import type { Terminal } from '../terminal.ts';
import { factTable, textTable } from '../text-table.ts';
import { modelRow, type ModelRow } from './list-models.ts';
import { modelNamed, type FoundModel } from './model-files.ts';
import type { ModelOptions } from './model-options.ts';

interface Member {
  readonly name: string;
  readonly bytes: number;
}

/** The document of `--json`: the row of `model list`, and all that the checkpoint says. */
export interface ModelDocument extends ModelRow {
  readonly members: readonly Member[];
  readonly data: FoundModel['data'];
}

/** @returns the exit code */
export function showModel(name: string, { artifacts, json }: ModelOptions, terminal: Terminal): number {
  const model = modelNamed(artifacts, name);
  const row = modelRow(model, promotedIn(artifacts)?.sha256);
  const document: ModelDocument = { ...row, members: membersOf(model.bytes), data: model.data };
  terminal.out(json === true ? `${JSON.stringify(document, undefined, 2)}\n` : modelText(document, terminal.colours));
  return 0;
}

const membersOf = (bytes: Uint8Array): Member[] =>
  Object.entries(unzipSync(bytes)).map(([name, content]) => ({ name, bytes: content.length }));

function modelText({ members, data, ...row }: ModelDocument, colours: Terminal['colours']): string {
  const { network, features, actions, hyperparameters, lineage, hashes, seed } = data;
  const omitted = Object.entries(features.omitted);
  const title = (text: string): string[] => ['', colours.bold(text)];
  const facts = factTable(
    [
      ['sha256', row.sha256],
      ['files', row.paths.join(', ')],
      ['in force', row.in_force ? 'yes' : 'no'],
      ['algorithm', row.algorithm],
      ['steps', bigNumber(row.step)],
      ['score', row.score === null ? 'none' : `${row.score.metric} ${row.score.value}`],
      ['market', `${row.asset_class}, bars of ${row.timeframe}`],
      ['actions', actions.kind === 'continuous' ? 'any weight from 0 to 1' : `one of ${actions.weights.join(', ')}`],
      ['network', `${network.observations} observations, hidden ${network.hidden.join('-')} ${network.activation}`],
      ['seed', String(seed)],
      ...Object.entries(hashes).map(([of, hash]): [string, string] => [`${of} hash`, hash]),
    ],
    colours.dim,
  );
  const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
  const settings = Object.entries(hyperparameters).map(([key, value]): [string, string] => [key, plain(value)]);
  const lines = [
    ...facts,
    ...title('Members'),
    ...textTable(
      [{ title: 'name' }, { title: 'bytes', align: 'right' }],
      members.map(({ name, bytes }) => [name, bigNumber(bytes)]),
      colours.dim,
    ),
    ...title(`Features (${features.names.length})`),
    `  ${features.names.join(', ')}`,
    ...omitted.map(([name, why]) => `  without ${name}: ${why}`),
    ...(settings.length === 0 ? [] : [...title('Hyper-parameters'), ...factTable(settings, colours.dim)]),
    ...(lineage.length === 0 ? [] : [...title('Lineage'), ...lineage.map((one) => `  ${plain(one)}`)]),
  ];
  return `${lines.join('\n')}\n`;
}
