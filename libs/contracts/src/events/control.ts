// What an operator commands, as facts in the log. `command` names it: its place in the store of commands.

import { defineEvent } from '../define-event.ts';
import { text } from '../fields.ts';

/** Stop: no order leaves but cancels, until a named operator resumes. */
export const ControlKill = defineEvent({
  event: 'control.kill',
  version: 1,
  operator: text(),
  reason: text(),
  command: text(),
});
/** Only orders that shrink a position. */
export const ControlReduce = defineEvent({
  event: 'control.reduce',
  version: 1,
  operator: text(),
  reason: text(),
  command: text(),
});
/** Trade again. */
export const ControlResume = defineEvent({
  event: 'control.resume',
  version: 1,
  operator: text(),
  reason: text(),
  command: text(),
});
