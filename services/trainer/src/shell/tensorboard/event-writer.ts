// A file of events that a stock TensorBoard reads while it grows. Every call is one write of one whole record:
// nothing waits in memory, and whoever kills the process loses at most the record that is being written.

import { closeSync, fsyncSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { MICROS_PER_SECOND } from '@tradingbot/domain';
import { scalarsEvent, startEvent, textEvent, versionEvent } from './event-message.ts';
import { tfRecord } from './tf-record.ts';

export interface EventFileOptions {
  /** Of one run; made where it is not there. */
  readonly folder: string;
  /** In microseconds since 1970. */
  readonly startedAt: number;
  readonly host: string;
  readonly pid: number;
  /**
   * The last step that an earlier file of the folder says of this run, where training resumes: what such a file
   * says of later steps, which are now trained again, is no longer shown.
   */
  readonly resumedAfter?: number;
}

export interface EventWriter {
  readonly path: string;
  /** @param wallTime in microseconds since 1970 */
  readonly scalars: (step: number, wallTime: number, values: Readonly<Record<string, number>>) => void;
  /** A text in Markdown, such as the hyper-parameters of the run. @param wallTime in microseconds since 1970 */
  readonly text: (step: number, wallTime: number, tag: string, markdown: string) => void;
  /** Waits until the disk has everything. */
  readonly flush: () => void;
  readonly close: () => void;
}

/** Opens a new file, also where the folder has some already: TensorBoard reads them one after the other by name. */
export function createEventWriter(options: EventFileOptions): EventWriter {
  mkdirSync(options.folder, { recursive: true });
  const { path, file } = openNew(options);
  const append = (event: Uint8Array): void => writeWhole(file, tfRecord(event));
  append(versionEvent(seconds(options.startedAt)));
  if (options.resumedAfter !== undefined) append(startEvent(seconds(options.startedAt), options.resumedAfter + 1));
  return {
    path,
    scalars: (step, wallTime, values) => append(scalarsEvent(seconds(wallTime), step, values)),
    text: (step, wallTime, tag, markdown) => append(textEvent(seconds(wallTime), step, tag, markdown)),
    flush: () => fsyncSync(file),
    close: () => {
      fsyncSync(file);
      closeSync(file);
    },
  };
}

/** Two writers of one process and second are told apart by a number. */
function openNew({ folder, startedAt, host, pid }: EventFileOptions): { path: string; file: number } {
  const second = String(Math.floor(seconds(startedAt))).padStart(10, '0');
  const stem = `events.out.tfevents.${second}.${host.replace(/[^\w.-]/g, '-')}.${pid}`;
  for (let number = 0; ; number++) {
    const path = join(folder, `${stem}.${number}.v2`);
    try {
      return { path, file: openSync(path, 'ax') };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

function writeWhole(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
}

const seconds = (micros: number): number => micros / MICROS_PER_SECOND;
