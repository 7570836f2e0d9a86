// What every service is handed when it is started from the command line.

import type { ServiceOptions } from './service-options.ts';
import type { Terminal } from '../terminal.ts';

export interface ServiceRun {
  readonly options: ServiceOptions;
  readonly terminal: Terminal;
  /** Aborted when the service is to stop. */
  readonly signal: AbortSignal;
  readonly say: (sentence: string) => void;
  /** Called once the service does its work. */
  readonly ready: () => void;
}
