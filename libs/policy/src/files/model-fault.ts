// Why a model is refused, before anybody has said where it came from.

export class ModelFault extends Error {
  readonly mend: string;

  /** @param what a predicate, such as "is not a zip archive" */
  constructor(what: string, mend: string) {
    super(what);
    this.mend = mend;
  }
}

/** What helps against most damage. */
export const COPY_ANEW = 'copy or train it anew';
