// The sequencer's shells: the writer, and the reader beside it.

export { lastCommandOf, runSequencer, type SequencerOptions } from './run-sequencer.ts';
export { serveLogReader, type LogReaderOptions } from './serve-log-reader.ts';
