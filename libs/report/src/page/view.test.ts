// Zooming and panning never leave the whole.

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createView, lookAt, pan, showAll, zoom } from './view.js';

const step = fc.oneof(
  fc.record({ kind: fc.constant('zoom' as const), by: fc.double({ min: 0.2, max: 5, noNaN: true }), at: fc.nat(100) }),
  fc.record({ kind: fc.constant('pan' as const), by: fc.integer({ min: -150, max: 150 }), at: fc.constant(0) }),
);

test('whatever is done, the view lies within the whole and is not narrower than allowed', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const view = createView(0, 100, 5);
      for (const { kind, by, at } of steps) {
        if (kind === 'zoom') zoom(view, by, at);
        else pan(view, by);
        expect(view.from).toBeGreaterThanOrEqual(0);
        expect(view.to).toBeLessThanOrEqual(100 + 1e-9);
        expect(view.to - view.from).toBeGreaterThanOrEqual(5 - 1e-9);
      }
      showAll(view);
      expect([view.from, view.to]).toEqual([0, 100]);
    }),
  );
});

test('what is pointed at stays where it is', () => {
  const view = createView(0, 100, 1);
  zoom(view, 0.5, 20);
  expect([view.from, view.to]).toEqual([10, 60]);
});

test('who listens hears of changes only', () => {
  const view = createView(0, 100, 1);
  let heard = 0;
  view.listeners.push(() => void (heard += 1));
  lookAt(view, -20, 300);
  expect(heard).toBe(0);
  pan(view, 5);
  expect(heard).toBe(0);
  lookAt(view, 10, 20);
  expect(heard).toBe(1);
});
