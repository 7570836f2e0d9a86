// The ways in which the bus says no.

/** No answer came in time: the request may have been served or not. */
export class BusTimeoutError extends Error {
  override readonly name = 'BusTimeoutError';
}

/** Nobody listens on this subject. */
export class NoRespondersError extends Error {
  override readonly name = 'NoRespondersError';
}

/** The bus cannot be reached or used: the sentence says where, why and what mends it. */
export class BusUnavailableError extends Error {
  override readonly name = 'BusUnavailableError';
}
