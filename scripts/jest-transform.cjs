// TypeScript and ES modules for jest, through swc.
// With MUTANT set to a JSON file { file, find, replace }, that file is read with this one replacement made in it.
'use strict';

const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { join, resolve } = require('node:path');
const { createTransformer } = require('@swc/jest');

const ROOT = join(__dirname, '..');
const mutant = process.env.MUTANT ? readMutant(process.env.MUTANT) : undefined;

const swc = createTransformer({
  swcrc: false,
  jsc: { parser: { syntax: 'typescript' }, target: 'es2024' },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
});

module.exports = {
  ...swc,
  process: (source, path, options) => swc.process(mutate(source, path), path, options),
  // Only the mutated file has another key: all others stay in the cache.
  getCacheKey: (source, path, options) => {
    const key = swc.getCacheKey(source, path, options);
    return isMutated(path) ? hash(key, JSON.stringify(mutant)) : key;
  },
};

function mutate(source, path) {
  if (!isMutated(path)) return source;
  const occurrences = source.split(mutant.find).length - 1;
  if (occurrences !== 1) {
    throw new Error(`The mutant's text occurs ${occurrences} times in ${mutant.file}, not once: ${mutant.find}`);
  }
  return source.replace(mutant.find, () => mutant.replace);
}

function isMutated(path) {
  return mutant !== undefined && path === mutant.path;
}

function readMutant(file) {
  const { file: target, find, replace } = JSON.parse(readFileSync(file, 'utf8'));
  return { file: target, path: resolve(ROOT, target), find, replace };
}

function hash(...parts) {
  return createHash('sha256').update(parts.join('\0')).digest('hex');
}
