// A home folder for tests that start whole stacks, in this process or in others: when the test process is gone, so are
// its servers and everything that lay in it.

import { mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopDevStack } from '../src/dev-stack.ts';
import { postgresFolder } from '../src/home.ts';
import { startWatchdog } from './watchdog.ts';

export interface ScratchHome {
  /** For TRADINGBOT_HOME. */
  readonly home: string;
  /** Stops the stack, whoever uses it. */
  remove(): Promise<void>;
}

export function makeScratchHome(): ScratchHome {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'tradingbot home ')));
  const watchdog = startWatchdog({ signal: 'QUIT', home, folders: [home, postgresFolder(home)] });
  return {
    home,
    remove: async () => {
      await stopDevStack(home);
      await watchdog.end();
    },
  };
}
