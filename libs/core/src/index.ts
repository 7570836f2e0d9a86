// What a core is, and the sequencer that runs cores in one process.

export { createCoreRunner, type CoreRunner, type Difference, type Emission, type Pending } from './core-runner.ts';
export { startCore, type Core, type Emit, type RunningCore } from './core.ts';
export { decisionDigest, type DecisionDigest, type ByteHash } from './digest.ts';
export { journalWriter } from './journal-writer.ts';
export { dueTick } from './due-tick.ts';
export { createRandom, nextFloat, type Random } from './random.ts';
export { restoreState, saveState, SavedStateError } from './saved-state/index.ts';
export { createSequencer, type Observer, type Sequencer } from './sequencer.ts';
export { deciding, enterDecision, isDeciding, leaveDecision, PurityError } from './tripwire.ts';
