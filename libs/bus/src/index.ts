// The bus: what every adapter offers.

export { BusTimeoutError, BusUnavailableError, NoRespondersError } from './errors.ts';
export type {
  Bus,
  BusMessage,
  BusStatus,
  CommandBus,
  CommandStore,
  Endpoint,
  Headers,
  OnTrouble,
  ServiceInfo,
  StoredCommand,
  Subscription,
} from './port.ts';
