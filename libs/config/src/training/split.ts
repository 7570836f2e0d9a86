// The block `split`: which bars are learnt from, which choose the model, and which nobody has seen.

import { parseMicros } from '@tradingbot/domain';
import { block, instant, number, wholeNumber } from '../config-fields.ts';
import { TRAINER } from '../readers.ts';

const TOO_MUCH = 'expected shares that leave something to learn from: validation and test below 1 together';

export const SplitSchema = block({
  validation: number(0, 1).default(0.15).meta({
    unit: 'share',
    description: 'Of the bars, in time order, those after training: what the model is chosen by.',
  }),
  test: number(0, 1)
    .default(0.15)
    .meta({ unit: 'share', description: 'Of the bars, the last ones: not looked at while training.' }),
  validation_from: instant()
    .optional()
    .meta({ unit: 'UTC', description: 'When validation begins, in place of the share; with test_from.' }),
  test_from: instant()
    .optional()
    .meta({ unit: 'UTC', description: 'When the test begins, in place of the share; with validation_from.' }),
  purge: wholeNumber(0, 1_000_000).default(0).meta({
    unit: 'bars',
    description: 'Left out at the end of each part but the last: what they hang on is in the next.',
  }),
  embargo: wholeNumber(0, 1_000_000)
    .default(0)
    .meta({ unit: 'bars', description: 'Left out at the beginning of each part but the first.' }),
})
  .superRefine(({ validation, test, validation_from, test_from }, context) => {
    const refuse = (key: string, message: string): void => context.addIssue({ code: 'custom', path: [key], message });
    if (validation + test >= 1) refuse('validation', TOO_MUCH);
    if ((validation_from === undefined) !== (test_from === undefined))
      refuse(validation_from === undefined ? 'validation_from' : 'test_from', 'expected a date, as the other has one');
    if (validation_from === undefined || test_from === undefined) return;
    if ((parseMicros(validation_from) ?? 0) > (parseMicros(test_from) ?? 0))
      refuse('test_from', 'expected a time that is not before split.validation_from');
  })
  .meta({ reader: TRAINER });
