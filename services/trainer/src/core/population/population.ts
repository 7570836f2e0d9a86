// A population from generation to generation: scores in, who goes on from whom and with which values out. Plain data and a
// seeded generator, so that the same scores give the same history wherever and on however many threads members learn.

import { createRandom, nextFloat, type Random } from '@tradingbot/core';
import { invariant } from '@tradingbot/domain';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { binaryTournament, truncation, type Contender, type Succession } from './exploit.ts';
import { drawAll, explored, type Hyperparameters } from './hyperparameters.ts';
import type { PopulationSettings } from './settings.ts';

export interface Member {
  readonly id: number;
  readonly hyperparameters: Hyperparameters;
  /** Of its last generation; `null` where the metric did not exist. */
  readonly score: number | null;
  /** The members it went on from, oldest first. */
  readonly lineage: readonly Descent[];
}

export interface Descent {
  /** After which it was. */
  readonly generation: number;
  /** Who went on from it. */
  readonly member: number;
  readonly from: number;
  /** Of the one that was gone on from. */
  readonly score: number;
}

export interface Population {
  /** Generations that are over. */
  readonly generation: number;
  /** Generations in a row after which too few had a score. */
  readonly waited: number;
  readonly random: readonly number[];
  readonly members: readonly Member[];
}

export interface GenerationEnd {
  readonly population: Population;
  readonly successions: readonly Succession[];
  /** How many had a score. */
  readonly ready: number;
}

/** The first generation: every member with values of its own. */
export function beginPopulation({ size, varied, seed }: PopulationSettings): Population {
  const random = createRandom(seed);
  const members = Array.from({ length: size }, (_, id) => ({
    id,
    hyperparameters: drawAll(varied, random),
    score: null,
    lineage: [],
  }));
  return { generation: 0, waited: 0, random: [...random.getState()], members };
}

/**
 * Ends a generation.
 * @param scores by member; `null` where the metric does not exist, which is never taken for a number
 * @param isLast no generation follows: nobody goes on from another
 */
export function endGeneration(
  { generation, waited, random: saved, members }: Population,
  scores: readonly (number | null)[],
  settings: PopulationSettings,
  isLast = false,
): GenerationEnd {
  invariant(scores.length === members.length, 'every member has its score');
  const random = xoroshiro128plusFromState([...saved]);
  const scored = members.map((member, at) => ({ ...member, score: finite(scores[at]) }));
  const contenders = scored.flatMap(({ id, score }): Contender[] => (score === null ? [] : [{ id, score }]));
  const ended = generation + 1;
  const isReady = readyOf(contenders.length, settings);
  const isHeld = !isReady && waited < settings.mostWait;
  const successions = isHeld || isLast ? [] : chooseSuccessions(contenders, settings, random);
  const population = {
    generation: ended,
    waited: isHeld ? waited + 1 : 0,
    members: succeeded(scored, successions, ended, settings, random),
    random: [...random.getState()],
  };
  return { population, successions, ready: contenders.length };
}

const finite = (score: number | null | undefined): number | null =>
  // JSON has no −0.
  typeof score === 'number' && Number.isFinite(score) ? score + 0 : null;

const readyOf = (count: number, { size, readyShare, leastReady }: PopulationSettings): boolean =>
  count >= leastReady && count >= readyShare * size;

const chooseSuccessions = (contenders: readonly Contender[], settings: PopulationSettings, random: Random) =>
  (settings.exploit === 'truncation' ? truncation : binaryTournament)(contenders, settings, random);

/** Values and lineage of the one gone on from, as they were before anybody went on. */
function succeeded(
  members: readonly Member[],
  successions: readonly Succession[],
  generation: number,
  settings: PopulationSettings,
  random: Random,
): Member[] {
  const ancestors = new Map(successions.map(({ member, from }) => [member, from]));
  return members.map((member) => {
    const from = ancestors.get(member.id);
    if (from === undefined) return member;
    const ancestor = members[from] as Member;
    return {
      id: member.id,
      hyperparameters: explored(ancestor.hyperparameters, settings, random),
      score: member.score,
      lineage: [...ancestor.lineage, { generation, member: member.id, from, score: ancestor.score as number }],
    };
  });
}

/** The seed of a member's own luck: environments, actions, first parameters. */
export function memberSeed(seed: number, id: number): number {
  const random = createRandom(seed + (id + 1) * 0x1_0000_0000);
  return Math.floor(nextFloat(random) * 2 ** 31);
}
