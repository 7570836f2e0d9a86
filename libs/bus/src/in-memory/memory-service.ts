// A service by the NATS services protocol, as the client library of NATS answers for it.
// https://github.com/nats-io/nats-architecture-and-design/blob/main/adr/ADR-32.md

import type { BusMessage, Headers, OnTrouble, ServiceInfo, Subscription } from '../port.ts';
import { asError } from '../trouble.ts';

/** What a service needs of its connection. */
export interface ServiceDoor {
  /** No other service has it. */
  readonly id: string;
  readonly onTrouble: OnTrouble;
  /** @returns what ends it */
  listen(pattern: string, handle: (message: BusMessage) => void): () => void;
  send(subject: string, data: string, headers: Headers): void;
}

const ANSWERS = { PING: 'ping', INFO: 'info', STATS: 'stats' } as const;

export function memoryService(
  { name, version, description, metadata = {}, endpoints }: ServiceInfo,
  { id, onTrouble, listen, send }: ServiceDoor,
): Subscription {
  const started = new Date().toISOString();
  const known = { name, id, version, metadata };
  const counted = endpoints.map((endpoint) => ({
    endpoint,
    queue_group: id,
    num_requests: 0,
    num_errors: 0,
    last_error: '',
  }));

  const ends = counted.map((counts) => {
    const { subject, handle } = counts.endpoint;
    return listen(subject, (message) => {
      counts.num_requests += 1;
      try {
        handle(message);
      } catch (thrown) {
        const error = asError(thrown);
        counts.num_errors += 1;
        counts.last_error = error.message;
        const headers = { 'Nats-Service-Error': error.message, 'Nats-Service-Error-Code': '500' };
        if (message.reply !== undefined) send(message.reply, '', headers);
        onTrouble(error);
      }
    });
  });

  const says = {
    PING: () => ({}),
    INFO: () => ({
      description,
      endpoints: counted.map(({ endpoint, queue_group }) => ({
        name: endpoint.name,
        subject: endpoint.subject,
        queue_group,
      })),
    }),
    STATS: () => ({
      started,
      endpoints: counted.map(({ endpoint, ...counts }) => ({
        name: endpoint.name,
        subject: endpoint.subject,
        processing_time: 0,
        average_processing_time: 0,
        ...counts,
      })),
    }),
  };
  for (const verb of ['PING', 'INFO', 'STATS'] as const) {
    const type = `io.nats.micro.v1.${ANSWERS[verb]}_response`;
    const answer = (message: BusMessage): void => message.respond(JSON.stringify({ type, ...known, ...says[verb]() }));
    for (const subject of [`$SRV.${verb}`, `$SRV.${verb}.${name}`, `$SRV.${verb}.${name}.${id}`]) {
      ends.push(listen(subject, answer));
    }
  }
  return {
    unsubscribe: () => {
      for (const end of ends) end();
    },
  };
}
