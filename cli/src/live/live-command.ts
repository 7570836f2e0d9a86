// What `tradingbot live` prints, and how it ends.

import { summaryOf } from '../backtest/summary.ts';
import { sameStack } from '../stack/same-stack.ts';
import type { Terminal } from '../terminal.ts';
import { runLive } from './live.ts';
import type { LiveOptions } from './live-options.ts';

/** @returns the exit code */
export async function live(options: LiveOptions, terminal: Terminal): Promise<number> {
  const { result } = await runLive(options, terminal);
  const { stack: _, ...typed } = options;
  if (result === undefined) {
    terminal.err('The journal stays open: the same command goes on with it, --fresh starts anew.\nShutdown complete\n');
    return 0;
  }
  terminal.out(
    options.json === true
      ? `${JSON.stringify(result, undefined, 2)}\n`
      : summaryOf(result, { ...typed, journal: true }, terminal.colours),
  );
  if (options.json !== true) {
    terminal.out(
      `  npx tradingbot replay --run ${result.run_id}${sameStack(options)} --verify   decides everything again and compares\n\n`,
    );
  }
  terminal.err('Shutdown complete\n');
  return 0;
}
