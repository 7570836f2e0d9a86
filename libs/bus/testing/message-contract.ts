// Publication and subscription: who hears what, in which order, and how it looks.

import { describe, expect, test } from '@jest/globals';
import { BusUnavailableError } from '../src/index.ts';
import type { BusWorld } from './bus-world.ts';
import { gathering, listening, reached } from './gathering.ts';
import { grounds } from './world.ts';

export function messageContract(start: () => Promise<BusWorld>): void {
  const { connect, subject: fresh } = grounds(start);

  test.each([
    ['a', 'a', true],
    ['a', 'a.b', false],
    ['a.b', 'a', false],
    ['*', 'a', true],
    ['*', 'a.b', false],
    ['a.*', 'a.b', true],
    ['a.*', 'a.b.c', false],
    ['a.*', 'ab.c', false],
    ['a.*.c', 'a.b.c', true],
    ['a.*.c', 'a.b.d', false],
    ['*.b', 'a.b', true],
    ['>', 'a', true],
    ['>', 'a.b.c', true],
    ['a.>', 'a', false],
    ['a.>', 'a.b', true],
    ['a.>', 'a.b.c', true],
    ['a.>', 'ab.c', false],
    ['*.b.>', 'a.b', false],
    ['*.b.>', 'a.b.c.d', true],
    ['*.b.>', 'a.c.d', false],
    ['a.*.*.d', 'a.b.c.d', true],
    ['BRK%2EB', 'BRK%2EB', true],
    ['ü.*', 'ü.é', true],
  ])('the pattern %s and the subject %s: %s', async (pattern, subject, isHeard) => {
    const [publisher, subscriber, root] = [await connect(), await connect(), fresh()];
    const heard = await listening(subscriber, `${root}.${pattern}`);
    publisher.publish(`${root}.${subject}`, 'x');
    await publisher.flush();
    await subscriber.flush();
    expect(heard.messages.map((message) => message.subject)).toEqual(isHeard ? [`${root}.${subject}`] : []);
  });

  test('every subscriber hears every message, in the order of each publisher', async () => {
    const [one, other, subscriber, third] = [await connect(), await connect(), await connect(), await connect()];
    const subject = fresh();
    const heard = [
      await listening(subscriber, subject),
      await listening(subscriber, `${subject}`),
      await listening(third, '>'),
    ];
    const numbers = Array.from({ length: 1_000 }, (_, index) => index);
    for (const number of numbers) {
      one.publish(subject, `one ${number}`);
      other.publish(subject, `other ${number}`);
    }
    for (const { count } of heard) await count(2_000);
    for (const { texts } of heard) {
      for (const name of ['one', 'other']) {
        expect(texts.filter((text) => text.startsWith(`${name} `))).toEqual(numbers.map((n) => `${name} ${n}`));
      }
    }
  });

  test('a publisher hears itself', async () => {
    const [bus, subject] = [await connect(), fresh()];
    const heard = await listening(bus, subject);
    bus.publish(subject, 'x');
    await heard.count(1);
    expect(heard.texts).toEqual(['x']);
  });

  test('data arrives byte for byte, text as UTF-8', async () => {
    const [bus, subject] = [await connect(), fresh()];
    const heard = await listening(bus, subject);
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    const text = 'é € 😀 \u0000 \r\n {"a":1}';
    bus.publish(subject, bytes);
    bus.publish(subject, text);
    bus.publish(subject, '');
    await heard.count(3);
    const [first, second, third] = heard.messages;
    expect([...(first?.data ?? [])]).toEqual([...bytes]);
    expect([second?.text(), third?.text(), third?.data.length]).toEqual([text, '', 0]);
    expect(second?.reply).toBeUndefined();
  });

  test('what a publisher does with its bytes afterwards is its own affair', async () => {
    const [bus, subject] = [await connect(), fresh()];
    const heard = await listening(bus, subject);
    const bytes = Uint8Array.of(1, 2, 3);
    bus.publish(subject, bytes);
    await bus.flush();
    bytes.fill(0);
    await heard.count(1);
    expect([...(heard.messages[0]?.data ?? [])]).toEqual([1, 2, 3]);
  });

  test('headers arrive as they were sent', async () => {
    const [bus, subject] = [await connect(), fresh()];
    const heard = await listening(bus, subject);
    const headers = {
      'ce-type': 'md.bar',
      'ce-type-of': 'another',
      'ce-id': 'md.bar:binance:BTC%2FUSDT:1h:0',
      'x-empty': '',
      'x-colon': 'a: b',
      'x-letters': 'é € 😀',
    };
    bus.publish(subject, '{"a":1}', headers);
    bus.publish(subject, '{"a":2}');
    await heard.count(2);
    const [first, second] = heard.messages;
    expect(Object.keys(headers).map((name) => first?.header(name))).toEqual(Object.values(headers));
    expect([first?.header('ce'), first?.header('type'), first?.header('x-letter')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect([first?.text(), second?.text(), second?.header('ce-type')]).toEqual(['{"a":1}', '{"a":2}', undefined]);
  });

  test.each(['', ' ', 'a b', 'a\tb', 'a\r\nb', 'a..b', '.a', 'a.', 'a.*', 'a.>', '>'])(
    'nothing is published on %j, which is no subject',
    async (subject) => {
      const bus = await connect();
      expect(() => bus.publish(subject, 'x')).toThrow('a subject is words joined by "."');
      await expect(bus.request(subject, 'x', 1_000)).rejects.toThrow('a subject is words joined by "."');
    },
  );

  test.each(['a\nb', 'a\r\nx: y', '\r'])('no header holds a line end: %j', async (value) => {
    const bus = await connect();
    expect(() => bus.publish('test.headers', 'x', { 'x-header': value })).toThrow('the header x-header is one line');
  });

  test('who has unsubscribed hears nothing more; the others do', async () => {
    const [bus, subject] = [await connect(), fresh()];
    const [leaving, staying] = [await listening(bus, subject), await listening(bus, subject)];
    bus.publish(subject, 'one');
    await leaving.count(1);
    leaving.unsubscribe();
    leaving.unsubscribe();
    bus.publish(subject, 'two');
    await staying.count(2);
    await bus.flush();
    expect([leaving.texts, staying.texts]).toEqual([['one'], ['one', 'two']]);
  });

  test('who is unsubscribed while a message comes in does not hear it any more', async () => {
    const [bus, subject] = [await connect(), fresh()];
    const heard: string[] = [];
    const one = bus.subscribe(subject, () => {
      other.unsubscribe();
      heard.push('one');
    });
    const other = bus.subscribe(subject, () => {
      one.unsubscribe();
      heard.push('other');
    });
    const witness = await listening(bus, subject);
    bus.publish(subject, 'x');
    await witness.count(1);
    await bus.flush();
    expect(heard).toHaveLength(1);
  });

  test('a handler may subscribe, unsubscribe and publish', async () => {
    const [bus, subject] = [await connect(), fresh()];
    const heard = gathering();
    const first = bus.subscribe(subject, () => {
      first.unsubscribe();
      bus.subscribe(`${subject}.next`, heard.handle);
      bus.publish(`${subject}.next`, 'x');
    });
    bus.publish(subject, 'go');
    bus.publish(subject, 'go');
    await heard.count(1);
    await bus.flush();
    expect(heard.texts).toEqual(['x']);
  });

  test('a handler that throws is trouble, and keeps nobody from hearing', async () => {
    const troubles: Error[] = [];
    const [bus, subject] = [await connect('troubled', (trouble) => troubles.push(trouble)), fresh()];
    bus.subscribe(subject, (message) => {
      throw new Error(`no ${message.text()}`);
    });
    const heard = await listening(bus, subject);
    bus.publish(subject, 'one');
    bus.publish(subject, 'two');
    await heard.count(2);
    expect(troubles.map(({ message }) => message)).toEqual(['no one', 'no two']);
  });

  describe('A closed connection', () => {
    test('has sent what was published and handled what had arrived', async () => {
      const [publisher, subscriber, subject] = [await connect(), await connect(), fresh()];
      const heard = await listening(subscriber, subject);
      for (let index = 0; index < 100; index++) publisher.publish(subject, String(index));
      await publisher.close();
      await subscriber.close();
      expect(heard.messages).toHaveLength(100);
    });

    test('says so once, sends nothing and takes no one in', async () => {
      const [bus, witness, subject] = [await connect(), await connect(), fresh()];
      const heard = await listening(witness, subject);
      const statuses: string[] = [];
      bus.onStatus((status) => statuses.push(status));
      await bus.close();
      await bus.close();
      await reached(bus, 'closed');
      bus.publish(subject, 'x');
      expect(() => bus.subscribe(subject, () => undefined)).toThrow(BusUnavailableError);
      await expect(bus.request(subject, 'x', 1_000)).rejects.toThrow(BusUnavailableError);
      await expect(bus.flush()).rejects.toThrow(BusUnavailableError);
      await expect(bus.commands()).rejects.toThrow(BusUnavailableError);
      const service = { name: 'late', version: '1.0.0', description: '', endpoints: [] };
      await expect(bus.serve(service)).rejects.toThrow(BusUnavailableError);
      await witness.flush();
      expect([statuses, heard.messages]).toEqual([['closed'], []]);
    });
  });
}
