// JSON files that people read: two spaces, keys in the order they were written in.

import { writeFileSync } from 'node:fs';

export const writeJson = (path: string, value: unknown): void => {
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
};
