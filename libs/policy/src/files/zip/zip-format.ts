// What a writer and a reader of zip archives share: signatures, sizes and the few fields that we set.
// Source: PKWARE's APPNOTE.TXT 6.3.10, sections 4.3.7 (local header), 4.3.12 (central directory), 4.3.16 (its end).

/** A file within an archive. */
export interface ZipMember {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export const LOCAL_HEADER = { signature: 0x04034b50, size: 30 } as const;
export const CENTRAL_HEADER = { signature: 0x02014b50, size: 46 } as const;
export const END_OF_DIRECTORY = { signature: 0x06054b50, size: 22 } as const;

export const STORED = 0;
export const DEFLATED = 8;

/** What is needed to extract: 2.0, for deflate. */
export const VERSION_NEEDED = 20;

/** 1 January 1980, 00:00: the earliest that the format knows. An archive says nothing of when it was made. */
export const DOS_DATE = (1 << 5) | 1;
export const DOS_TIME = 0;
