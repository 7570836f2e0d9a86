#!/usr/bin/env node
// The `tradingbot` command. Runs in this process when it is Node 22, which reads TypeScript itself from 22.18 on;
// under any other Node it starts itself again with the one that this repository pins.

import { existsSync } from 'node:fs';
import module from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [major, minor] = process.versions.node.split('.').map(Number);

if (major === 22 && minor >= 18) {
  keepCompiledCode();
  await import('../src/main.ts');
} else {
  const self = fileURLToPath(import.meta.url);
  const pinned = pinnedNode(dirname(self));
  if (pinned === undefined) {
    console.error(
      'The Node that this command needs is not installed: run `npm test` or `npm ci` in the checkout once.',
    );
    process.exitCode = 3;
  } else {
    const { exitLike, runAsChild } = await import('./run-as-child.js');
    exitLike(await runAsChild(pinned, [...process.execArgv, self, ...process.argv.slice(2)]));
  }
}

function pinnedNode(folder) {
  const candidate = join(folder, 'node_modules', 'node', 'bin', 'node');
  if (existsSync(candidate)) return candidate;
  const parent = dirname(folder);
  return parent === folder ? undefined : pinnedNode(parent);
}

// Code that was compiled once is read back by later commands and by threads. Beside the packages, where only who installs
// them may write; whoever may not goes without.
function keepCompiledCode() {
  process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'compiled');
  module.enableCompileCache(process.env.NODE_COMPILE_CACHE);
}
