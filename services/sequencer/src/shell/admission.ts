// From bytes on the bus to events that may be written, or the reason why not. Whatever gets past here is read by every
// service for ever, so each payload is held to its contract.

import {
  decodeAppend,
  mayAppend,
  OWNED_TYPES,
  type AppendHeader,
  type Serialiser,
  type Source,
  type UnsequencedEvent,
} from '@tradingbot/contracts';
import type { Micros } from '@tradingbot/domain';
import type { AppendOffer, Refusal } from '../core/index.ts';

export interface Admission {
  readonly journal: string;
  readonly serialiser: Serialiser;
  readonly cores: ReadonlySet<Source>;
}

/** The source of a subject such as `crypto.log.append.risk`: who may publish there is who it says. */
export function sourceOf(subject: string): Source | undefined {
  const name = subject.slice(subject.lastIndexOf('.') + 1);
  return name in OWNED_TYPES && name !== 'sequencer' ? (name as Source) : undefined;
}

export function admit(
  source: Source | undefined,
  text: string,
  { journal, serialiser, cores }: Admission,
): AppendOffer | Refusal {
  if (source === undefined)
    return { code: 'NOT_OWNER', message: `the sources are ${Object.keys(OWNED_TYPES).join(', ')}` };
  let header: AppendHeader;
  const events: UnsequencedEvent[] = [];
  try {
    const decoded = decodeAppend(text);
    header = decoded.header;
    if (header.journal !== journal) {
      return { code: 'OTHER_JOURNAL', message: `the sequencer writes ${journal}, not ${header.journal}` };
    }
    for (const { type, time, cause, ordinal, correlation, payload } of decoded.events) {
      if (!mayAppend(source, type)) {
        return {
          code: 'NOT_OWNER',
          message: `${source} does not own ${type}: it owns ${OWNED_TYPES[source].join(', ')}`,
        };
      }
      if (cores.has(source) !== cause > 0) {
        return { code: 'MALFORMED', message: `${type} of ${source}: a core's decision has a cause, a fact has none` };
      }
      const checked = serialiser.parse(type, payload);
      events.push({ type, source, time: time as Micros, cause, ordinal, correlation, payload: checked });
    }
  } catch (error) {
    return { code: 'MALFORMED', message: sentence(error) };
  }
  const { first, done, wake } = header;
  return { source, first, mark: { done, wake: wake ?? Infinity }, events };
}

function sentence(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/\s+/g, ' ').slice(0, 300);
}
