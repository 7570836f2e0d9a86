// Who reads a key: the service or library whose behaviour hangs on it. A key takes the reader of the block around it,
// unless it names one of its own.

export const VENUE = 'libs/simulation';
export const EXECUTION = 'services/execution';
export const RISK = 'services/risk';
export const STRATEGY = 'services/strategy';
export const MARKET_DATA = 'services/market-data';
export const BACKTESTER = 'services/backtester';
export const COMMAND_LINE = 'cli';
export const CONFIG = 'libs/config';
export const TRAINER = 'services/trainer';
export const FEATURES = 'libs/features';
