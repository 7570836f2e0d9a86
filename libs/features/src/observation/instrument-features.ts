// Features that tell several instruments apart. With one instrument there is nothing to tell, and they are left out.

import type { AbandonedFeature, InstrumentFeature } from './feature.ts';

export const TOKEN_COUNT: AbandonedFeature = {
  kind: 'abandoned',
  index: 53,
  name: 'token_count',
  formula: 'instruments / most instruments',
  differs: 'is the same in every observation of a run',
};

export const TOKEN_ID: InstrumentFeature = {
  kind: 'instrument',
  index: 54,
  name: 'token_id',
  formula: 'place among the instruments / (instruments − 1), places from 0',
  range: [0, 1],
  names: () => ['token_id'],
  values: (position, instruments) => [position / (instruments.length - 1)],
  differs: 'The original divides by the most instruments there may be. Left out with one instrument.',
};

export const TOKEN_ONE_HOT: InstrumentFeature = {
  kind: 'instrument',
  index: 55,
  name: 'token_one_hot',
  formula: 'for each instrument 1 where it is this one, else 0',
  range: [0, 1],
  names: (instruments) => instruments.map((symbol) => `token_is_${symbol}`),
  values: (position, instruments) => instruments.map((_symbol, at) => (at === position ? 1 : 0)),
  differs:
    'One number for each instrument, named token_is_ and its symbol. Left out with one instrument, where the original ' +
    'has a single 1.',
};
