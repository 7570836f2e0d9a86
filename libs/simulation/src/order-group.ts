// One cancels the other: the first fill of an order of a group ends the others, wherever they are.

import type { Micros } from '@tradingbot/domain';
import { cancelOrder, type Desk } from './desk.ts';
import type { VenueOrder } from './venue-order.ts';

export function endOthersOfGroup(desk: Desk, filled: VenueOrder, time: Micros): void {
  const { group } = filled;
  if (group === '') return;
  const { state } = desk;
  if (state.groupsAt !== time) state.filledGroups = [];
  state.groupsAt = time;
  state.filledGroups.push(group);
  for (const { inFlight, queue } of state.markets) {
    for (const order of queue) endIfOther(desk, order, filled);
    for (const order of inFlight) endIfOther(desk, order, filled);
  }
}

function endIfOther(desk: Desk, order: VenueOrder, filled: VenueOrder): void {
  if (order.group === filled.group && order !== filled && order.remaining > 0)
    cancelOrder(desk, order, 'ONE_CANCELS_OTHER');
}

/** Orders of a group are submitted together, so one that comes after a fill of another comes at the same time. */
export const groupHasFilled = ({ state }: Desk, group: string, time: Micros): boolean =>
  group !== '' && state.groupsAt === time && state.filledGroups.includes(group);
