// The version of how files are read, in the key of every entry of the cache.

/** To be raised with every change of what the readers of CSV and Parquet, or the survey, make of a file. */
export const READING = 1;
