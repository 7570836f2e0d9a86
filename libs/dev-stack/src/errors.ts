// Why the servers cannot be had: something of this machine, which the sentence names together with the mend.

export type DevStackFailure =
  | 'NO_POSTGRES'
  | 'NO_NATS_SERVER'
  | 'NO_OTHER_USER'
  | 'PORT_TAKEN'
  | 'OTHER_VERSION'
  | 'DISK_FULL'
  | 'NOT_ALLOWED'
  | 'DID_NOT_START';

export class DevStackError extends Error {
  override readonly name = 'DevStackError';
  /** Something outside is unavailable. */
  readonly exitCode = 3;
  readonly code: DevStackFailure;

  constructor(code: DevStackFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** @param where how the sentence begins */
export function diskFull(where: string, options?: ErrorOptions): DevStackError {
  return new DevStackError('DISK_FULL', `${where}the disk is full: free about 1 GB and start again.`, options);
}

/** What the file system refused, in the same words for everything that is written here. */
export function refused(error: unknown): DevStackError | undefined {
  const { code = '', path = '', dest: at = path } = (error ?? {}) as NodeJS.ErrnoException & { dest?: string };
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return diskFull(at === '' ? 'A file could not be written: ' : `${at}: `, { cause: error });
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new DevStackError(
      'NOT_ALLOWED',
      `${at}: may not be written: make it yours, or set TRADINGBOT_HOME to a folder of your own.`,
      { cause: error },
    );
  }
  return undefined;
}
