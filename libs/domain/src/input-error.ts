// What a user can cause: one plain sentence that says what, where, and the mend. Exit code 2.
// Parsers and loaders throw it; the command line prints its message and nothing else.

export class InputError extends Error {
  override readonly name = 'InputError';

  /** The file, file:line, or key path that the sentence is about. */
  readonly where: string;
  /** What was found and what was expected. */
  readonly what: string;
  /** What to do about it; empty when `what` already says it. */
  readonly mend: string;

  constructor(where: string, what: string, mend: string = '') {
    super(`${where}: ${what}${mend === '' ? '' : ` (${mend})`}`);
    this.where = where;
    this.what = what;
    this.mend = mend;
  }
}
