// What is typed after `--sweep`, as axes: `fast=5..20`, `weight=0.1..0.5:0.1`, `risk.max_order_notional=500|1000`.

import { InputError } from '@tradingbot/domain';
import { countOf, type Axis } from '@tradingbot/backtester/grid';
import { bigNumber } from '../number-text.ts';

/** Each is a run of its own: more take hours, and the best of so many is luck. */
const MOST_COMBINATIONS = 100_000;

/**
 * Several axes may stand in one text, joined by commas.
 * @throws InputError for what is no range and no list of values, and for keys that a sweep cannot vary
 */
export function axesOf(texts: readonly string[]): Axis[] {
  // A comma before a key: those within a value, such as of a list, stay.
  const parts = texts.flatMap((text) => text.split(/,(?=\s*[\w.-]+\s*=)/)).map((part) => part.trim());
  const axes = parts.map(axisOf);
  for (const [at, { key }] of axes.entries()) {
    if (axes.findIndex((one) => one.key === key) < at) {
      throw new InputError(`--sweep ${key}`, 'is said twice', 'put all its values into one: 1|2|4');
    }
  }
  refuseTooMany('--sweep', countOf(axes));
  return axes;
}

function refuseTooMany(where: string, count: number | bigint): void {
  if (count <= MOST_COMBINATIONS) return;
  const what = `makes ${bigNumber(String(count))} combinations, more than ${bigNumber(MOST_COMBINATIONS)}`;
  throw new InputError(where, what, 'take larger steps, or fewer values');
}

function axisOf(text: string): Axis {
  const equals = text.indexOf('=');
  const key = text.slice(0, Math.max(equals, 0)).trim();
  const stated = text.slice(equals + 1).trim();
  if (key === '' || stated === '') {
    throw new InputError(`--sweep ${text}`, 'is no range', 'write key=5..20, key=5..20:5 or key=1|2|4');
  }
  refuseWhatBarsHangOn(key);
  refuseCommas(key, stated);
  if (stated.includes('|'))
    return {
      key,
      values: distinct(
        key,
        stated.split('|').map((value) => value.trim()),
      ),
    };
  const range = /^(.+?)\.\.([^:]+)(?::(.+))?$/.exec(stated);
  if (range === null) return { key, values: [stated] };
  const [, from = '', to = '', step] = range;
  return { key, values: rangeOf(key, from.trim(), to.trim(), step?.trim()) };
}

/** Every combination is run on the same bars. */
function refuseWhatBarsHangOn(key: string): void {
  const [head = ''] = key.split('.');
  if (head === 'data' || head === 'instruments') {
    throw new InputError(
      `--sweep ${key}`,
      'would change the bars, which all combinations share',
      'run it once for each',
    );
  }
  if (head === 'execution_profile') {
    throw new InputError(`--sweep ${key}`, 'may need other bars', 'tradingbot eval --all-profiles compares profiles');
  }
  if (['artifacts_dir', 'logs_dir', 'stack', 'bus', 'log', 'speed', 'mode'].includes(head)) {
    throw new InputError(`--sweep ${key}`, 'changes no decision', 'leave it out');
  }
}

/** A list with commas, as other tools write it. In brackets or quotes it is one value. */
function refuseCommas(key: string, stated: string): void {
  if (!stated.includes(',') || /[[{"']/.test(stated)) return;
  const list = stated
    .split(/[,|]/)
    .map((value) => value.trim())
    .join('|');
  throw new InputError(`--sweep ${key}`, 'has commas in its values', `a list is written ${key}=${list}`);
}

function distinct(key: string, values: readonly string[]): readonly string[] {
  const wrong = values.find((value, at) => value === '' || values.indexOf(value) < at);
  if (wrong === undefined) return values;
  throw new InputError(`--sweep ${key}`, wrong === '' ? 'has an empty value' : `has ${wrong} twice`, 'write 1|2|4');
}

/** Both ends are part of it, the last one when a step meets it. Steps are exact: they are counted in the last decimal. */
function rangeOf(key: string, from: string, to: string, stated: string | undefined): string[] {
  const where = `--sweep ${key}`;
  for (const number of [from, to, stated ?? '1']) {
    if (!/^-?\d{1,12}(?:\.\d{1,9})?$/.test(number)) {
      throw new InputError(
        where,
        `has ${number} in its range, expected a number`,
        'write 5..20, 0.1..0.5:0.1 or 1|2|4',
      );
    }
  }
  const scale = Math.max(...[from, to, stated ?? ''].map((number) => (number.split('.')[1] ?? '').length));
  if (stated === undefined && scale > 0) throw new InputError(where, 'needs a step', `write ${from}..${to}:0.1`);
  const unit = 10n ** BigInt(scale);
  const whole = (number: string): bigint => {
    const [units = '0', fraction = ''] = number.split('.');
    return BigInt(units + fraction.padEnd(scale, '0'));
  };
  const [first, last, step] = [whole(from), whole(to), stated === undefined ? unit : whole(stated)];
  if (step <= 0n) throw new InputError(where, `has a step of ${stated ?? ''}`, 'a step is above 0');
  if (last < first) throw new InputError(where, `goes from ${from} down to ${to}`, `write ${to}..${from}`);
  refuseTooMany(where, (last - first) / step + 1n);
  const values: string[] = [];
  for (let value = first; value <= last; value += step) values.push(decimal(value, scale));
  return values;
}

function decimal(value: bigint, scale: number): string {
  if (scale === 0) return String(value);
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
  const text = `${digits.slice(0, -scale)}.${digits.slice(-scale)}`.replace(/\.?0+$/, '');
  return value < 0n ? `-${text}` : text;
}
