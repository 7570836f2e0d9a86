// A core's state as JSON and back.

export { restoreState } from './restore-state.ts';
export { saveState } from './save-state.ts';
export { SavedStateError } from './saved-state-error.ts';
