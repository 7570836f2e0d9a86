// Takes the operators' commands: at once from whoever is heard, later from the store for what nobody heard.

import { commandOf, readCommand, standing, fact, type Order } from '../core/index.ts';
import type { BusMessage, CommandStore, StoredCommand } from '@tradingbot/bus';

export interface CommandDeskOptions {
  readonly store: CommandStore;
  readonly order: Order;
  readonly journal: string;
  readonly epoch: number;
  /** The subjects of this stack's commands; those of other stacks are in the same store. */
  readonly isOurs: (subject: string) => boolean;
  /** The last command that is in the log already; undefined for none. */
  readonly last: string | undefined;
  readonly poke: () => void;
  readonly say: (sentence: string) => void;
}

export interface CommandDesk {
  /** A command that has just come over the bus. */
  hear(message: BusMessage): void;
  /** Looks for commands that nobody heard. `all`: nobody can have heard what is in the store, as at the start. */
  catchUp(all: boolean): Promise<void>;
}

/** How long a command waits for its place in the store before it is taken without one, in milliseconds. */
const PATIENCE_MS = 300;
const SECOND_LOOK_MS = 10;

export function createCommandDesk(options: CommandDeskOptions): CommandDesk {
  const { store, order, journal, epoch, isOurs, poke, say } = options;
  let last = options.last;
  let unnamed = 0;
  // Found in the store before their own message was handled.
  const found: StoredCommand[] = [];
  // Taken without their place in the store, where they may still turn up.
  const taken: { readonly subject: string; readonly data: string }[] = [];
  let queue: Promise<void> = Promise.resolve();

  const oneByOne = (work: () => Promise<void>): Promise<void> => {
    queue = queue.then(work, work);
    return queue;
  };

  async function fetch(): Promise<readonly StoredCommand[]> {
    const stored = await within(store.since(last), PATIENCE_MS);
    last = stored.at(-1)?.id ?? last;
    return stored.filter((one) => isOurs(one.subject) && !wasTaken(one));
  }

  function wasTaken({ subject, data }: StoredCommand): boolean {
    const index = taken.findIndex((one) => one.subject === subject && one.data === data);
    if (index < 0) return false;
    taken.splice(index, 1);
    return true;
  }

  /** The store takes a command at about the moment at which it is heard: whoever asks at once may be too early. */
  async function placeOf(subject: string, data: string): Promise<string | undefined> {
    for (let attempt = 0; attempt < 2; attempt++) {
      if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, SECOND_LOOK_MS));
      found.push(...(await fetch()));
      const index = found.findIndex((one) => one.subject === subject && one.data === data);
      if (index < 0) continue;
      // Those given before it whose own message has not come: nobody heard them, and they come first.
      recordStanding(found.splice(0, index));
      return found.shift()?.id;
    }
    return undefined;
  }

  function recordStanding(unheard: readonly StoredCommand[]): void {
    const one = standing(unheard.filter(({ subject }) => commandOf(subject) !== undefined));
    if (one !== undefined) record(one.subject, one.data, one.id, () => undefined);
  }

  function record(subject: string, data: string, id: string, answer: (reply: object) => void): void {
    const read = readCommand(subject, data);
    if ('refused' in read) return answer({ ok: false, error: read.refused });
    const { command, operator, reason } = read;
    const event = fact(`control.${command}`, 0, { operator, reason, command: id });
    const refusal = order.command(event, (position) => answer({ ok: true, journal, position, command }));
    if (refusal !== undefined) return answer({ ok: false, error: refusal.message });
    say(`${command} by ${operator === '' ? 'an operator' : operator}${reason === '' ? '' : `: ${reason}`}`);
    poke();
  }

  async function handle(message: BusMessage): Promise<void> {
    const answer = (reply: object): void => message.respond(JSON.stringify(reply));
    const { subject } = message;
    const data = message.text();
    let id: string | undefined;
    try {
      id = await placeOf(subject, data);
    } catch {
      say('the store of commands does not answer: this command is taken without it');
    }
    if (id === undefined) {
      unnamed += 1;
      taken.push({ subject, data });
    }
    record(subject, data, id ?? `e${epoch}.${unnamed}`, answer);
  }

  async function catchUp(all: boolean): Promise<void> {
    // Found earlier, and their own message has not come since: nobody heard them.
    const unheard = found.splice(0);
    try {
      (all ? unheard : found).push(...(await fetch()));
    } catch {
      // Asked again with the next beat.
    }
    recordStanding(unheard);
  }

  return {
    hear: (message) => void oneByOne(() => handle(message)),
    catchUp: (all) => oneByOne(() => catchUp(all)),
  };
}

async function within<T>(promise: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('too late')), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
