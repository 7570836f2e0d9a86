// One event on one line: position, time, type, source, and of the payload what fits.

import { formatMicros } from '@tradingbot/domain';
import type { Terminal } from '../terminal.ts';
import type { StoredEvent } from './stored-event.ts';

type Colours = Terminal['colours'];
type Colour = (text: string) => string;

const POSITION_WIDTH = 9;
const TIME_WIDTH = 24;
const TYPE_WIDTH = 22;
const SOURCE_WIDTH = 11;
const LONGEST_PAYLOAD = 140;

/** Fixed widths: lines that come one by one stand under each other too. */
export function eventLine(event: StoredEvent, colours: Colours): string {
  const { position, time, type, source, cause } = event;
  const cells = [
    colours.dim(String(position).padStart(POSITION_WIDTH)),
    colours.dim(timeText(time).padEnd(TIME_WIDTH)),
    colourOf(type, colours)(type.padEnd(TYPE_WIDTH)),
    colours.dim(source.padEnd(SOURCE_WIDTH)),
    payloadText(event),
    ...(cause === 0 ? [] : [colours.dim(`← ${cause}`)]),
  ];
  return cells.filter((cell) => cell !== '').join('  ');
}

export function colourOf(type: string, colours: Colours): Colour {
  if (type === 'order.filled') return colours.green;
  if (type === 'order.rejected') return colours.red;
  if (type.startsWith('control.') || type === 'risk.denied' || type === 'risk.state') return colours.yellow;
  if (type.startsWith('run.')) return colours.cyan;
  return type.startsWith('md.') || type === 'clock.tick' ? colours.dim : colours.bold;
}

/** To the millisecond. */
export const timeText = (time: number): string => formatMicros(Math.floor(time / 1_000) * 1_000);

/** "BTCUSDT side=buy qty=0.5 market": names first, then what a trader asks first, then the rest as key=value. */
export function payloadText({ type, payload }: Pick<StoredEvent, 'type' | 'payload'>): string {
  if (type === 'run.manifest') return manifestText(payload['manifest']);
  // What a core remembers is long, and means something to that core alone.
  if (type === 'run.carried') return String(payload['core']);
  const names = NAMES.flatMap((key) => (key in payload ? [String(payload[key])] : []));
  const first = FIRST.filter((key) => key in payload);
  const rest = Object.keys(payload).filter((key) => !NAMES.includes(key) && !FIRST.includes(key));
  return shortened([...names, ...[...first, ...rest].flatMap((key) => parts(key, payload[key]))].join(' '));
}

const NAMES: readonly string[] = ['strategy', 'instrument'];
const FIRST = 'side qty price target terms denial state level message open high low close volume'.split(' ');
/** Which of several forms a value has. */
const TAGS: readonly string[] = ['kind', 'type', 'code', 'status'];
const INSTANTS: readonly string[] = ['openTime', 'until'];

function parts(key: string, value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return formOf(key, Object.entries(value));
  if (INSTANTS.includes(key) && typeof value === 'number') return [`${key}=${timeText(value)}`];
  if (value === '' || value === null) return [];
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return [`${key}=${/\s/.test(text) ? JSON.stringify(text) : text}`];
}

/** {"type":"limit","limitPrice":"5"} → "limit limitPrice=5"; the form is not said twice. */
function formOf(key: string, entries: readonly (readonly [string, unknown])[]): string[] {
  const tag = entries.find(([inner]) => TAGS.includes(inner));
  const others = entries.filter((entry) => entry !== tag);
  const form = tag === undefined ? `${key}:` : String(tag[1]);
  const isSaid = tag !== undefined && others.some(([inner]) => inner === form);
  return [...(isSaid ? [] : [form]), ...others.flatMap(([inner, one]) => parts(inner, one))];
}

function manifestText(manifest: unknown): string {
  const {
    strategies = [],
    instruments = [],
    clock = '?',
  } = (manifest ?? {}) as {
    readonly strategies?: readonly string[];
    readonly instruments?: readonly { readonly symbol?: string }[];
    readonly clock?: string;
  };
  const symbols = instruments.map(({ symbol = '?' }) => symbol);
  return shortened(`${strategies.join(', ')} on ${symbols.join(', ')}, ${clock} clock`);
}

const shortened = (text: string): string =>
  text.length <= LONGEST_PAYLOAD ? text : `${text.slice(0, LONGEST_PAYLOAD - 1)}…`;
