// What the library says when there is no connection, as one sentence: what, where, and what mends it.

import { ErrorCode, NatsError, type NatsConnection } from 'nats';
import { BusUnavailableError } from '../errors.ts';
import { asError } from '../trouble.ts';

/** @param shown the address, without credentials */
export function refusalOf(thrown: unknown, shown: string): BusUnavailableError {
  return new BusUnavailableError(sentence(asError(thrown), shown), { cause: thrown });
}

function sentence(error: Error, shown: string): string {
  const code = error instanceof NatsError ? error.code : undefined;
  const reason = error instanceof NatsError ? (error.chainedError?.message ?? error.message) : error.message;
  switch (code) {
    case ErrorCode.ConnectionRefused:
      return error instanceof NatsError && errno(error.chainedError) !== 'ECONNREFUSED'
        ? `What listens at ${shown} hangs up on us: is it a NATS server?`
        : `No NATS server is running at ${shown}: start one, or name another address.`;
    case ErrorCode.AuthorizationViolation:
    case ErrorCode.AuthenticationExpired:
    case ErrorCode.AuthenticationTimeout:
    case ErrorCode.AccountExpired:
      return `The NATS server at ${shown} refused us: check user and password, or the token, in its URL.`;
    case ErrorCode.Disconnect:
    case ErrorCode.ConnectionClosed:
      return `The connection to the NATS server at ${shown} is lost.`;
    case ErrorCode.Timeout:
      return `What listens at ${shown} does not answer as a NATS server does: check address and port.`;
    default:
      // The rest has no code by the time that it gets here.
      if (reason.includes('unexpected response')) {
        return `What listens at ${shown} is no NATS server: check address and port.`;
      }
      if (/ENOTFOUND|EAI_AGAIN/.test(reason)) {
        return `The host of the NATS server ${shown} is not known: check its name.`;
      }
      return `The NATS server at ${shown} cannot be used: ${reason}.`;
  }
}

const errno = (error: unknown): string | undefined => (error as NodeJS.ErrnoException | undefined)?.code;

/** @returns a sentence for the one refusal of a single message, else the error as it is */
export function explained(error: unknown, subject: string, connection: NatsConnection): unknown {
  if (!(error instanceof NatsError) || error.code !== (ErrorCode.MaxPayloadExceeded as string)) return error;
  const most = connection.info?.max_payload ?? 0;
  return new Error(`A message on ${subject} is too large: the NATS server takes no more than ${most} bytes.`);
}
