// A folder of configuration files for one test, and what loading one of them says.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { InputError } from '@tradingbot/domain';
import { loadConfig, parseAssignment, type RunConfig } from '@tradingbot/config';

/** The least that a configuration must say. */
export const LEAST = `data:
  paths: [bars.csv]
portfolio:
  cash: 1000
strategy:
  name: ema-cross
fees:
  maker_bps: 10
  taker_bps: 10
`;

export interface ConfigFolder {
  /** Loads a file of the folder with `--set` assignments over it. */
  load(file: string, ...set: string[]): RunConfig;
  /** The sentence with which loading is refused; paths are relative to the folder. */
  refusal(file: string, ...set: string[]): string;
  remove(): void;
}

export function configFolder(files: Readonly<Record<string, string>>): ConfigFolder {
  const root = mkdtempSync(join(tmpdir(), 'config-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  const load = (file: string, ...set: string[]): RunConfig =>
    loadConfig({ path: join(root, file), overrides: set.map((text) => parseAssignment(text, '--set')) }).config;
  return {
    load,
    refusal: (file, ...set) => {
      try {
        load(file, ...set);
      } catch (error) {
        if (error instanceof InputError) return error.message.replaceAll(`${root}/`, '');
        throw error;
      }
      throw new Error(`${file} was accepted`);
    },
    remove: () => rmSync(root, { recursive: true }),
  };
}

/** What `text` alone, as c.yaml, is refused with. */
export function refusalOf(text: string, ...set: string[]): string {
  const folder = configFolder({ 'c.yaml': text });
  try {
    return folder.refusal('c.yaml', ...set);
  } finally {
    folder.remove();
  }
}
