// YAML text to a tree with places. What a run's configuration does not need is refused, each with its line:
// several documents, anchors and aliases, tags, keys that are not words.

import { DecimalError, formatDecimal, formatFloat, InputError, parseDecimal } from '@tradingbot/domain';
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type ParsedNode } from 'yaml';
import type { Place, YamlEntry, YamlNode, YamlScalar } from './yaml-tree.ts';

const DEEPEST = 40;
const LONGEST = 1_000_000;

/**
 * @param placeOfLine what to call a line in messages, such as "configs/sim.yaml:12"
 * @throws InputError naming the place
 */
export function readYaml(text: string, placeOfLine: (line: number) => Place): YamlNode {
  if (text.length > LONGEST) throw new InputError(placeOfLine(1), `${text.length} characters are too many to be meant`);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const placeAt = (offset: number): Place => placeOfLine(Math.max(1, lines.linePos(offset).line));
  refuseErrors(document, text, placeAt);
  if (document.contents === null) return { kind: 'map', place: placeOfLine(1), entries: new Map() };
  return treeOf(document.contents, placeAt, 0);
}

function refuseErrors(document: Document, text: string, placeAt: (offset: number) => Place): void {
  // The first in the text is the cause; those after it are often its consequences.
  const [first] = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0]);
  if (first === undefined) return;
  const where = placeAt(first.pos[0]);
  switch (first.code) {
    case 'DUPLICATE_KEY':
      throw new InputError(where, `the key ${wordAt(text, first.pos[0])} is given twice`, 'keep one of them');
    case 'TAB_AS_INDENT':
      throw new InputError(where, 'is indented with a tab', 'use spaces');
    case 'MULTIPLE_DOCS':
      throw new InputError(where, 'a second document begins here', 'keep one document per file');
    case 'TAG_RESOLVE_FAILED':
      throw new InputError(where, 'a tag stands here that is not known', 'write the plain value');
    default:
      throw new InputError(where, `is not valid YAML: ${oneLine(first.message)}`);
  }
}

function treeOf(node: ParsedNode, placeAt: (offset: number) => Place, depth: number): YamlNode {
  const place = placeAt(node.range[0]);
  if (depth > DEEPEST) throw new InputError(place, `is nested more than ${DEEPEST} levels deep`);
  if (isAlias(node)) throw new InputError(place, `uses the alias *${node.source}`, 'write the value out');
  if (isScalar(node)) return { kind: 'scalar', place, value: scalarValue(node.value, node.source, place) };
  if (isSeq(node)) {
    const items = node.items.map((item) => treeOf(item, placeAt, depth + 1));
    return { kind: 'list', place, items };
  }
  if (!isMap(node)) throw new InputError(place, 'is neither a value, a list nor a map');
  const entries = new Map<string, YamlEntry>();
  for (const { key, value } of node.items) {
    const keyPlace = placeAt(key.range[0]);
    const name = keyName(key, keyPlace);
    // `1:` and `"1":` are two keys to YAML, and one to us.
    if (entries.has(name)) throw new InputError(keyPlace, `the key ${name} is given twice`, 'keep one of them');
    const empty: YamlScalar = { kind: 'scalar', place: keyPlace, value: null };
    entries.set(name, { place: keyPlace, node: value === null ? empty : treeOf(value, placeAt, depth + 1) });
  }
  return { kind: 'map', place, entries };
}

function keyName(key: ParsedNode, place: Place): string {
  const value: unknown = isScalar(key) ? key.value : undefined;
  const name = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  if (typeof name !== 'string' || name === '') throw new InputError(place, 'a key here is not a word');
  if (name === '__proto__') throw new InputError(place, 'the key __proto__ is not allowed', 'remove it');
  return name;
}

function scalarValue(value: unknown, source: string | undefined, place: Place): YamlScalar['value'] {
  if (typeof value === 'number') return exactNumber(value, source);
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  throw new InputError(place, 'is a value of a kind that is not used here', 'write it in quotes');
}

/** A number that a double would round stays as it was written, so that money is exact. */
function exactNumber(value: number, source: string | undefined): number | string {
  if (source === undefined || !Number.isFinite(value)) return value;
  try {
    const digits = source.length;
    return formatDecimal(parseDecimal(source, digits), digits) === formatFloat(value) ? value : source;
  } catch (error) {
    if (error instanceof DecimalError) return value;
    throw error;
  }
}

const wordAt = (text: string, offset: number): string =>
  /^["']?([^\s:"',}]{1,40})/.exec(text.slice(offset))?.[1] ?? 'here';

const oneLine = (message: string): string => message.replace(/\s+/g, ' ').trim();
