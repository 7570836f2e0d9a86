// stable-baselines3 beside our trainer, where a Python that has it is to be had; elsewhere the reason why not.
// It is not installed for this: with what it needs it takes gigabytes. TRADINGBOT_SB3_PYTHON names an interpreter.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';

const ITERATIONS = 5;

export type PeerFigures =
  | { readonly stable_baselines3: string; readonly torch: string; readonly steps_per_second: number }
  | { readonly skipped: true; readonly reason: string };

/** 2,048 steps a rollout, minibatches of 64, 10 epochs, on one thread. */
export function measureStableBaselines3(): PeerFigures {
  const python = process.env['TRADINGBOT_SB3_PYTHON'] ?? 'python3';
  const script = join(import.meta.dirname, 'stable-baselines3.py');
  const { error, status, stdout, stderr } = spawnSync(python, [script, String(ITERATIONS)], { encoding: 'utf8' });
  if (error !== undefined) return { skipped: true, reason: `${python}: ${error.message}` };
  if (status === 0) return JSON.parse(stdout) as PeerFigures;
  const reason = stderr.trim().split('\n').at(-1) ?? '';
  return {
    skipped: true,
    reason: `${reason} (python3 -m pip install stable-baselines3, or set TRADINGBOT_SB3_PYTHON)`,
  };
}
