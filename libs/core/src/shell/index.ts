// What surrounds cores in a process: the guard that makes impure calls throw inside decisions.

export { armImpurityGuard } from './impurity-guard.ts';
