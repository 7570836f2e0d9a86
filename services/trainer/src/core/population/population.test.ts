// Rules of a population, over any settings, scores and luck.

import { describe, expect, test } from '@jest/globals';
import { createRandom } from '@tradingbot/core';
import fc from 'fast-check';
import { binaryTournament, truncation, type Contender } from './exploit.ts';
import { explored } from './hyperparameters.ts';
import { beginPopulation, endGeneration, memberSeed, type Population } from './population.ts';
import type { PopulationSettings, Varied } from './settings.ts';

const RATE: Varied = {
  name: 'learning_rate',
  range: { kind: 'between', min: 1e-5, max: 1e-3, isLog: true, isWhole: false },
  perturbationFactor: 1.2,
  resampleProbability: 0.25,
};
const EPOCHS: Varied = {
  name: 'n_epochs',
  range: { kind: 'between', min: 1, max: 8, isLog: false, isWhole: true },
  perturbationFactor: 1.2,
  resampleProbability: 0.25,
};
const BATCH: Varied = {
  name: 'batch_size',
  range: { kind: 'values', values: [32, 64, 128] },
  perturbationFactor: 1.2,
  resampleProbability: 0.25,
};

const SETTINGS: PopulationSettings = {
  size: 10,
  exploit: 'truncation',
  truncationRatio: 0.2,
  explore: 'perturb',
  mode: 'max',
  readyShare: 0.8,
  leastReady: 2,
  mostWait: 3,
  varied: [RATE, EPOCHS, BATCH],
  seed: 7,
};

const anySettings: fc.Arbitrary<PopulationSettings> = fc
  .record({
    size: fc.integer({ min: 2, max: 12 }),
    exploit: fc.constantFrom('truncation', 'binary_tournament'),
    truncationRatio: fc.double({ min: 0.05, max: 0.5, noNaN: true }),
    explore: fc.constantFrom('perturb', 'resample', 'both'),
    mode: fc.constantFrom('max', 'min'),
    seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
  })
  .map((some) => ({ ...SETTINGS, ...some }));

const anyScore = fc.option(fc.double({ min: -100, max: 100, noNaN: true }), { nil: null });

/** Settings, and the scores of some generations. */
const anyHistory = anySettings.chain((settings) =>
  fc.record({
    settings: fc.constant(settings),
    generations: fc.array(fc.array(anyScore, { minLength: settings.size, maxLength: settings.size }), {
      minLength: 1,
      maxLength: 6,
    }),
  }),
);

function played(settings: PopulationSettings, generations: readonly (readonly (number | null)[])[]): Population {
  return generations.reduce(
    (population, scores) => endGeneration(population, scores, settings).population,
    beginPopulation(settings),
  );
}

describe('A population', () => {
  test('has the same history with the same seed and scores, also after it was saved in between', () => {
    fc.assert(
      fc.property(anyHistory, ({ settings, generations }) => {
        const whole = played(settings, generations);
        const saved = generations.reduce(
          (population, scores) =>
            JSON.parse(JSON.stringify(endGeneration(population, scores, settings).population)) as Population,
          beginPopulation(settings),
        );
        expect(saved).toEqual(whole);
      }),
    );
  });

  test('keeps every value within its range', () => {
    fc.assert(
      fc.property(anyHistory, ({ settings, generations }) => {
        for (const { hyperparameters } of played(settings, generations).members) {
          const { learning_rate: rate, n_epochs: epochs, batch_size: batch } = hyperparameters;
          expect(rate).toBeGreaterThanOrEqual(1e-5);
          expect(rate).toBeLessThanOrEqual(1e-3);
          expect([1, 2, 3, 4, 5, 6, 7, 8]).toContain(epochs);
          expect([32, 64, 128]).toContain(batch);
        }
      }),
    );
  });

  test('lets nobody go on from one that is not better, or has no score', () => {
    fc.assert(
      fc.property(anyHistory, ({ settings, generations }) => {
        let population = beginPopulation(settings);
        for (const scores of generations) {
          const end = endGeneration(population, scores, settings);
          for (const { member, from } of end.successions) {
            const [own, other] = [scores[member] as number, scores[from] as number];
            expect(settings.mode === 'max' ? other >= own : other <= own).toBe(true);
            expect([scores[member], scores[from]]).not.toContain(null);
          }
          population = end.population;
        }
      }),
    );
  });

  test('never copies from its best', () => {
    fc.assert(
      fc.property(anyHistory, ({ settings, generations: [scores = []] }) => {
        const { successions } = endGeneration(beginPopulation(settings), scores, settings);
        const known = scores.filter((score) => score !== null);
        const best = settings.mode === 'max' ? Math.max(...known) : Math.min(...known);
        if (known.filter((score) => score === best).length > 1) return;
        expect(successions.map(({ member }) => scores[member])).not.toContain(best);
      }),
    );
  });

  test('takes over the lineage of the one gone on from, with its score', () => {
    const scores = [5, 1, 4, 2, 3, 6, 7, 8, 9, 10];
    const { population, successions } = endGeneration(beginPopulation(SETTINGS), scores, SETTINGS);
    expect(successions.map(({ member }) => member)).toEqual([1, 3]);
    for (const { member, from } of successions) {
      expect([8, 9]).toContain(from);
      expect(population.members[member]?.lineage).toEqual([{ generation: 1, member, from, score: scores[from] }]);
    }
    const next = endGeneration(population, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1], SETTINGS).population;
    expect(next.members[8]?.lineage.length).toBeGreaterThan(0);
  });

  test('is only compared after its last generation: nobody goes on, and nothing says that anybody did', () => {
    const begun = beginPopulation(SETTINGS);
    const { population, successions } = endGeneration(begun, [5, 1, 4, 2, 3, 6, 7, 8, 9, 10], SETTINGS, true);
    expect(successions).toEqual([]);
    expect(population.generation).toBe(1);
    expect(population.members.map(({ score }) => score)).toEqual([5, 1, 4, 2, 3, 6, 7, 8, 9, 10]);
    expect(population.members.map(({ lineage }) => lineage)).toEqual(begun.members.map(() => []));
    expect(population.members.map((one) => one.hyperparameters)).toEqual(
      begun.members.map((one) => one.hyperparameters),
    );
  });

  test('waits while too few have a score, and then compares those that have one', () => {
    const few = [1, 2, 3, null, null, null, null, null, null, Number.NaN];
    let population = beginPopulation(SETTINGS);
    const counts: number[] = [];
    for (let generation = 0; generation < 5; generation++) {
      const end = endGeneration(population, few, SETTINGS);
      expect(end.ready).toBe(3);
      counts.push(end.successions.length);
      population = end.population;
    }
    expect(counts).toEqual([0, 0, 0, 1, 0]);
  });
});

describe('Truncation', () => {
  test('takes a share of the worst and of the best, and never more than half', () => {
    const contenders = Array.from({ length: 10 }, (_, id): Contender => ({ id, score: id }));
    const successions = truncation(contenders, { mode: 'max', truncationRatio: 0.3 }, createRandom(1));
    expect(successions.map(({ member }) => member)).toEqual([0, 1, 2]);
    for (const { from } of successions) expect(from).toBeGreaterThanOrEqual(7);
    expect(truncation(contenders.slice(0, 1), { mode: 'max', truncationRatio: 0.5 }, createRandom(1))).toEqual([]);
  });
});

describe('The binary tournament', () => {
  test('lets half of two go on from the other, and nobody from an equal', () => {
    const two = [
      { id: 0, score: 1 },
      { id: 1, score: 2 },
    ];
    expect(binaryTournament(two, { mode: 'max' }, createRandom(3))).toEqual([{ member: 0, from: 1 }]);
    expect(binaryTournament(two, { mode: 'min' }, createRandom(3))).toEqual([{ member: 1, from: 0 }]);
    const equal = two.map(({ id }) => ({ id, score: 5 }));
    expect(binaryTournament(equal, { mode: 'max' }, createRandom(3))).toEqual([]);
  });
});

describe('A first value', () => {
  test('of whole numbers on a logarithmic scale is as often below the geometric mean as above', () => {
    const range = { kind: 'between', min: 1, max: 1023, isLog: true, isWhole: true } as const;
    const settings = { ...SETTINGS, size: 400, varied: [{ ...EPOCHS, range }] };
    const values = beginPopulation(settings).members.map(
      ({ hyperparameters }) => hyperparameters['n_epochs'] as number,
    );
    expect(values.every((value) => Number.isInteger(value) && value >= 1 && value <= 1023)).toBe(true);
    expect(Math.abs(values.filter((value) => value < 32).length - 200)).toBeLessThan(50);
  });
});

describe('A perturbation', () => {
  test('is by the factor up or down, each about as often', () => {
    const random = createRandom(11);
    const rates = Array.from(
      { length: 400 },
      () =>
        explored({ learning_rate: 1e-4 }, { varied: [RATE], explore: 'perturb' }, random)['learning_rate'] as number,
    );
    const ups = rates.filter((rate) => rate === 1e-4 * 1.2).length;
    expect(ups + rates.filter((rate) => rate === 1e-4 / 1.2).length).toBe(400);
    expect(Math.abs(ups - 200)).toBeLessThan(50);
  });

  test('moves a small whole number too', () => {
    const random = createRandom(2);
    const values = Array.from(
      { length: 50 },
      () => explored({ n_epochs: 2 }, { varied: [EPOCHS], explore: 'perturb' }, random)['n_epochs'],
    );
    expect([...new Set(values)].sort()).toEqual([1, 3]);
  });
});

test('Members have luck of their own', () => {
  const seeds = Array.from({ length: 100 }, (_, id) => memberSeed(7, id));
  expect(new Set([...seeds, ...Array.from({ length: 100 }, (_, id) => memberSeed(8, id))]).size).toBe(200);
});
