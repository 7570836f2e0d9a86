// Approvals in, orders and the ledger out.

export { executionCore, type ExecutionSettings } from './execution-core.ts';
export { executionSettingsOf, tradingCostsOf } from './settings-of.ts';
