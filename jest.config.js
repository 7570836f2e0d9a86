// Tests lie beside what they test, and in tests/ where no single package can say it.
// swc turns both our TypeScript and the dependencies that ship ES modules only into what jest loads.

const ES_MODULES_ONLY = [
  'canonicalize',
  'kysely',
  'hyparquet',
  'hyparquet-compressors',
  'hyparquet-writer',
  'hysnappy',
];

export default {
  testMatch: ['**/*.test.ts'],
  testEnvironment: 'node',
  injectGlobals: false,
  maxWorkers: '100%',
  modulePathIgnorePatterns: ['<rootDir>/(\\.tradingbot|artifacts|logs|state)/'],
  // It exports itself to `import` alone, which jest does not ask for.
  moduleNameMapper: { '^canonicalize$': '<rootDir>/node_modules/canonicalize/lib/canonicalize.js' },
  transform: { '\\.[cm]?[jt]s$': '<rootDir>/scripts/jest-transform.cjs' },
  transformIgnorePatterns: [`/node_modules/(?!(${ES_MODULES_ONLY.join('|')})/)`],
  cacheDirectory: '<rootDir>/node_modules/.cache/jest',
  setupFiles: ['<rootDir>/scripts/jest-seed.ts'],
  reporters: ['default', '<rootDir>/scripts/jest-reporter.ts'],
};
