// Embedded Postgres and a local nats-server, for development, dry runs and tests.

export {
  devStackStatus,
  openDevStack,
  stopDevStack,
  type DevStack,
  type DevStackOptions,
  type DevStackStatus,
  type ServerStatus,
} from './dev-stack.ts';
export { DevStackError, type DevStackFailure } from './errors.ts';
export { defaultHome } from './home.ts';
export { type ServerName } from './servers.ts';
