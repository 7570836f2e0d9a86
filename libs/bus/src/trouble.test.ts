// Trouble that nobody waits for ends the process.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

test('Trouble ends the process, with the error that it was', () => {
  const file = JSON.stringify(join(import.meta.dirname, 'trouble.ts'));
  const script = `import { endProcess } from ${file}; endProcess(new Error('the core has diverged')); setInterval(() => {}, 1000);`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  expect(status).toBe(1);
  expect(stderr).toContain('the core has diverged');
});
