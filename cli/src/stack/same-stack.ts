// The same stack once more: what a command about a recorded run ends with, so that it can be copied.

import { typedOption } from '../shell-word.ts';
import type { StackOptions } from './choose-stack.ts';

/** " --stack demo", or nothing for the unnamed one. */
export const sameStack = ({ config, stack }: Pick<StackOptions, 'config' | 'stack'>): string =>
  [...typedOption('--config', config), ...typedOption('--stack', stack)].map((word) => ` ${word}`).join('');
