// Market data as a service: what the command line starts.

export { groupsOf, type Market } from './groups-of.ts';
export { lastGroupBefore, type ReadPage } from './last-group-before.ts';
export { marketDataService, type MarketDataServiceOptions } from './market-data-service.ts';
export { createPace, systemClock, type Pace, type PaceClock, type Speed } from './pace.ts';
export { runMarketData, type MarketDataOutcome, type MarketDataRun, type Producer } from './run-market-data.ts';
