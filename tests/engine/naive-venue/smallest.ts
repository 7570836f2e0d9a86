// The smallest market that still goes wrong: wishes and bars are taken away as long as the fault stays.

import type { Scenario } from './scenario.ts';

export function smallest(scenario: Scenario, goesWrong: (smaller: Scenario) => boolean): Scenario {
  for (const key of ['wishes', 'bars'] as const) {
    for (let i = scenario[key].length - 1; i >= 0; i--) {
      const smaller = { ...scenario, [key]: scenario[key].filter((_, index) => index !== i) };
      if (smaller.bars.length > 0 && goesWrong(smaller)) scenario = smaller;
    }
  }
  return scenario;
}
