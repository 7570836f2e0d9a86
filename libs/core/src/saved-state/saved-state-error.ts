// Refusal to save or restore: a silent loss of state would make the continued run differ from the uninterrupted one.
// One sentence says where in the state, what is there, and the mend.

/** State that cannot be saved, or a saved form that does not fit what it is restored into. */
export class SavedStateError extends Error {
  override readonly name = 'SavedStateError';

  /** @param path where in the state, as a JSON pointer; empty for the whole of it */
  constructor(path: string, what: string) {
    super(`State at ${path === '' ? 'the top' : path} ${what}.`);
  }
}
