// A service by the NATS services protocol, with one queue group for each instance: every instance of a service must see
// every event, whereas the protocol's default would share them out.
// https://github.com/nats-io/nats-architecture-and-design/blob/main/adr/ADR-32.md

import { randomUUID } from 'node:crypto';
import type { Msg, NatsConnection, ServiceMsg } from 'nats';
import type { OnTrouble, ServiceInfo, Subscription } from '../port.ts';
import { asError } from '../trouble.ts';
import { natsMessage } from './nats-message.ts';

export async function announce(
  connection: NatsConnection,
  { name, version, description, metadata, endpoints }: ServiceInfo,
  onTrouble: OnTrouble,
): Promise<Subscription> {
  const queue = randomUUID();
  const known = metadata === undefined ? {} : { metadata: { ...metadata } };
  const service = await connection.services.add({ name, version, description, queue, ...known });
  for (const { name: endpoint, subject, handle } of endpoints) {
    const handler = (_error: unknown, message: ServiceMsg): void => {
      try {
        handle(natsMessage(unwrapped(message)));
      } catch (error) {
        onTrouble(asError(error));
        // For the library, which counts it.
        throw error;
      }
    };
    service.addEndpoint(endpoint, { subject, handler });
  }
  return { unsubscribe: () => void service.stop() };
}

/** The library wraps the message of an endpoint once more, and hides its bytes by that. */
const unwrapped = (message: ServiceMsg): Msg => (message as unknown as { readonly msg: Msg }).msg;
