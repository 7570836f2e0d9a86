// Which service may append which event types. The sequencer refuses everything else.

import type { EventType } from './registry.ts';

export type Source = 'sequencer' | 'market-data' | 'strategy' | 'risk' | 'execution' | 'venue-sim';

export const OWNED_TYPES: Readonly<Record<Source, readonly EventType[]>> = {
  sequencer: [
    'run.manifest',
    'run.balance',
    'run.position',
    'run.carried',
    'run.started',
    'run.ending',
    'run.closed',
    'clock.tick',
    'control.kill',
    'control.reduce',
    'control.resume',
  ],
  'market-data': ['md.instrument', 'md.path', 'md.open', 'md.bar', 'md.split', 'md.dividend'],
  strategy: ['signal.target', 'signal.protect', 'strategy.logged'],
  risk: ['risk.approved', 'risk.denied', 'risk.protected', 'risk.cancel', 'risk.state'],
  execution: ['order.submitted', 'order.cancel-requested', 'order.abandoned', 'portfolio.position', 'portfolio.equity'],
  'venue-sim': ['order.accepted', 'order.triggered', 'order.rejected', 'order.filled', 'order.canceled'],
};

export const mayAppend = (source: Source, type: EventType): boolean => OWNED_TYPES[source].includes(type);
