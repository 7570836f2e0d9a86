// Where and how a run takes place: stack, servers, speed. None of it is recorded, and no secret stands in it.

import { afterAll, describe, expect, test } from '@jest/globals';
import { InputError } from '@tradingbot/domain';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configFolder, LEAST, refusalOf } from '../testing/config-folder.ts';
import { OPERATIONAL_KEYS, recordedConfiguration } from './recorded-configuration.ts';
import { RunConfigSchema, type RunConfig } from './run-config.ts';
import { serverAddresses } from './server-addresses.ts';

const folder = mkdtempSync(join(tmpdir(), 'operational-'));
afterAll(() => rmSync(folder, { recursive: true }));

const configOf = (...lines: string[]): RunConfig => {
  const files = configFolder({ 'c.yaml': `${LEAST}${lines.join('\n')}\n` });
  const config = files.load('c.yaml');
  files.remove();
  return config;
};

describe('What is recorded of a configuration', () => {
  test('is the same wherever and however fast the run is made', () => {
    const here = configOf();
    const there = configOf(
      'stack: crypto',
      'bus: {url: "nats://10.0.0.1:4222"}',
      'log: {url: "postgres://tradingbot@10.0.0.1/tradingbot"}',
      'speed: 60',
      'artifacts_dir: /elsewhere',
      'logs_dir: /elsewhere',
      'run_id: mine',
      'all_profiles: true',
    );
    expect(there).not.toEqual(here);
    expect(recordedConfiguration(there)).toEqual(recordedConfiguration(here));
    expect(
      Object.keys(recordedConfiguration(there)).filter((key) => OPERATIONAL_KEYS.some((one) => one === key)),
    ).toEqual([]);
    expect(recordedConfiguration({ ...here, data: { ...here.data, cache: false } })).toEqual(
      recordedConfiguration(here),
    );
    expect(recordedConfiguration(configOf('seed: 3'))).not.toEqual(recordedConfiguration(here));
  });

  test.each([
    LEAST,
    LEAST.replace('paths: [bars.csv]', 'generator: {symbols: [BTCUSDT], timeframe: 1h, from: 2024-01-01, bars: 9}'),
  ])('is read back as what it was: %#', (text) => {
    const files = configFolder({ 'c.yaml': text });
    const recorded = recordedConfiguration(files.load('c.yaml'));
    files.remove();
    const read = RunConfigSchema.parse(JSON.parse(JSON.stringify(recorded)));
    expect(recordedConfiguration(read)).toEqual(recorded);
  });
});

describe('A key is refused', () => {
  test.each([
    [
      'stack: My Stack',
      'stack is "My Stack", expected lower-case words joined by "-", such as crypto, of at most 32 characters',
    ],
    ['stack: evt', 'stack is "evt", expected another name: subjects of the bus begin so'],
    ['speed: 0', 'speed is 0, expected max or a number above 0, such as 1 or 60'],
    ['speed: fast', 'speed is "fast", expected max or a number above 0, such as 1 or 60'],
    ['bus: {url: localhost}', 'bus.url is "localhost", expected the address of NATS, such as nats://127.0.0.1:4222'],
    ['bus: {uri: 1}', 'bus.uri is not a known key (did you mean bus.url?)'],
    [
      'log: {url: "mysql://me:hunter2@db/x"}',
      'log.url is "mysql://…@db/x", expected the address of Postgres, such as postgres://tradingbot@127.0.0.1:5432/tradingbot',
    ],
    [
      'log: {url: "postgres://a@b/c", url_file: x}',
      'log.url_file is "x", expected nothing here, because log.url is given',
    ],
  ])('%s', (line, sentence) => {
    expect(refusalOf(`${LEAST}${line}\n`)).toBe(`c.yaml:10: ${sentence}`);
  });

  test.each([
    ['log', 'postgres://me:hunter2@db/x', '"postgres://…@db/x"', 'TRADINGBOT_PG_URL'],
    ['log', 'postgres://me:hunt/er@2@db/x', undefined, 'TRADINGBOT_PG_URL'],
    ['log', 'postgres://db/x?user=me&password=hunter2', '"postgres://db/x?user=me&password=…"', 'TRADINGBOT_PG_URL'],
    ['bus', 'nats://me:hunter2@bus:4222', '"nats://…@bus:4222"', 'TRADINGBOT_NATS_URL'],
    ['bus', 'nats://hunter2@bus:4222', '"nats://…@bus:4222"', 'TRADINGBOT_NATS_URL'],
  ])('%s with the secret of %s, and the secret is not said', (key, url, shown, variable) => {
    const sentence = refusalOf(`${LEAST}${key}: {url: "${url}"}\n`);
    expect(sentence).not.toContain('hunt');
    if (shown === undefined) return;
    expect(sentence).toBe(
      `c.yaml:10: ${key}.url is ${shown}, expected an address without a secret: ` +
        `put the whole into the file that ${key}.url_file names, or into ${variable}`,
    );
  });
});

describe('Addresses of servers', () => {
  const file = (name: string, content: string): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const SECRET = 'postgres://me:hunter2@db:5432/x';

  test('are those of the configuration, unless the environment says otherwise', () => {
    const config = configOf('bus: {url: "nats://bus:4222"}', 'log: {url: "postgres://me@db/x"}');
    expect(serverAddresses(config, {})).toEqual({ bus: 'nats://bus:4222', log: 'postgres://me@db/x' });
    const environment = { TRADINGBOT_NATS_URL: 'tls://other:4222', TRADINGBOT_PG_URL: SECRET };
    expect(serverAddresses(config, environment)).toEqual({ bus: 'tls://other:4222', log: SECRET });
    expect(serverAddresses(configOf(), { TRADINGBOT_PG_URL: '' })).toEqual({ bus: undefined, log: undefined });
  });

  test('may lie in files, so that no configuration and no environment holds a secret', () => {
    const path = file('pg-url', `${SECRET}\n`);
    expect(serverAddresses(configOf(`log: {url_file: ${path}}`), {}).log).toBe(SECRET);
    expect(serverAddresses(configOf(), { TRADINGBOT_PG_URL_FILE: path }).log).toBe(SECRET);
    const given = { TRADINGBOT_PG_URL: 'postgres://first/x', TRADINGBOT_PG_URL_FILE: path };
    expect(serverAddresses(configOf(), given).log).toBe('postgres://first/x');
  });

  test('that are none are refused, and not shown', () => {
    const wrong = file('wrong', 'hunter2');
    const cases: [RunConfig, Record<string, string>, string][] = [
      [configOf(), { TRADINGBOT_PG_URL: 'hunter2' }, 'TRADINGBOT_PG_URL: holds no address of Postgres'],
      [configOf(), { TRADINGBOT_NATS_URL: SECRET }, 'TRADINGBOT_NATS_URL: holds no address of NATS'],
      [configOf(`log: {url_file: ${wrong}}`), {}, `log.url_file ${wrong}: holds no address of Postgres`],
      [configOf('log: {url_file: /nowhere}'), {}, 'log.url_file /nowhere: there is no such file'],
      [configOf(), { TRADINGBOT_PG_URL_FILE: folder }, `TRADINGBOT_PG_URL_FILE ${folder}: cannot be read`],
    ];
    for (const [config, environment, sentence] of cases) {
      const asked = (): unknown => serverAddresses(config, environment);
      expect(asked).toThrow(InputError);
      expect(asked).toThrow(sentence);
      expect(asked).not.toThrow('hunter2');
    }
  });
});
