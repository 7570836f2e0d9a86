// The bus within one process: the twin of a NATS server, for tests. It delivers in the order of publication, without
// timers, and loses, doubles or goes away only when it is told to.

import type { CommandBus, OnTrouble, Subscription } from '../port.ts';
import { endProcess } from '../trouble.ts';
import { memoryCommands } from './memory-commands.ts';
import { memoryConnection } from './memory-connection.ts';
import type { Envelope, Hub, Mark, Port } from './wiring.ts';

export interface MemoryHub {
  /**
   * @param name for `lose` and `double` to tell connections apart
   * @param onTrouble without it trouble that nobody waits for ends the process
   */
  connect(name?: string, onTrouble?: OnTrouble): CommandBus;
  /** From now on what `chosen` is true for does not reach its receiver, until this is unsubscribed. */
  lose(chosen: Choice): Subscription;
  /** The same for what reaches its receiver twice, one after the other. */
  double(chosen: Choice): Subscription;
  /** Delivers what waits, and what follows from it, until nothing waits. @returns how many messages were handled */
  deliver(): number;
  /** The server is gone: what waits is lost, and so is what is published. */
  disconnect(): void;
  /** The server is there again. @param options wipe: without the commands that it had kept */
  reconnect(options?: { readonly wipe?: boolean }): void;
}

/** A message on its way to one receiver. */
export interface Delivery {
  readonly subject: string;
  readonly data: Uint8Array;
  /** The names of the connections. */
  readonly from: string;
  readonly to: string;
}
export type Choice = (delivery: Delivery) => boolean;

export interface MemoryHubOptions {
  /** "auto": as soon as the running code is through, which it is by default. "manual": when `deliver` is called. */
  readonly delivery?: 'auto' | 'manual';
  /** What time it is, in microseconds, for commands that are kept. */
  readonly now?: () => number;
  /** Calls `act` after so many milliseconds, unless the function that it returns is called before: for requests. */
  readonly after?: (ms: number, act: () => void) => () => void;
}

export function createMemoryBus(options: MemoryHubOptions = {}): MemoryHub {
  const { delivery = 'auto', now = systemMicros, after = afterTimeout } = options;
  const ports = new Set<Port>();
  const losing = new Set<Choice>();
  const doubling = new Set<Choice>();
  const commands = memoryCommands(now);
  let waiting: (Envelope | Mark)[] = [];
  let isUp = true;
  let isScheduled = false;
  let names = 0;

  function deliver(): number {
    let count = 0;
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      if ('reached' in item) item.reached();
      else count += route(item);
    }
    return count;
  }

  /** @returns how often it was handled */
  function route(envelope: Envelope): number {
    let isHeard = commands.keep(envelope.subject, envelope.data);
    let count = 0;
    for (const port of [...ports]) {
      const listeners = port.listeners(envelope.subject);
      if (listeners.length === 0) continue;
      isHeard = true;
      const { subject, data, from } = envelope;
      const isChosen = (choose: Choice): boolean => choose({ subject, data, from, to: port.name });
      const times = [...losing].some(isChosen) ? 0 : [...doubling].some(isChosen) ? 2 : 1;
      for (let time = 0; time < times; time++) for (const listener of listeners) listener(envelope);
      count += times * listeners.length;
    }
    if (!isHeard) envelope.unheard?.();
    return count;
  }

  const hub: Hub = {
    commands,
    after,
    deliver,
    isUp: () => isUp,
    name: () => String((names += 1)),
    send(item) {
      waiting.push(item);
      if (delivery === 'manual' || isScheduled) return;
      isScheduled = true;
      queueMicrotask(() => {
        isScheduled = false;
        deliver();
      });
    },
    join(port) {
      ports.add(port);
      return () => void ports.delete(port);
    },
  };

  return {
    connect: (name = 'client', onTrouble = endProcess) => memoryConnection(name, hub, onTrouble),
    lose: (chosen) => entered(losing, chosen),
    double: (chosen) => entered(doubling, chosen),
    deliver,
    disconnect() {
      isUp = false;
      const lost = waiting;
      waiting = [];
      for (const item of lost) if ('reached' in item) item.lost();
      for (const port of [...ports]) port.become('disconnected');
    },
    reconnect({ wipe = false } = {}) {
      if (wipe) commands.wipe();
      isUp = true;
      for (const port of [...ports]) port.become('connected');
    },
  };
}

function entered(choices: Set<Choice>, chosen: Choice): Subscription {
  // Given twice, it counts twice.
  const own: Choice = (delivery) => chosen(delivery);
  choices.add(own);
  return { unsubscribe: () => void choices.delete(own) };
}

const systemMicros = (): number => Date.now() * 1_000;

function afterTimeout(ms: number, act: () => void): () => void {
  const timer = setTimeout(act, ms);
  return () => clearTimeout(timer);
}
