// Draws for markets at random: whole numbers, chances and choices, all of them from one number.

import { createRandom, nextFloat } from '@tradingbot/core';

export interface Dice {
  /** From `least` to `most`, both included. */
  whole(least: number, most: number): number;
  chance(p: number): boolean;
  oneOf<T>(choices: readonly T[]): T;
  share(): number;
}

export function diceOf(seed: number): Dice {
  const generator = createRandom(seed);
  const random = (): number => nextFloat(generator);
  return {
    whole: (least, most) => least + Math.floor(random() * (most - least + 1)),
    chance: (p) => random() < p,
    oneOf: <T>(choices: readonly T[]) => choices[Math.floor(random() * choices.length)] as T,
    share: random,
  };
}
