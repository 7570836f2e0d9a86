// What `config check` says of a configuration that could run.

import { expect, test } from '@jest/globals';
import { testTerminal } from '../../testing/test-terminal.ts';
import { checkConfig } from './check-config.ts';

test('the symbols of a generated market are named, as those of files are', async () => {
  const terminal = testTerminal();
  expect(await checkConfig('configs/config_demo.yaml', {}, terminal)).toBe(0);
  expect(terminal.said.out).toBe('configs/config_demo.yaml: ok (trend, momentum on BTCUSDT, ETHUSDT, SOLUSDT)\n');
});
