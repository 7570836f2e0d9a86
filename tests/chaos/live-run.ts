// A dry run in a home of its own, and a look at its processes.

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { devStackStatus } from '@tradingbot/dev-stack';
import { makeScratchHome } from '@tradingbot/dev-stack/testing';

const ROOT = join(import.meta.dirname, '..', '..');
const BIN = join(ROOT, 'cli', 'bin', 'tradingbot.js');

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What two runs of the same market must have in common. */
export interface Essence {
  readonly bars: number;
  readonly trades: number;
  readonly fills: number;
  readonly fees: string;
  readonly final_equity: string;
  readonly decision_digest: string;
}

export const essenceOf = (stdout: string): Essence => {
  const { bars, trades, fills, fees, final_equity, decision_digest } = JSON.parse(stdout) as Essence;
  return { bars, trades, fills, fees, final_equity, decision_digest };
};

export interface Home {
  /** The environment in which every command uses this home. */
  readonly env: NodeJS.ProcessEnv;
  /** Where the results of a run go. */
  readonly folders: readonly string[];
  remove(): Promise<void>;
}

/** A folder for servers, logs and results, apart from those of the checkout. */
export function openHome(name: string): Home {
  const path = mkdtempSync(join(tmpdir(), `tradingbot-${name}-`));
  // As root the database lies elsewhere; it goes with this too.
  const servers = makeScratchHome();
  const { FORCE_COLOR: _force, TRADINGBOT_PG_URL: _log, TRADINGBOT_NATS_URL: _bus, ...plain } = process.env;
  return {
    env: { ...plain, TRADINGBOT_HOME: servers.home, NO_COLOR: '1' },
    folders: ['--set', `artifacts_dir=${join(path, 'artifacts')}`, `logs_dir=${join(path, 'logs')}`],
    async remove() {
      await servers.remove();
      rmSync(path, { recursive: true, force: true });
    },
  };
}

export interface Live {
  readonly child: ChildProcess;
  readonly ended: Promise<Outcome>;
  /** The process of a service, while it runs. */
  pidOf(service: string): number | undefined;
  /** The process of a server. */
  serverPid(server: 'nats' | 'postgres'): Promise<number | undefined>;
}

export function startLive(home: Home, args: readonly string[]): Live {
  const child = spawn(process.execPath, [BIN, 'live', '--dry-run', ...args, ...home.folders], {
    cwd: ROOT,
    env: home.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<Outcome>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
  return {
    child,
    ended,
    pidOf: (service) => childrenOf(child.pid ?? 0).find(({ args: line }) => line.includes(`service ${service} `))?.pid,
    async serverPid(server) {
      const status = await devStackStatus(home.env['TRADINGBOT_HOME'] ?? '');
      return status[server]?.pid;
    },
  };
}

/** Runs one command to its end, without waiting for anything else. */
export function runCommand(home: Home, args: readonly string[]): Outcome {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], {
    cwd: ROOT,
    env: home.env,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  return { code: status, stdout, stderr };
}

function childrenOf(parent: number): { pid: number; args: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        const [, ppid] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        if (Number(ppid) !== parent) return [];
        const args = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return [{ pid: Number(name), args }];
      } catch {
        return []; // Gone meanwhile.
      }
    });
}
