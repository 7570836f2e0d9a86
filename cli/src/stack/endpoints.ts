// Where Postgres and NATS are for one stack: configured, named by the environment, or embedded and then started here.

import type { CommandBus } from '@tradingbot/bus';
import { serverAddresses, type RunConfig } from '@tradingbot/config';
import { subjectsOf, type Subjects } from '@tradingbot/contracts';
import { defaultHome, openDevStack, type DevStack } from '@tradingbot/dev-stack';
import { invariant } from '@tradingbot/domain';
import type { EventLog, LogReader } from '@tradingbot/event-log';
import type { Terminal } from '../terminal.ts';

export interface EndpointsRequest {
  /** Without it the configuration's, else the unnamed stack. */
  readonly stack?: string | undefined;
  readonly config?: RunConfig | undefined;
  /** Whether Postgres is needed. */
  readonly log: boolean;
  /** Whether NATS is needed. */
  readonly bus: boolean;
  /** Do not say that an embedded server starts: for who wants an answer and no server. */
  readonly startQuietly?: true;
}

export interface Endpoints {
  /** `undefined` for the unnamed stack. */
  readonly stack: string | undefined;
  /** The stack's Postgres schema. */
  readonly schema: string;
  readonly subjects: Subjects;
  /** The folder of the embedded servers, whether they are used or not. */
  readonly home: string;
  /** With its password. Only where the log was asked for. */
  readonly postgresUrl: string;
  /** Only where the bus was asked for. */
  readonly natsUrl: string;
  /** Present when a server that was asked for is an embedded one. */
  readonly dev: DevStack | undefined;
  /** Tells the user about trouble with the servers. */
  readonly say: Say;
  /** Leaves the embedded servers; the last who leaves stops them. */
  close(): Promise<void>;
}

type Say = (sentence: string) => void;
type Place = Pick<Terminal, 'err' | 'environment'>;

/**
 * Starts the embedded servers that are needed and do not run.
 * @throws InputError for an address that is none; DevStackError when an embedded server cannot be had
 */
export async function openEndpoints(request: EndpointsRequest, terminal: Place): Promise<Endpoints> {
  const { config, stack = config?.stack } = request;
  const say = (sentence: string): void => terminal.err(`${sentence}\n`);
  const configured = serverAddresses(config ?? NOWHERE, terminal.environment);
  const servers = [
    ...(request.log && configured.log === undefined ? (['postgres'] as const) : []),
    ...(request.bus && configured.bus === undefined ? (['nats'] as const) : []),
  ];
  const dev =
    servers.length === 0
      ? undefined
      : await openDevStack({ servers, onSay: request.startQuietly ? () => undefined : say });
  const asked = (what: string, isAsked: boolean, url: string | undefined): string => {
    invariant(isAsked && url !== undefined, `the endpoints were opened with the ${what}`);
    return url;
  };
  return {
    stack,
    schema: schemaOf(stack),
    subjects: subjectsOf(stack),
    home: dev?.home ?? defaultHome(),
    get postgresUrl() {
      return asked('log', request.log, configured.log ?? dev?.postgresUrl);
    },
    get natsUrl() {
      return asked('bus', request.bus, configured.bus ?? dev?.natsUrl);
    },
    dev,
    say,
    close: async () => dev?.close(),
  };
}

/** Whether Postgres is one that somebody has named, and not our own. @throws InputError for an address that is none */
export const isLogElsewhere = (
  { config }: Pick<EndpointsRequest, 'config'>,
  { environment }: Pick<Terminal, 'environment'>,
): boolean => serverAddresses(config ?? NOWHERE, environment).log !== undefined;

/** The Postgres schema that holds the log of a stack. */
export const schemaOf = (stack: string | undefined): string =>
  stack === undefined ? 'tradingbot' : `tradingbot_${stack}`;

/**
 * The log, to read. It waits for a server that has gone away, until `signal` is aborted.
 * @throws LogUnavailableError when Postgres cannot be used, or there is no log of this stack
 */
export const openReader = (endpoints: Endpoints, signal?: AbortSignal, say?: Say): Promise<LogReader> =>
  openLog(endpoints, 'reader', signal, say);

/** The log, to write. Its schema must be up to date. @throws LogUnavailableError */
export const openWriter = (endpoints: Endpoints, signal?: AbortSignal, say?: Say): Promise<EventLog> =>
  openLog(endpoints, 'writer', signal, say);

/**
 * @param name what the NATS server calls this connection: letters, digits, "-" and "_"
 * @throws BusUnavailableError
 */
export async function openBus({ natsUrl: url }: Pick<Endpoints, 'natsUrl'>, name: string): Promise<CommandBus> {
  const { connectNats } = await import('@tradingbot/bus/nats');
  return connectNats({ url, name });
}

async function openLog(
  { postgresUrl: url, schema, say }: Endpoints,
  role: 'reader' | 'writer',
  signal?: AbortSignal,
  onTrouble: Say = say,
): Promise<EventLog> {
  const { connectPostgresLog } = await import('@tradingbot/event-log/postgres');
  return connectPostgresLog({ url, schema, role, onTrouble, ...(signal === undefined ? {} : { signal }) });
}

const NOWHERE: Pick<RunConfig, 'bus' | 'log'> = { bus: {}, log: {} };
