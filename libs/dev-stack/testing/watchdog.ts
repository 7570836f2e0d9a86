// Ends what a test has started and removes its folders when told to, or when the test process is gone, however it went:
// a shell that waits at the end of a pipe, which the system closes for the dead.

import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Watchdog {
  /** Whom to end: the pid after each start, undefined after its death. */
  watch(pid: number | undefined): void;
  /** Ends the servers and removes the folders; resolves when they are gone. */
  end(): Promise<void>;
}

export interface WatchdogOptions {
  /** What ends a server at once and clean; its data is not needed any more. */
  readonly signal: 'QUIT' | 'KILL';
  readonly folders: readonly string[];
  /** The home folder of a whole stack, whose servers are to be ended too. */
  readonly home?: string;
}

/**
 * Lines with a pid come in; at the end of input the last one is ended. A dead process counts as alive to `kill` until
 * its parent has asked after it, which in a container may be never. Without users nobody starts a stack's servers again.
 */
const SCRIPT = `
signal=$1 home=$2
shift 2
while read -r line; do pid=$line; done
alive() { [ "$1" -gt 1 ] && kill -0 "$1" 2>/dev/null && ! grep -qs '^State:.*Z' "/proc/$1/status"; }
if [ -n "$home" ]; then
  rm -rf "$home/users"
  listed=$(grep -o '"pid":[0-9]*' "$home/stack.json" 2>/dev/null | cut -d: -f2)
fi
for each in \${pid:-0} $listed; do if alive $each; then kill -$signal $each; fi; done
for each in \${pid:-0} $listed; do
  tries=0
  while alive $each && [ $tries -lt 500 ]; do sleep 0.01; tries=$((tries + 1)); done
  if alive $each; then kill -KILL $each; fi
done
rm -rf "$@" 2>/dev/null || { sleep 0.3; rm -rf "$@"; }
`;

export function startWatchdog({ signal, folders, home = '' }: WatchdogOptions): Watchdog {
  const shell = spawn('sh', ['-c', SCRIPT, 'watchdog', signal, home, ...folders], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const gone = once(shell, 'exit');
  shell.unref();
  // At its side of the pipe Node keeps a socket, which would keep the test process alive.
  (shell.stdin as unknown as { unref(): void }).unref();
  return {
    watch: (pid) => void shell.stdin.write(`${pid ?? 0}\n`),
    end: async () => {
      shell.ref();
      shell.stdin.end();
      await gone;
    },
  };
}
