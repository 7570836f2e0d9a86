// Real servers for tests: each one private, on a port and in a folder of its own, and gone when the test process is.
// TRADINGBOT_PG_URL and TRADINGBOT_NATS_URL name servers to be used instead.

export { makeScratchHome, type ScratchHome } from './scratch-home.ts';
export { canKillTestNats, startTestNats, type TestNats, type TestNatsOptions } from './test-nats.ts';
export { canKillTestPostgres, startTestPostgres, type TestPostgres } from './test-postgres.ts';
