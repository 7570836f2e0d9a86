// Events as one reads them in a terminal.

import { expect, test } from '@jest/globals';
import pico from 'picocolors';
import { eventLine, payloadText } from './event-line.ts';

const PLAIN = pico.createColors(false);
const FILL = {
  feeAsset: 'USDT',
  instrument: 'BTCUSDT',
  orderId: 'o7',
  price: '32251.49',
  qty: '0.11061',
  side: 'sell',
};

test('a line has fixed columns, and the cause of a decision at its end', () => {
  const event = {
    position: 9_888,
    time: 1_711_915_200_000_000,
    type: 'order.filled',
    source: 'venue-sim',
    cause: 9_886,
    correlation: 9_886,
    id: 'x',
    payload: FILL,
  };
  expect(eventLine(event, PLAIN)).toBe(
    '     9888  2024-03-31T20:00:00Z      order.filled            venue-sim    ' +
      'BTCUSDT side=sell qty=0.11061 price=32251.49 feeAsset=USDT orderId=o7  ← 9886',
  );
  expect(eventLine({ ...event, cause: 0, type: 'run.started', payload: {} }, PLAIN)).toBe(
    '     9888  2024-03-31T20:00:00Z      run.started             venue-sim  ',
  );
});

test.each([
  ['signal.target', { target: { kind: 'weight', weight: '0.4' }, terms: { type: 'market' } }, 'weight=0.4 market'],
  ['order.submitted', { terms: { limitPrice: '5', type: 'limit' } }, 'limit limitPrice=5'],
  [
    'risk.denied',
    { denial: { code: 'ORDER_NOTIONAL_EXCEEDS_LIMIT', limit: '500', notional: '600' }, strategy: 'alpha' },
    'alpha ORDER_NOTIONAL_EXCEEDS_LIMIT limit=500 notional=600',
  ],
  [
    'risk.state',
    { reason: 'too much lost', state: { status: 'PAUSED', until: 1_711_915_200_123_456 } },
    'PAUSED until=2024-03-31T20:00:00.123Z reason="too much lost"',
  ],
  ['control.kill', { command: '1-2', operator: '', reason: '' }, 'command=1-2'],
  ['run.closed', { decisions: 2, done: { risk: 4 }, facts: 3 }, 'decisions=2 done: risk=4 facts=3'],
  ['run.carried', { core: 'risk', state: { long: 'x'.repeat(1_000) } }, 'risk'],
  [
    'run.manifest',
    { manifest: { clock: 'wall', instruments: [{ symbol: 'SPY' }], strategies: ['a', 'b'] } },
    'a, b on SPY, wall clock',
  ],
  ['of.another.release', { anything: ['a', 1] }, 'anything: 0=a 1=1'],
])('%s', (type, payload, text) => {
  expect(payloadText({ type, payload })).toBe(text);
});

test('what does not fit is cut', () => {
  const text = payloadText({ type: 'strategy.logged', payload: { message: 'x'.repeat(500) } });
  expect([text.length, text.endsWith('x…')]).toEqual([140, true]);
});
