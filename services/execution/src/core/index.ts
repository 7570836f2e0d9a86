// Approvals in, orders and the ledger out.

export { executionCore, type ExecutionSettings } from './execution-core.ts';
