// Writes docs/events.md, the list of all events, from their definitions. Run it after a change of libs/contracts:
// `node scripts/run.cjs scripts/events-document.ts`. A test fails while the document says something else.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EVENTS, OWNED_TYPES, type EventDefinition, type Source } from '@tradingbot/contracts';

type Fields = EventDefinition['fields'];
type Shape = Fields[string]['shape'];

export const EVENTS_DOCUMENT = join(import.meta.dirname, '..', 'docs', 'events.md');

const WIRE: Readonly<Record<Exclude<Shape['kind'], 'variants' | 'oneOf' | 'assetAmount'>, string>> = {
  instrument: 'symbol of an instrument of the manifest',
  strategy: 'name of a strategy of the manifest',
  price: 'decimal > 0 at the price scale of `instrument`',
  prices: 'a list of decimals',
  qty: 'decimal ≥ 0 at the quantity scale of `instrument`',
  money: "decimal in the account's currency",
  weight: 'decimal from 0 to 1, up to 9 decimals',
  measurement: 'decimal ≥ 0, the shortest of a double',
  count: 'whole number ≥ 0',
  instant: 'microseconds since 1970-01-01T00:00Z',
  barLength: 'length such as "1h"',
  flag: 'true or false',
  text: 'text',
  token: 'name that needs no escaping',
  json: 'free structure, canonical JSON',
};

/** The text of docs/events.md. */
export function eventsDocument(): string {
  const sections = (Object.keys(OWNED_TYPES) as Source[]).map(sectionOf);
  return `# Events

Every event of the platform by the source that owns it, with the fields of its payload on the wire. This file is made
from the definitions by \`scripts/events-document.ts\`; what an event means is said in \`libs/contracts/src/events/\`.

Decimals are JSON strings in canonical form: no exponent, no needless zero. Payloads are strict: a key that is not
listed is refused, and every listed key is there.
${sections.join('')}`;
}

function sectionOf(source: Source): string {
  return `\n## ${source}\n${OWNED_TYPES[source].map((type) => eventOf(EVENTS[type])).join('')}`;
}

function eventOf({ type, schemaVersion, fields }: EventDefinition): string {
  const items = itemsOf(fields);
  return `\n### ${type}, version ${schemaVersion}\n\n${items.length === 0 ? 'No fields.' : items.join('\n')}\n`;
}

function itemsOf(fields: Fields, path = '', condition = ''): string[] {
  return Object.entries(fields).flatMap(([key, { shape }]) => {
    const name = `${path}${key}`;
    const item = `- \`${name}\`: ${condition}${wireOf(shape)}`;
    if (shape.kind !== 'variants') return [item];
    const cases = Object.entries(shape.cases);
    return [
      `- \`${name}.${shape.tag}\`: ${condition}one of ${cases.map(([tag]) => `\`${tag}\``).join(', ')}`,
      ...cases.flatMap(([tag, inner]) => itemsOf(inner, `${name}.`, `${condition}with \`${tag}\`: `)),
    ];
  });
}

function wireOf(shape: Shape): string {
  switch (shape.kind) {
    case 'oneOf':
      return `one of ${shape.names.map((name) => `\`${name}\``).join(', ')}`;
    case 'assetAmount':
      return `decimal in the asset of \`${shape.assetKey}\``;
    case 'variants':
      return '';
    default:
      return WIRE[shape.kind];
  }
}

if (process.argv[1] === import.meta.filename) writeFileSync(EVENTS_DOCUMENT, eventsDocument());
