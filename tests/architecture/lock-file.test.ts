// The lock file serves every machine: `npm ci` refuses one that lacks the binaries of another platform,
// and one that names a registry sends everybody there. So a newcomer's first command depends on this.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

interface LockedPackage {
  readonly resolved?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}

const ROOT = join(import.meta.dirname, '..', '..');
const { packages } = readJson('package-lock.json') as { packages: Record<string, LockedPackage> };
const { allowScripts } = readJson('package.json') as { allowScripts: Record<string, boolean> };

describe('The lock file', () => {
  test('holds every dependency of every package, those for other platforms too', () => {
    const missing = Object.entries(packages).flatMap(([path, { dependencies, optionalDependencies }]) =>
      Object.keys({ ...dependencies, ...optionalDependencies })
        .filter((name) => !isLocked(path, name))
        .map((name) => `${path} needs ${name}`),
    );
    expect(missing).toEqual([]);
  });

  test("names no registry's address", () => {
    const addressed = Object.entries(packages).filter(
      ([, { resolved, link }]) => resolved !== undefined && link !== true,
    );
    expect(addressed.map(([path]) => path)).toEqual([]);
  });

  test('has no install script that package.json does not allow or deny', () => {
    const scripted = Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript === true);
    const undecided = scripted
      .map(([path]) => path.replace(/.*node_modules\//, ''))
      .filter((name) => !(name in allowScripts));
    expect(undecided).toEqual([]);
  });
});

/** Whether a package at `path` finds `name`, in its own node_modules or in one above. */
function isLocked(path: string, name: string): boolean {
  const candidate = path === '' ? `node_modules/${name}` : `${path}/node_modules/${name}`;
  if (candidate in packages) return true;
  if (path === '') return false;
  const above = path.includes('/node_modules/') ? path.slice(0, path.lastIndexOf('/node_modules/')) : '';
  return isLocked(above, name);
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
}
