// The port of the bus: subjects, publication, requests, and services that can be found. It is disposable: whatever it
// loses, the log gives back. Subjects and patterns are those of NATS: tokens joined by ".", "*" for one, ">" for the rest.

export type Headers = Readonly<Record<string, string>>;

export interface BusMessage {
  readonly subject: string;
  readonly data: Uint8Array;
  /** Where an answer is awaited, if anywhere. */
  readonly reply: string | undefined;
  /** `data` as UTF-8. */
  text(): string;
  /**
   * One header by its exact name, such as "ce-type"; `undefined` when it is not there. Cheap: the others are not parsed.
   */
  header(name: string): string | undefined;
  /** Answers a request; without a `reply` it does nothing. */
  respond(data: string | Uint8Array): void;
}

export interface Subscription {
  unsubscribe(): void;
}

/** One way in to a service, counted in its statistics. */
export interface Endpoint {
  /** Letters, digits, "-" and "_". */
  readonly name: string;
  /** May hold wildcards. */
  readonly subject: string;
  /**
   * Sees every message in order of arrival, in every instance of the service. What it throws is counted as an error and
   * ends the process, unless the connection was given an `onTrouble`.
   */
  handle(message: BusMessage): void;
}

export interface ServiceInfo {
  /** Letters, digits, "-" and "_". */
  readonly name: string;
  /** Semantic. */
  readonly version: string;
  readonly description: string;
  readonly metadata?: Headers;
  readonly endpoints: readonly Endpoint[];
}

export type BusStatus = 'connected' | 'disconnected' | 'closed';

export interface Bus {
  /**
   * Sends at most once; lost without a trace while the bus is away or closed.
   * @throws InvariantError when the subject is none or a header holds a line end, Error when the server takes no message
   * so large
   */
  publish(subject: string, data: string | Uint8Array, headers?: Headers): void;
  /**
   * Every subscriber of a pattern sees every message, in the order of each publisher. What `handle` throws ends the
   * process, unless the connection was given an `onTrouble`.
   * @throws BusUnavailableError when the bus is closed
   */
  subscribe(pattern: string, handle: (message: BusMessage) => void): Subscription;
  /**
   * Asks once, and awaits one answer. While the bus is away it waits for the bus to come back before it asks.
   * @throws BusTimeoutError when no answer came in time, or the bus went away before one came: the request may have been
   * served or not
   * @throws NoRespondersError at once when nobody listens on the subject; what a store of commands keeps has a listener
   * @throws BusUnavailableError when the bus is closed
   */
  request(subject: string, data: string | Uint8Array, timeoutMs: number, headers?: Headers): Promise<BusMessage>;
  /**
   * Announces a service by the NATS services protocol, so that `nats service ls|info|stats|ping` find it. Resolves when
   * it can be found.
   */
  serve(service: ServiceInfo): Promise<Subscription>;
  readonly status: BusStatus;
  /** Called on every change. It reconnects for ever by itself, and subscriptions and services are there again then. */
  onStatus(listener: (status: BusStatus) => void): Subscription;
  /**
   * Resolves when the server has seen all that was published and subscribed before.
   * @throws BusUnavailableError when the bus is away or closed
   */
  flush(): Promise<void>;
  /** Sends what waits and handles what has arrived, then closes. Afterwards nothing can be sent or heard. */
  close(): Promise<void>;
}

/** A command that an operator has put on the bus, as it was kept. */
export interface StoredCommand {
  /** Its place among all that were kept; no two commands share one, not even after the store was wiped. */
  readonly id: string;
  readonly subject: string;
  readonly data: string;
  /** When the bus took it, in microseconds since the epoch. */
  readonly at: number;
}

/** Keeps the operators' commands, so that one that nobody heard is not lost. */
export interface CommandStore {
  /**
   * What has been kept after the command `id`, oldest first; everything when `id` is undefined or of a store that is no
   * more.
   * @throws BusTimeoutError or BusUnavailableError when the store does not answer
   */
  since(id: string | undefined): Promise<readonly StoredCommand[]>;
}

/** A bus that keeps the operators' commands as well. */
export interface CommandBus extends Bus {
  /**
   * The store of commands, made first if there is none.
   * @throws BusTimeoutError or BusUnavailableError when there can be none: the sentence says why
   */
  commands(): Promise<CommandStore>;
}

/** What goes wrong where nobody waits for an answer: a handler that throws, a subscription that the server refuses. */
export type OnTrouble = (trouble: Error) => void;
