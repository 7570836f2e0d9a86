// A fact on its way into a journal: what is said, and by whom. Position and time are given to it there.

import type { EventType, Payload, Source } from '@tradingbot/contracts';

export interface FactOf<Type extends EventType> {
  readonly source: Source;
  readonly type: Type;
  readonly payload: Payload<Type>;
}

/** A union by type, so that `type` tells what `payload` is. */
export type Fact = { [Type in EventType]: FactOf<Type> }[EventType];

export const factOf = <Type extends EventType>(source: Source, type: Type, payload: Payload<Type>): Fact =>
  ({ source, type, payload }) as unknown as Fact;
