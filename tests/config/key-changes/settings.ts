// Settings that several keys need before they matter.

import type { Keys } from './key-change.ts';

export const FILES = 'tests/config/files';

const MINUTE = 60_000;

/** An order takes ten minutes of a bar that goes from its open to its close in a straight line. */
export const SLOW: Keys = {
  latency: {
    base_ms: 10 * MINUTE,
    jitter_ms: 5 * MINUTE,
    timeout_ms: 60 * MINUTE,
    max_ms: 60 * MINUTE,
    spike_p: 0,
  },
  execution: { clip_to_bar: { enabled: false } },
};

/** The same, with the hour of the week. */
export const SLOW_SEASON: Keys = {
  ...SLOW,
  latency: { ...(SLOW['latency'] as Keys), use_seasonality: true },
};
