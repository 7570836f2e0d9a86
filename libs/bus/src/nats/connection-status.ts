// Whether the server is there, as seen by the client library, and who wants to know.

import { ErrorCode, Events, type NatsConnection, type Status } from 'nats';
import type { BusStatus, OnTrouble, Subscription } from '../port.ts';
import { asError } from '../trouble.ts';

export interface ConnectionStatus {
  readonly now: BusStatus;
  on(listener: (status: BusStatus) => void): Subscription;
}

export function watchConnection(connection: NatsConnection, onTrouble: OnTrouble): ConnectionStatus {
  const listeners = new Set<(status: BusStatus) => void>();
  let now: BusStatus = 'connected';

  function become(next: BusStatus): void {
    if (now === next || now === 'closed') return;
    now = next;
    for (const listener of [...listeners]) {
      try {
        listener(next);
      } catch (error) {
        onTrouble(asError(error));
      }
    }
  }

  async function follow(): Promise<void> {
    for await (const status of connection.status()) {
      if (status.type === Events.Disconnect) become('disconnected');
      else if (status.type === Events.Reconnect) become('connected');
      else if (status.type === Events.Error && isForUs(status)) onTrouble(new Error(troubleOf(status)));
    }
  }
  void follow();
  // It closes by itself only when the client gives up for good, which it is told never to do.
  void connection.closed().then(() => become('closed'));

  return {
    get now() {
      return now;
    },
    on(listener) {
      // A listener that is given twice is called twice.
      const own = (status: BusStatus): void => listener(status);
      listeners.add(own);
      return { unsubscribe: () => void listeners.delete(own) };
    },
  };
}

/** While it reconnects, a server that is still starting may refuse it: the next attempt will tell. */
const isForUs = ({ data }: Status): boolean => data === (ErrorCode.PermissionsViolation as string);

function troubleOf(status: Status): string {
  const { operation, subject } = status.permissionContext ?? {};
  return `The NATS server does not permit the ${operation ?? 'operation'} on ${subject ?? 'a subject'}: check its permissions.`;
}
