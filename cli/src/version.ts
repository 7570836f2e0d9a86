// The version of the product, as its package says it.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export function productVersion(): string {
  const file = join(import.meta.dirname, '..', 'package.json');
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  return version;
}
