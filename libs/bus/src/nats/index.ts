// The bus over NATS.

export { connectNats, type NatsOptions } from './connect-nats.ts';
