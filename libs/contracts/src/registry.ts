// Every event type of the platform. Adding one here adds it to serialisers, ownership checks and golden samples.

import { ControlKill, ControlReduce, ControlResume } from './events/control.ts';
import { MdBar, MdDividend, MdInstrument, MdOpen, MdPath, MdSplit } from './events/market.ts';
import {
  OrderAbandoned,
  OrderAccepted,
  OrderCanceled,
  OrderCancelRequested,
  OrderFilled,
  OrderRejected,
  OrderSubmitted,
  OrderTriggered,
} from './events/order.ts';
import { PortfolioEquity, PortfolioPosition } from './events/portfolio.ts';
import { RiskApproved, RiskCancel, RiskDenied, RiskProtected, RiskState } from './events/risk.ts';
import {
  ClockTick,
  RunBalance,
  RunCarried,
  RunClosed,
  RunEnding,
  RunManifest,
  RunPosition,
  RunStarted,
} from './events/run.ts';
import { SignalProtect, SignalTarget, StrategyLogged } from './events/signal.ts';
import type { PayloadOfDefinition } from './define-event.ts';

export const EVENTS = {
  'run.manifest': RunManifest,
  'run.balance': RunBalance,
  'run.position': RunPosition,
  'run.carried': RunCarried,
  'run.started': RunStarted,
  'run.ending': RunEnding,
  'run.closed': RunClosed,
  'clock.tick': ClockTick,
  'control.kill': ControlKill,
  'control.reduce': ControlReduce,
  'control.resume': ControlResume,
  'md.instrument': MdInstrument,
  'md.path': MdPath,
  'md.open': MdOpen,
  'md.bar': MdBar,
  'md.split': MdSplit,
  'md.dividend': MdDividend,
  'signal.target': SignalTarget,
  'signal.protect': SignalProtect,
  'strategy.logged': StrategyLogged,
  'risk.approved': RiskApproved,
  'risk.denied': RiskDenied,
  'risk.protected': RiskProtected,
  'risk.cancel': RiskCancel,
  'risk.state': RiskState,
  'order.submitted': OrderSubmitted,
  'order.cancel-requested': OrderCancelRequested,
  'order.abandoned': OrderAbandoned,
  'order.accepted': OrderAccepted,
  'order.triggered': OrderTriggered,
  'order.rejected': OrderRejected,
  'order.filled': OrderFilled,
  'order.canceled': OrderCanceled,
  'portfolio.position': PortfolioPosition,
  'portfolio.equity': PortfolioEquity,
} as const;

export type EventType = keyof typeof EVENTS;
export type Payload<Type extends EventType> = PayloadOfDefinition<(typeof EVENTS)[Type]>;

export const EVENT_TYPES = Object.keys(EVENTS) as EventType[];

/** A number for each type, for routing by array. Not on the wire: it may change with every release. */
export const TYPE_CODE = Object.fromEntries(EVENT_TYPES.map((type, code) => [type, code])) as Readonly<
  Record<EventType, number>
>;
