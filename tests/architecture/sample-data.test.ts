// The sample data is what its script makes, small enough to ship, and says inside each file that it is synthetic.
// So nobody can take it for market data, and nobody has to trust a binary file.

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parquetMetadata } from 'hyparquet';
import { SAMPLE_MARK, sampleFiles } from '../../scripts/make-sample-data.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'data', 'sample');
const LARGEST = 2_000_000;
const README = 'README.md';

const files = readdirSync(FOLDER).filter((name) => name !== README);
const made = sampleFiles();

describe('The sample data', () => {
  test('has all the files that the script makes, and no others', () => {
    expect(files.toSorted()).toEqual([...made.keys()].toSorted());
  });

  test.each([...made.keys()])('%s is what the script makes, byte for byte', (name) => {
    const isEqual = readFileSync(join(FOLDER, name)).equals(made.get(name) as Uint8Array);
    expect(isEqual).toBe(true);
  });

  test.each(files)('%s says that it is synthetic', (name) => {
    expect(markIn(name)).toMatch(/^made by scripts\/make-sample-data\.ts, seed \d+; not market data$/);
  });

  test('is smaller than 2 MB', () => {
    const sizes = readdirSync(FOLDER).map((name) => statSync(join(FOLDER, name)).size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(LARGEST);
  });
});

/** What the file says behind its mark. */
function markIn(name: string): string | undefined {
  const bytes = readFileSync(join(FOLDER, name));
  if (name.endsWith('.parquet')) {
    const { key_value_metadata = [] } = parquetMetadata(new Uint8Array(bytes).buffer);
    return key_value_metadata.find(({ key }) => key === SAMPLE_MARK)?.value;
  }
  const firstLine = bytes.toString('utf8').split('\n')[0] as string;
  const prefix = `# ${SAMPLE_MARK}: `;
  return firstLine.startsWith(prefix) ? firstLine.slice(prefix.length) : undefined;
}
