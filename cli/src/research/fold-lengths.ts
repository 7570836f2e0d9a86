// What is typed after `--walk-forward`, as lengths of time: `train=180d,test=30d,purge=2d,anchored`.

import type { FoldLengths } from '@tradingbot/backtester/research';
import { didYouMean } from '@tradingbot/config';
import { InputError, parseTimeframe } from '@tradingbot/domain';

const LENGTHS = ['train', 'test', 'step', 'purge', 'embargo'] as const;
type Name = (typeof LENGTHS)[number];

/** @throws InputError */
export function foldLengthsOf(text: string): FoldLengths {
  const stated = new Map<Name, number>();
  let anchored = false;
  for (const part of text.split(',').map((one) => one.trim())) {
    if (part === 'anchored') {
      anchored = true;
      continue;
    }
    const [key = '', value = ''] = part.split('=').map((one) => one.trim());
    const name = LENGTHS.find((one) => one === key);
    if (name === undefined) {
      throw new InputError(`--walk-forward ${part}`, 'is not known', didYouMean(key, [...LENGTHS, 'anchored']));
    }
    if (stated.has(name)) throw new InputError(`--walk-forward ${name}`, 'is said twice', 'leave one of them out');
    stated.set(name, lengthOf(name, value));
  }
  const need = (name: Name): number => {
    const length = stated.get(name);
    if (length !== undefined) return length;
    throw new InputError('--walk-forward', `${name} is missing`, 'such as train=180d,test=30d');
  };
  const [train, test] = [need('train'), need('test')];
  const embargo = stated.get('embargo') ?? 0;
  return {
    train,
    test,
    embargo,
    purge: stated.get('purge') ?? 0,
    step: stated.get('step') ?? test + embargo,
    anchored,
  };
}

function lengthOf(name: Name, text: string): number {
  const mayBeNothing = name === 'purge' || name === 'embargo';
  if (mayBeNothing && /^0[smhd]?$/.test(text)) return 0;
  const length = parseTimeframe(text);
  if (length !== undefined) return length;
  throw new InputError(`--walk-forward ${name}=${text}`, 'is no length of time', `write ${name}=30d or ${name}=12h`);
}
