// The two servers of a stack, as far as they are alike: a folder, a port, a way to start and a way to stop.

import { join } from 'node:path';
import { natsFolder, postgresFolder, binariesFolder } from './home.ts';
import { natsProgram, startNats, stopNats } from './nats/server.ts';
import { installBinaries } from './postgres/binaries.ts';
import { dataIn, ensureCluster, urlOf } from './postgres/cluster.ts';
import { ownerOf } from './postgres/owner.ts';
import { startPostgres, stopPostgres } from './postgres/server.ts';
import { processesIn, type ProcessIdentity } from './process-identity.ts';

export type ServerName = 'postgres' | 'nats';
export type Say = (sentence: string) => void;

export interface Server {
  readonly title: string;
  /** Tried first; the next free one is taken where nobody asked for a port. */
  readonly usualPort: number;
  folder(home: string): string;
  url(folder: string, port: number): string;
  /** Makes ready what a start needs; the caller knows that none is running here on purpose. */
  prepare(home: string, onSay: Say): Promise<(port: number) => Promise<ProcessIdentity>>;
  stop(process: ProcessIdentity): Promise<void>;
  /** What runs in that folder although nobody wrote it down: its starter died first. */
  strays(folder: string): readonly ProcessIdentity[];
  logFile(folder: string): string;
}

const CLUSTER = { flush: true, walSegmentMb: 16 };
const SHARED_BUFFERS_MB = 128;

export const SERVERS: Readonly<Record<ServerName, Server>> = {
  postgres: {
    title: 'Postgres',
    // Beside the usual one, which belongs to the Postgres of the system if there ever is one.
    usualPort: 5433,
    folder: postgresFolder,
    url: urlOf,
    prepare: async (home) => {
      const folder = postgresFolder(home);
      const binaries = await installBinaries(binariesFolder(home));
      const owner = ownerOf(dataIn(folder));
      await ensureCluster(folder, binaries, owner, CLUSTER);
      return (port) => startPostgres(folder, binaries, owner, { port, sharedBuffersMb: SHARED_BUFFERS_MB });
    },
    stop: stopPostgres,
    strays: (folder) => processesIn(dataIn(folder), 'postgres'),
    logFile: (folder) => join(folder, 'postgres.log'),
  },
  nats: {
    title: 'nats-server',
    // Where `nats pub control.kill ''` looks for it.
    usualPort: 4222,
    folder: natsFolder,
    url: (_folder, port) => `nats://127.0.0.1:${port}`,
    prepare: async (home, onSay) => {
      const program = await natsProgram(home, onSay);
      return (port) => startNats(natsFolder(home), program, port);
    },
    stop: stopNats,
    strays: (folder) => processesIn(folder, 'nats-server'),
    logFile: (folder) => join(folder, 'nats.log'),
  },
};
