// Ports of the loopback interface.

import { createServer } from 'node:net';

/** Below the range from which systems choose the near end of a connection, so that a port is still free at a restart. */
const RANDOM_FROM = 15_000;
const RANDOM_TO = 31_000;

export async function isPortFree(port: number): Promise<boolean> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** The first free one from `port` on. */
export async function freePortFrom(port: number): Promise<number> {
  for (let candidate = port; candidate < 65_536; candidate++) if (await isPortFree(candidate)) return candidate;
  throw new Error(`No port from ${port} on is free.`);
}

export async function randomFreePort(): Promise<number> {
  for (;;) {
    const candidate = RANDOM_FROM + Math.floor(Math.random() * (RANDOM_TO - RANDOM_FROM));
    if (await isPortFree(candidate)) return candidate;
  }
}
