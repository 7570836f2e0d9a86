// What zod found, as one sentence: which key, what stands there, what was expected, and what was probably meant.

import type { z } from 'zod';
import { didYouMean, nearest } from './nearest.ts';
import { REFUSED_KEYS, refusedKey, type RefusedKey } from './refused-keys.ts';
import { keyPaths, keysAt } from './schema-keys.ts';

export interface Complaint {
  /** The keys that lead to what is wrong. */
  readonly path: readonly PropertyKey[];
  /** "risk.enabled is "yes", expected true or false" */
  readonly what: string;
  readonly mend: string;
}

/**
 * The first thing to mend. Unknown keys come first, because a misspelt key also leaves its right name missing.
 * @param input the value that was parsed
 * @param name how to write a path of keys; "a.b" when left out
 * @param refused keys that are refused by name; those of a run when left out
 */
export function explainIssue(
  schema: z.core.$ZodType,
  input: unknown,
  issues: readonly z.core.$ZodIssue[],
  name: (path: readonly PropertyKey[]) => string = dotted,
  refused: readonly RefusedKey[] = REFUSED_KEYS,
): Complaint {
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  if (issue === undefined) return { path: [], what: 'is not valid', mend: '' };
  if (issue.code === 'unrecognized_keys') return unknownKey(schema, issue, name, refused);
  if (issue.code === 'invalid_key')
    return { path: issue.path, what: `${name(issue.path)} is a wrong key, expected ${expectation(issue)}`, mend: '' };
  const found = valueAt(input, issue.path);
  const expected = expectation(issue);
  const what = `${name(issue.path)} is ${found === undefined ? 'missing' : shown(found)}, expected ${expected}`;
  return { path: issue.path, what, mend: mendOf(issue, found) };
}

function unknownKey(
  schema: z.core.$ZodType,
  { path, keys }: z.core.$ZodIssueUnrecognizedKeys,
  name: (path: readonly PropertyKey[]) => string,
  refused: readonly RefusedKey[],
): Complaint {
  const key = keys[0] ?? '';
  const known = refusedKey([...path, key], refused);
  if (known !== undefined) {
    return { path: [...path, key], what: `${name([...path, key])} ${known.why}`, mend: known.mend };
  }
  const siblings = keysAt(schema, path) ?? [];
  return {
    path: [...path, key],
    what: `${name([...path, key])} is not a known key`,
    mend: meantKey(schema, path, key, siblings, name),
  };
}

/** A slip in the name, the right name in the wrong place, or else what may stand here. */
function meantKey(
  schema: z.core.$ZodType,
  path: readonly PropertyKey[],
  key: string,
  siblings: readonly string[],
  name: (path: readonly PropertyKey[]) => string,
): string {
  const sibling = nearest(key, siblings);
  if (sibling !== undefined) return `did you mean ${name([...path, sibling])}?`;
  const elsewhere = keyPaths(schema).map((other) => [lastOf(other), other] as const);
  const last = nearest(
    key,
    elsewhere.map(([word]) => word),
    key.length < SHORT ? 0 : FORGIVEN_ELSEWHERE,
  );
  const moved = elsewhere.find(([word]) => word === last);
  if (moved !== undefined && key.length > 1) return `did you mean ${name(moved[1].split('.'))}?`;
  if (siblings.length === 0) return 'remove it';
  return siblings.length > MANY ? 'docs/config.md lists them' : `known: ${siblings.join(', ')}`;
}

/** There are hundreds of names elsewhere: a short one, or one with many slips, is near to some of them by chance. */
const FORGIVEN_ELSEWHERE = 0.2;
const SHORT = 4;
/** More names than these nobody reads in a sentence. */
const MANY = 25;

/** What should have stood there, in plain words. */
function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_key' || issue.code === 'invalid_element') {
    return issue.issues[0] === undefined ? 'another one' : expectation(issue.issues[0]);
  }
  if (/^expected /i.test(issue.message)) return issue.message.slice('expected '.length);
  switch (issue.code) {
    case 'invalid_type':
      return TYPE_WORDS[issue.expected] ?? issue.expected;
    case 'too_small':
      return bound(issue.origin, issue.inclusive === false ? 'more than' : 'at least', issue.minimum);
    case 'too_big':
      return bound(issue.origin, issue.inclusive === false ? 'less than' : 'at most', issue.maximum);
    case 'invalid_value':
      return issue.values.length === 1 ? String(issue.values[0]) : `one of ${issue.values.map(String).join(', ')}`;
    case 'not_multiple_of':
      return `a multiple of ${issue.divisor}`;
    case 'invalid_union': {
      const ways = issue.errors.flatMap(([first]) => (first === undefined ? [] : [expectation(first)]));
      return ways.length === 0 ? 'another value' : [...new Set(ways)].join(' or ');
    }
    case 'invalid_format':
      return `text in the form ${issue.format}`;
    default:
      return `a value that is accepted: ${oneLine(issue.message)}`;
  }
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map of keys',
  record: 'a map',
  nonoptional: 'a value',
};

function bound(origin: string, relation: string, limit: number | bigint): string {
  if (origin === 'string')
    return relation === 'at least' && Number(limit) === 1 ? 'some text' : `text of ${relation} ${limit} characters`;
  if (origin === 'array' || origin === 'set')
    return `${relation} ${limit} ${Number(limit) === 1 ? 'entry' : 'entries'}`;
  return `a number of ${relation} ${limit}`;
}

function mendOf(issue: z.core.$ZodIssue, found: unknown): string {
  if (issue.code !== 'invalid_value' || typeof found !== 'string') return '';
  const names = issue.values.map(String);
  return nearest(found, names) === undefined ? '' : didYouMean(found, names);
}

/** A value as a reader would recognise it, never long, and without the secrets that an address may hold. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object' && value !== null) return 'a map';
  const text = typeof value === 'string' ? JSON.stringify(oneLine(withoutSecrets(value))) : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

const withoutSecrets = (text: string): string =>
  text.replace(/:\/\/.*@/, '://…@').replace(/([?&]password=)[^&]*/gi, '$1…');

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, key) => {
    return typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined;
  }, input);
}

const lastOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1);
const dotted = (path: readonly PropertyKey[]): string => path.map(String).join('.');
// eslint-disable-next-line no-control-regex -- control characters in a message are what is removed here
const oneLine = (text: string): string => text.replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ').trim();
