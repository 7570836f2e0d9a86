// What a service brings that decides: its cores, built from the journal's manifest alone.

import type { RecordedManifest } from '@tradingbot/contracts';
import type { Core } from '@tradingbot/core';

export interface CoreService {
  readonly name: string;
  /** One line, for those who ask the bus what it is. */
  readonly description: string;
  /**
   * The cores of this service, in the order of their ranks.
   * @throws InputError when this process has other code than the journal was opened with
   */
  cores(manifest: RecordedManifest): Promise<readonly Core<unknown>[]>;
}
