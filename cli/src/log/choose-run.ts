// Which run is meant by an id, by the beginning of one, or by "latest".

import { didYouMean } from '@tradingbot/config';
import { InputError } from '@tradingbot/domain';
import type { JournalInfo, LogReader } from '@tradingbot/event-log';

export const LATEST = 'latest';

/**
 * @param name what was typed after `--run`
 * @throws InputError when there is no such run, or there are several
 */
export async function chooseRun(log: LogReader, name: string = LATEST): Promise<JournalInfo> {
  const runs = await log.journals();
  const last = runs.at(-1);
  if (last === undefined) {
    throw new InputError(`--run ${name}`, 'no run is recorded yet', 'tradingbot live --dry-run records one');
  }
  if (name === LATEST) return last;
  const exact = runs.find(({ journal }) => journal === name);
  if (exact !== undefined) return exact;
  const begun = runs.filter(({ journal }) => name !== '' && journal.startsWith(name));
  const [only] = begun;
  if (only !== undefined && begun.length === 1) return only;
  const names = runs.map(({ journal }) => journal).reverse();
  if (only === undefined) throw new InputError(`--run ${name}`, 'there is no such run', mendOf(name, names));
  const meant = begun.map(({ journal }) => journal).slice(-SHOWN);
  throw new InputError(`--run ${name}`, `${begun.length} runs begin so`, `such as ${meant.join(', ')}`);
}

const SHOWN = 3;
const SHORTEST = 4;

/** The nearest name, else the newest ones. */
function mendOf(name: string, names: readonly string[]): string {
  // Whoever types the beginning of an id slips within it. Of very short ones any would be near.
  const typed = name.length < SHORTEST ? [] : names;
  const beginnings = new Map(typed.map((one) => [one.slice(0, name.length), one]));
  const mend = didYouMean(name, [LATEST, ...beginnings.keys()]);
  const near = [...beginnings].find(([beginning]) => mend === `did you mean ${beginning}?`);
  if (near !== undefined) return `did you mean ${near[1]}?`;
  if (mend.startsWith('did you mean')) return mend;
  return `the last ones: ${[...names.slice(0, SHOWN), LATEST].join(', ')}`;
}
