// Services as the stock command line finds them: https://github.com/nats-io/nats-architecture-and-design/blob/main/adr/ADR-32.md

import { expect, test } from '@jest/globals';
import type { Bus, ServiceInfo } from '../src/index.ts';
import type { BusWorld } from './bus-world.ts';
import { gathering } from './gathering.ts';
import { grounds } from './world.ts';

export function serviceContract(start: () => Promise<BusWorld>): void {
  const { connect, subject: fresh } = grounds(start);

  const echo = (subject: string, name = `echo-${subject.replace('.', '-')}`): ServiceInfo => ({
    name,
    version: '1.2.3',
    description: 'Says it again.',
    metadata: { journal: 'J' },
    endpoints: [
      { name: 'say', subject: `${subject}.say`, handle: (message) => message.respond(message.data) },
      { name: 'events', subject: `${subject}.evt.>`, handle: () => undefined },
    ],
  });

  test('answer on their endpoints', async () => {
    const [server, client, subject] = [await connect(), await connect(), fresh()];
    await server.serve(echo(subject));
    expect((await client.request(`${subject}.say`, 'hello', 5_000)).text()).toBe('hello');
  });

  test('are found by PING and INFO: all, by name, by id', async () => {
    const [server, client, subject] = [await connect(), await connect(), fresh()];
    const { name, version, description, metadata } = echo(subject);
    await server.serve(echo(subject));
    const ping = await answer(client, '$SRV.PING');
    expect(ping).toMatchObject({ type: 'io.nats.micro.v1.ping_response', name, version, metadata });
    expect(await answer(client, `$SRV.PING.${name}`)).toEqual(ping);
    expect(await answer(client, `$SRV.PING.${name}.${ping.id}`)).toEqual(ping);
    const info = await answer(client, '$SRV.INFO');
    expect(info).toMatchObject({ type: 'io.nats.micro.v1.info_response', name, id: ping.id, version, description });
    expect(info.endpoints).toMatchObject([
      { name: 'say', subject: `${subject}.say` },
      { name: 'events', subject: `${subject}.evt.>` },
    ]);
    expect(await answer(client, `$SRV.INFO.${name}.${ping.id}`)).toEqual(info);
    expect((await answer(client, '$SRV.STATS')).id).toBe(ping.id);
  });

  test('count what their endpoints have seen', async () => {
    const [server, client, subject] = [await connect(), await connect(), fresh()];
    const service = echo(subject);
    await server.serve(service);
    for (let index = 0; index < 7; index++) client.publish(`${subject}.evt.a.${index}`, 'x');
    await client.request(`${subject}.say`, 'x', 5_000);
    const stats = await statsOf(client, service.name);
    expect(stats).toMatchObject({ type: 'io.nats.micro.v1.stats_response', name: service.name });
    expect(stats.endpoints).toMatchObject([
      { name: 'say', num_requests: 1, num_errors: 0 },
      { name: 'events', num_requests: 7, num_errors: 0 },
    ]);
  });

  test('each see every message, also when several instances of one run', async () => {
    const [one, other, client, subject] = [await connect(), await connect(), await connect(), fresh()];
    const heard = [gathering(), gathering()] as const;
    const service = (handle: ServiceInfo['endpoints'][number]['handle']): ServiceInfo => ({
      ...echo(subject),
      endpoints: [{ name: 'events', subject: `${subject}.>`, handle }],
    });
    await one.serve(service(heard[0].handle));
    await other.serve(service(heard[1].handle));
    const numbers = Array.from({ length: 200 }, (_, index) => String(index));
    for (const number of numbers) client.publish(`${subject}.evt`, number, { 'x-number': number });
    for (const { count } of heard) await count(200);
    for (const { texts, messages } of heard) {
      expect(texts).toEqual(numbers);
      expect(messages.map((message) => message.header('x-number'))).toEqual(numbers);
    }
  });

  test('that throw have that counted, and it is trouble', async () => {
    const troubles: string[] = [];
    const server = await connect('troubled', ({ message }) => troubles.push(message));
    const [client, subject] = [await connect(), fresh()];
    const handle = (): never => {
      throw new Error('cannot');
    };
    const service = { ...echo(subject), endpoints: [{ name: 'say', subject, handle }] };
    await server.serve(service);
    const refused = await client.request(subject, 'x', 5_000);
    expect([refused.text(), refused.header('Nats-Service-Error')]).toEqual(['', 'cannot']);
    const stats = await statsOf(client, service.name);
    expect(stats.endpoints).toMatchObject([{ num_requests: 1, num_errors: 1, last_error: 'cannot' }]);
    expect(troubles).toEqual(['cannot']);
  });

  test('that have gone are not found any more', async () => {
    const [server, client, subject] = [await connect(), await connect(), fresh()];
    const service = echo(subject);
    const served = await server.serve(service);
    await statsOf(client, service.name);
    served.unsubscribe();
    await server.flush();
    await expect(statsOf(client, service.name)).rejects.toThrow('Nobody listens');
    await expect(client.request(`${subject}.say`, 'x', 5_000)).rejects.toThrow('Nobody listens');
  });
}

/** What all the answers of the protocol hold, and some of them. */
export interface ServiceAnswer {
  readonly id: string;
  readonly endpoints: readonly object[];
}

export async function answer(bus: Bus, subject: string): Promise<ServiceAnswer> {
  return JSON.parse((await bus.request(subject, '', 5_000)).text()) as ServiceAnswer;
}

const statsOf = (bus: Bus, name: string): Promise<ServiceAnswer> => answer(bus, `$SRV.STATS.${name}`);
