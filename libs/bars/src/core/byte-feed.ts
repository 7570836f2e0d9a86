// Bytes as they arrive, kept until they are read: what is left of a cut line waits here for its rest.

/** Unread bytes are `bytes[at]` up to `bytes[end]`. A reader moves `at`. */
export interface ByteFeed {
  bytes: Uint8Array;
  at: number;
  end: number;
  /** No more will come. */
  finished: boolean;
}

export const createByteFeed = (): ByteFeed => ({ bytes: new Uint8Array(0), at: 0, end: 0, finished: false });

/** Adds `more` behind what is unread. The bytes are copied: the caller may use its buffer again. */
export function feed(into: ByteFeed, more: Uint8Array): void {
  const unread = into.end - into.at;
  const need = unread + more.length;
  const target = need > into.bytes.length ? new Uint8Array(Math.max(need, 2 * into.bytes.length)) : into.bytes;
  if (target === into.bytes) target.copyWithin(0, into.at, into.end);
  else target.set(into.bytes.subarray(into.at, into.end));
  target.set(more, unread);
  into.bytes = target;
  into.at = 0;
  into.end = need;
}
