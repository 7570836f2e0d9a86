// docs/asyncapi.yaml is what scripts/asyncapi-document.ts makes of the contracts today, the official parser has nothing
// to say against it, and it speaks of every subject that the product uses.

import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { Parser, type AsyncAPIDocumentInterface, type Diagnostic } from '@asyncapi/parser';
import { COMMANDS, controlEverywhere, EVENT_TYPES, OWNED_TYPES, subjectsOf, type Source } from '@tradingbot/contracts';
import { ASYNCAPI_DOCUMENT, asyncapiDocument } from '../../scripts/asyncapi-document.ts';
import { eventOf, goldenCatalog, goldenLines } from './golden-lines.ts';

const SOURCES = Object.keys(OWNED_TYPES) as Source[];
const subjects = subjectsOf(undefined);

test('docs/asyncapi.yaml says what the contracts say (mend: node scripts/run.cjs scripts/asyncapi-document.ts)', () => {
  expect(readFileSync(ASYNCAPI_DOCUMENT, 'utf8')).toBe(asyncapiDocument());
});

describe('The AsyncAPI document', () => {
  let document: AsyncAPIDocumentInterface | undefined;
  let diagnostics: Diagnostic[];
  beforeAll(async () => {
    ({ document, diagnostics } = await new Parser().parse(asyncapiDocument()));
  }, 60_000);

  const addresses = (): string[] =>
    document
      ?.channels()
      .all()
      .map((channel) => channel.address() ?? '') ?? [];
  const fits = (subject: string, address: string): boolean =>
    new RegExp(`^${address.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^.]+')}$`).test(subject);

  test('is valid, and the official parser warns of nothing', () => {
    expect(diagnostics.map(({ code, message, path }) => `${code}: ${message} at ${path.join('/')}`)).toEqual([]);
    expect(document?.version()).toMatch(/^3\./);
  });

  test.each(EVENT_TYPES)('has the subject of every %s on the channel of that type', (type) => {
    const channel = document
      ?.channels()
      .all()
      .find((one) => one.messages().has(type) && one.address() !== null);
    expect(channel).toBeDefined();
    for (const line of goldenLines(type)) {
      const subject = subjects.event(eventOf(line), goldenCatalog);
      expect(addresses().filter((address) => fits(subject, address))).toEqual([channel?.address()]);
    }
  });

  test.each(EVENT_TYPES)('says who publishes and who hears %s', (type) => {
    const operations =
      document
        ?.operations()
        .all()
        .filter((one) => one.messages().has(type)) ?? [];
    expect(operations.map((one) => one.action()).sort()).toEqual(['receive', 'send']);
  });

  test.each(SOURCES)('has the subjects on which %s asks and says how far it is', (source) => {
    if (source === 'sequencer') expect(addresses()).toContain(subjects.head);
    else expect(addresses()).toContain(subjects.append(source));
    const isCore = source !== 'sequencer' && source !== 'market-data';
    expect(addresses().includes(subjects.done(source))).toBe(isCore);
  });

  test.each(SOURCES.filter((source) => source !== 'sequencer'))(
    'lets %s append what it owns and nothing else',
    (source) => {
      const operation = document?.operations().get(`${source}-appends`);
      const [request] = operation?.messages().all() ?? [];
      const { additionalItems: owned } = request?.payload()?.json() as Lines;
      expect(owned.oneOf.map(({ properties }) => properties.type.const)).toEqual(OWNED_TYPES[source]);
      expect(
        operation
          ?.reply()
          ?.channel()
          ?.messages()
          .all()
          .map((one) => one.name()),
      ).toEqual(['append-reply']);
    },
  );

  test('has the subjects of commands and of the log, with their answers', () => {
    const asked = [...COMMANDS.map(controlEverywhere), subjects.close, subjects.read];
    expect(addresses()).toEqual(expect.arrayContaining(asked));
    for (const subject of asked) {
      const operations =
        document
          ?.operations()
          .all()
          .filter((one) => one.channels().all()[0]?.address() === subject) ?? [];
      expect(operations.length).toBeGreaterThan(0);
      for (const operation of operations) expect(operation.reply()).toBeDefined();
    }
  });
});

interface Lines {
  readonly additionalItems: {
    readonly oneOf: readonly { readonly properties: { readonly type: { readonly const: string } } }[];
  };
}
