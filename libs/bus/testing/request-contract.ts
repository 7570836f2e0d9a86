// Requests: one answer each, for whoever asked, in time or not at all.

import { expect, test } from '@jest/globals';
import { BusTimeoutError, BusUnavailableError, NoRespondersError } from '../src/index.ts';
import type { BusWorld } from './bus-world.ts';
import { gathering } from './gathering.ts';
import { grounds } from './world.ts';

export function requestContract(start: () => Promise<BusWorld>): void {
  const { connect, subject: fresh } = grounds(start);

  test('are answered by whoever listens', async () => {
    const [server, client, subject] = [await connect(), await connect(), fresh()];
    server.subscribe(subject, (message) => message.respond(`${message.text()} ${message.header('x-who')}`));
    await server.flush();
    const answer = await client.request(subject, 'hello', 5_000, { 'x-who': 'ann' });
    expect([answer.text(), answer.reply]).toEqual(['hello ann', undefined]);
  });

  test('carry bytes both ways', async () => {
    const [bus, subject] = [await connect(), fresh()];
    bus.subscribe(subject, (message) => message.respond(message.data.map((byte) => 255 - byte)));
    const answer = await bus.request(subject, Uint8Array.of(0, 10, 255), 5_000);
    expect([...answer.data]).toEqual([255, 245, 0]);
  });

  test('get each their own answer, in whatever order these come', async () => {
    const [server, client, subject] = [await connect(), await connect(), fresh()];
    const asked = gathering();
    server.subscribe(subject, asked.handle);
    await server.flush();
    const numbers = Array.from({ length: 100 }, (_, index) => String(index));
    const answers = Promise.all(numbers.map((number) => client.request(subject, number, 5_000)));
    await asked.count(100);
    for (const message of [...asked.messages].reverse()) message.respond(`to ${message.text()}`);
    expect((await answers).map((answer) => answer.text())).toEqual(numbers.map((number) => `to ${number}`));
  });

  test('take the first of several answers', async () => {
    const [bus, subject] = [await connect(), fresh()];
    bus.subscribe(subject, (message) => {
      message.respond('first');
      message.respond('second');
    });
    expect((await bus.request(subject, '', 5_000)).text()).toBe('first');
    await bus.flush();
  });

  test('fail at once when nobody listens', async () => {
    const [bus, subject] = [await connect(), fresh()];
    const failure = bus.request(subject, 'x', 60_000);
    await expect(failure).rejects.toThrow(NoRespondersError);
    await expect(failure).rejects.toThrow(`Nobody listens on ${subject}.`);
  });

  test('fail when no answer comes in time, and then its late answer is nobody’s', async () => {
    const [bus, subject] = [await connect(), fresh()];
    const asked = gathering();
    bus.subscribe(subject, asked.handle);
    const failure = bus.request(subject, 'x', 30);
    await expect(failure).rejects.toThrow(BusTimeoutError);
    await expect(failure).rejects.toThrow('within 30 ms: the request may have been served or not');
    const next = bus.request(subject, 'y', 5_000);
    await asked.count(2);
    asked.messages[0]?.respond('late');
    asked.messages[1]?.respond('in time');
    expect((await next).text()).toBe('in time');
  });

  test('fail when their connection closes', async () => {
    const [server, client, subject] = [await connect(), await connect(), fresh()];
    const asked = gathering();
    server.subscribe(subject, asked.handle);
    await server.flush();
    const failure = expect(client.request(subject, 'x', 60_000)).rejects.toThrow(BusUnavailableError);
    await asked.count(1);
    await client.close();
    await failure;
  });

  test('that were only published are not answered', async () => {
    const [bus, subject] = [await connect(), fresh()];
    const heard = gathering();
    bus.subscribe(subject, heard.handle);
    bus.publish(subject, 'x');
    await heard.count(1);
    expect(() => heard.messages[0]?.respond('y')).not.toThrow();
  });
}
