// What a subscriber has heard so far, and a promise of what it is still to hear.

import type { Bus, BusMessage, Subscription } from '../src/index.ts';

export interface Gathering extends Subscription {
  readonly messages: readonly BusMessage[];
  readonly texts: readonly string[];
  /** Resolves once so many messages have come in all. */
  count(count: number): Promise<void>;
  readonly handle: (message: BusMessage) => void;
}

/** A handler that keeps everything. */
export function gathering(): Gathering {
  const messages: BusMessage[] = [];
  const waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  return {
    messages,
    get texts() {
      return messages.map((message) => message.text());
    },
    count: (count) =>
      new Promise((resolve) => {
        if (messages.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    handle(message) {
      messages.push(message);
      for (const { count, resolve } of waiting) if (messages.length >= count) resolve();
    },
    unsubscribe: () => undefined,
  };
}

/** A subscription that is known to the server when this resolves. */
export async function listening(bus: Bus, pattern: string): Promise<Gathering> {
  const gathered = gathering();
  const { unsubscribe } = bus.subscribe(pattern, gathered.handle);
  await bus.flush();
  // Not a copy, whose getters would have been read once.
  return Object.defineProperty(gathered, 'unsubscribe', { value: unsubscribe });
}

/** Resolves when the bus has that status. */
export async function reached(bus: Bus, status: Bus['status']): Promise<void> {
  if (bus.status === status) return;
  await new Promise<void>((resolve) => {
    const watching = bus.onStatus((now) => {
      if (now !== status) return;
      watching.unsubscribe();
      resolve();
    });
  });
}
