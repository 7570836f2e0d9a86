// A terminal that keeps what is said, for specs.

import pico from 'picocolors';
import type { Terminal } from '../src/terminal.ts';

export interface TestTerminal extends Terminal {
  readonly said: { out: string; err: string };
  /** As Ctrl+C does. */
  interrupt(): void;
}

export function testTerminal(environment: Terminal['environment'] = {}): TestTerminal {
  const said = { out: '', err: '' };
  const controller = new AbortController();
  return {
    said,
    out: (text) => void (said.out += text),
    err: (text) => void (said.err += text),
    progressColumns: undefined,
    colours: pico.createColors(false),
    signal: controller.signal,
    isUnread: false,
    leftBehind: undefined,
    verbose: false,
    environment,
    interrupt: () => controller.abort(new Error('interrupted')),
    close: () => undefined,
  };
}
