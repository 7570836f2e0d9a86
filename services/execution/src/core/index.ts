// Approvals in, orders and the ledger out.

export { executionCore } from './execution-core.ts';
export {
  WHOLE_AT_ONCE,
  type ExecutionProfile,
  type ExecutionSettings,
  type LargeOrders,
} from './execution-settings.ts';
export { executionSettingsOf, venueSettingsOf } from './settings-of.ts';
