// The ways in which a log says no.

/** The same id is there with other content, or a journal of this name is there: our mistake, or somebody's tampering. */
export class LogConflictError extends Error {
  override readonly name = 'LogConflictError';
  readonly id: string;

  constructor(id: string, message: string) {
    super(message);
    this.id = id;
  }
}

/** This writer is no longer the writer. */
export class LogFencedError extends Error {
  override readonly name = 'LogFencedError';
}

/** The log cannot be reached or used: the sentence says where, why and what mends it. */
export class LogUnavailableError extends Error {
  override readonly name = 'LogUnavailableError';
}
