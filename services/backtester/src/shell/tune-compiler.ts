// How V8 compiles the engine: more inlining than it would do, on fewer threads. No result changes, only when and how
// much machine code is made (measured in bench/RESULTS.md).

import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';

export type Runs = 'long' | 'many';

/**
 * Bytes of bytecode that may be inlined into one function; V8's own default is 920. The engine is one loop over many
 * small functions, and with the default the compiler stops half-way down.
 */
const INLINED: Readonly<Record<Runs, number>> = {
  /** One long run, which is worth seconds of compiling. */
  long: 2_500,
  /** Many short ones on all cores: compiling takes the time of a core that has runs to do. */
  many: 1_500,
};

/** Before the engine's loop is first compiled. */
export function tuneCompiler(runs: Runs = 'long'): void {
  // As many as fit beside the engine: V8 would start four, and they take its core from it while it runs slow code.
  const threads = runs === 'many' ? 1 : Math.max(1, availableParallelism() - 1);
  setFlagsFromString(`--concurrent-turbofan-max-threads=${threads}`);
  // Types are noted from a function's first call on, not from its eighth: a run of a sweep is short enough to feel it.
  if (runs === 'many') setFlagsFromString('--no-lazy-feedback-allocation');
  setFlagsFromString(`--max-inlined-bytecode-size-cumulative=${INLINED[runs]}`);
}
