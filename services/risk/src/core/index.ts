// Signals in, approvals and coded denials out.

export { NO_LIMITS, type RiskLimits } from './limits.ts';
export { ALWAYS_TRADE, type NoTradeSettings } from './no-trade.ts';
export { riskCore } from './risk-core.ts';
export { riskLimitsOf } from './risk-limits-of.ts';
