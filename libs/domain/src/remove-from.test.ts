// One item leaves, the others stay in order.

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { removeFrom } from './remove-from.ts';

test('takes out what splice would, wherever it stands, and nothing that is not there', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer()), fc.integer(), (list, other) => {
      for (const item of [...list, other]) {
        const ours = [...list];
        removeFrom(ours, item);
        expect(ours).toEqual(list.filter((one) => one !== item));
      }
    }),
  );
});
