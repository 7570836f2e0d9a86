// A group: the facts of one instant that are decided upon together, and so appended together, all or none.

import type { EventType, ProducedEvent } from '@tradingbot/contracts';
import { invariant } from '@tradingbot/domain';

/** In the order in which they come at one instant. */
export const STAGES = ['instruments', 'closes', 'actions', 'opens'] as const;
export type Stage = (typeof STAGES)[number];

/** When a group comes: no two groups of a journal have the same time and stage. */
export interface GroupPlace {
  readonly time: number;
  readonly stage: Stage;
}

export interface Group extends GroupPlace {
  /** Never empty. */
  readonly events: readonly ProducedEvent[];
}

const STAGE_OF: { readonly [Type in EventType]?: Stage } = {
  'md.instrument': 'instruments',
  'md.bar': 'closes',
  'md.split': 'actions',
  'md.dividend': 'actions',
  'md.path': 'opens',
  'md.open': 'opens',
};

export const isMarketData = (type: EventType): boolean => STAGE_OF[type] !== undefined;

/** The stage at which facts of this type are said. */
export function stageOf(type: EventType): Stage {
  const stage = STAGE_OF[type];
  invariant(stage !== undefined, `${type} is market data`);
  return stage;
}

/** Below 0 when `a` comes first, 0 for the same group. */
export const comparePlaces = (a: GroupPlace, b: GroupPlace): number =>
  a.time - b.time || STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage);
