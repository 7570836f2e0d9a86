// One connection to the hub: the port of the bus, as its users see it.

import { BusUnavailableError } from '../errors.ts';
import { late, lost, unheard } from '../outcomes.ts';
import type { BusMessage, BusStatus, CommandBus, Headers, OnTrouble } from '../port.ts';
import { checkHeader, checkSubject, matcher } from '../syntax.ts';
import { asError, guarded } from '../trouble.ts';
import { memoryService } from './memory-service.ts';
import type { Envelope, Hub } from './wiring.ts';

interface Listener {
  readonly fits: (subject: string) => boolean;
  readonly handle: (message: BusMessage) => void;
}

type Reject = (error: Error) => void;

export function memoryConnection(name: string, hub: Hub, onTrouble: OnTrouble): CommandBus {
  const listeners = new Set<Listener>();
  const statusListeners = new Set<(status: BusStatus) => void>();
  const asked = new Map<Reject, string>();
  let status: BusStatus = hub.isUp() ? 'connected' : 'disconnected';
  const leave = hub.join({ name, become, listeners: listening });

  function listening(subject: string): ((envelope: Envelope) => void)[] {
    const chosen = [...listeners].filter(({ fits }) => fits(subject));
    // Unsubscribed while it waits its turn, it hears nothing more.
    return chosen.map((one) => (envelope) => (listeners.has(one) ? one.handle(messageOf(envelope)) : undefined));
  }

  function become(next: BusStatus): void {
    if (status === next || status === 'closed') return;
    status = next;
    if (next !== 'connected') {
      for (const [reject, subject] of asked) reject(next === 'closed' ? closed() : lost(subject));
    }
    for (const listener of [...statusListeners]) {
      try {
        listener(next);
      } catch (error) {
        onTrouble(asError(error));
      }
    }
  }

  function send(subject: string, data: string | Uint8Array, headers: Headers = {}, more: Partial<Envelope> = {}): void {
    if (status !== 'connected') return;
    for (const [key, value] of Object.entries(headers)) checkHeader(key, value);
    // The sender may change its own afterwards.
    const copy = typeof data === 'string' ? Buffer.from(data) : Buffer.from(data);
    hub.send({ subject, data: copy, headers, reply: undefined, from: name, ...more });
  }

  function messageOf({ subject, data, headers, reply }: Envelope): BusMessage {
    return {
      subject,
      data,
      reply,
      text: () => Buffer.from(data).toString(),
      header: (key) => (Object.hasOwn(headers, key) ? headers[key] : undefined),
      respond: (answer) => (reply === undefined ? undefined : send(reply, answer)),
    };
  }

  function listen(pattern: string, handle: (message: BusMessage) => void): () => void {
    const listener = { fits: matcher(pattern), handle };
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  function mustBeOpen(): void {
    if (status === 'closed') throw closed();
  }

  function mustBeThere(): void {
    mustBeOpen();
    if (status === 'disconnected') throw away();
  }

  const bus: CommandBus = {
    publish(subject, data, headers) {
      checkSubject(subject);
      send(subject, data, headers);
    },
    subscribe(pattern, handle) {
      mustBeOpen();
      return { unsubscribe: listen(pattern, guarded(handle, onTrouble)) };
    },
    request(subject, data, timeoutMs, headers) {
      return new Promise((resolve, reject) => {
        checkSubject(subject);
        mustBeOpen();
        const reply = `_INBOX.${hub.name()}`;
        const undo: (() => void)[] = [];
        const end = (act: () => void): void => {
          for (const one of undo) one();
          asked.delete(refuse);
          act();
        };
        const refuse: Reject = (error) => end(() => reject(error));
        const ask = (): void => {
          asked.set(refuse, subject);
          send(subject, data, headers, { reply, unheard: () => refuse(unheard(subject)) });
        };
        undo.push(listen(reply, (message) => end(() => resolve(message))));
        undo.push(hub.after(timeoutMs, () => refuse(late(subject, timeoutMs))));
        if (status === 'connected') return ask();
        const arrival = bus.onStatus((now) => {
          arrival.unsubscribe();
          if (now === 'connected') ask();
          else refuse(closed());
        });
        undo.push(() => arrival.unsubscribe());
      });
    },
    async serve(service) {
      mustBeOpen();
      return memoryService(service, { id: hub.name(), listen, send, onTrouble });
    },
    get status() {
      return status;
    },
    onStatus(listener) {
      const own = (next: BusStatus): void => listener(next);
      statusListeners.add(own);
      return { unsubscribe: () => void statusListeners.delete(own) };
    },
    flush: () =>
      new Promise((resolve, reject) => {
        mustBeThere();
        hub.send({ reached: resolve, lost: () => reject(away()) });
      }),
    async close() {
      if (status === 'closed') return;
      if (status === 'connected') hub.deliver();
      become('closed');
      leave();
      listeners.clear();
    },
    async commands() {
      mustBeThere();
      hub.commands.open();
      return {
        async since(id) {
          mustBeThere();
          return hub.commands.since(id);
        },
      };
    },
  };
  return bus;
}

const closed = (): Error => new BusUnavailableError('The connection to the bus is closed.');
const away = (): Error => new BusUnavailableError('The bus is away.');
