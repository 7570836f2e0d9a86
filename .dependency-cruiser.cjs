// Which package may import which: arrows point down, packages meet at their doors, cores know no shells.
// Each arrow that must not exist is a named rule with its reason.
'use strict';

const { existsSync, readdirSync, readFileSync } = require('node:fs');
const { join, posix } = require('node:path');

/** From the bottom up: a package may import its own layer and those below. */
const LAYERS = [
  ['libs/domain'],
  ['libs/contracts'],
  [
    'libs/core',
    'libs/features',
    'libs/policy',
    'libs/metrics',
    'libs/portfolio',
    'libs/simulation',
    'libs/bars',
    'libs/event-log',
    'libs/bus',
  ],
  ['libs/config', 'libs/report', 'libs/service'],
  ['services/[^/]+'],
  ['libs/dev-stack', 'cli'],
];

/** Outside the ladder, for specs only: the package of builders, and the helpers beside a package's `src`. */
const TESTING = ['^libs/testing/', '^(?:libs|services)/[^/]+/testing/'];

const PRODUCT = '^(?:libs|services|cli)/';
const TEST_FILE = '\\.test\\.ts$';
const SPECS = [TEST_FILE, '^tests/', ...TESTING];
const PROGRAMS = ['^cli/bin/', '^cli/src/main\\.ts$', '^services/[^/]+/src/main\\.ts$', '-worker\\.ts$'];
/** Where somebody from outside comes in. */
const ENTRIES = [...doors(), ...PROGRAMS, TEST_FILE];
const TOOLS = ['^(?:tests|bench|scripts|strategies|data|deploy|docs)/', '^[^/]+$'];

const layerRules = LAYERS.slice(0, -1).map((layer, level) => ({
  name: `no-upward-import-from-${layer[0].replace(/^libs\//, '').replace(/\/.*/, '')}-layer`,
  comment: `Arrows point down (docs/ARCHITECTURE.md, Layout): ${readable(layer)} may not know ${readable(LAYERS.slice(level + 1).flat())}.`,
  severity: 'error',
  from: { path: packagesAt(layer), pathNot: SPECS },
  to: { path: packagesAt(LAYERS.slice(level + 1).flat()) },
}));

module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: 'every-package-has-a-layer',
      comment:
        'A new package is given its place in LAYERS, at the top of .dependency-cruiser.cjs, before it imports anything.',
      severity: 'error',
      from: { path: PRODUCT, pathNot: [packagesAt(LAYERS.flat()), ...TESTING] },
      to: {},
    },
    {
      name: 'services-are-strangers',
      comment: 'Services talk only through the bus; what two of them need belongs in a library.',
      severity: 'error',
      from: { path: '^services/(?!backtester/)([^/]+)/' },
      to: { path: '^services/', pathNot: '^services/$1/' },
    },
    {
      name: 'backtester-takes-only-cores',
      comment:
        "The backtester runs other services' cores in process, which makes parity exact; their shells would bring I/O.",
      severity: 'error',
      from: { path: '^services/backtester/' },
      to: { path: '^services/(?!backtester/)', pathNot: '^services/[^/]+/src/core/index\\.ts$' },
    },
    {
      name: 'core-knows-no-shell',
      comment: 'A core is pure: what it needs from the world reaches it as an event.',
      severity: 'error',
      from: { path: '/src/core/', pathNot: TEST_FILE },
      to: { path: '/src/shell/' },
    },
    {
      name: 'through-the-door',
      comment:
        "A package is used through what its package.json exports; a deep path would make its inside everybody's business.",
      severity: 'error',
      from: { path: '^(libs/[^/]+|services/[^/]+|cli)/' },
      to: { path: PRODUCT, pathNot: ['^$1/', ...doors()] },
    },
    {
      name: 'through-the-door-from-outside',
      comment: 'Tests, benchmarks and scripts use packages as anybody would; what looks inside one lies beside it.',
      severity: 'error',
      from: { path: TOOLS, pathNot: '^scripts/launch\\.mjs$' },
      to: { path: PRODUCT, pathNot: doors() },
    },
    {
      name: 'packages-by-name',
      comment: 'A relative path into another package breaks when either moves: import @tradingbot/<name>.',
      severity: 'error',
      from: { path: '^(libs/[^/]+|services/[^/]+|cli)/' },
      to: { path: PRODUCT, pathNot: '^$1/', dependencyTypesNot: ['aliased-workspace'] },
    },
    {
      name: 'testing-is-for-specs',
      comment: 'Builders and given/when/then know what no product code may rely on.',
      severity: 'error',
      from: { path: PRODUCT, pathNot: SPECS },
      to: { path: TESTING },
    },
    {
      name: 'product-knows-no-tools',
      comment: 'What ships must not depend on what builds, tests or measures it.',
      severity: 'error',
      from: { path: PRODUCT },
      to: { path: '^(?:tests|bench|scripts)/' },
    },
    {
      name: 'product-needs-no-development-dependency',
      comment: 'A production install leaves devDependencies out: move the package to dependencies.',
      severity: 'error',
      from: { path: PRODUCT, pathNot: SPECS },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm', 'type-only'] },
    },
    {
      name: 'dependencies-are-declared',
      comment: 'A package that is only there because another one needs it may go away: declare it in package.json.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'imports-exist',
      comment: 'This import leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-circles',
      comment: 'Two files that need each other are one file, or lack a third one below both.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'Neither a door, nor a program, nor a test leads to this file: connect it or delete it.',
      severity: 'error',
      from: { path: [...ENTRIES, ...TOOLS] },
      to: { path: PRODUCT, pathNot: ENTRIES, reachable: false },
    },
  ],
  options: {
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: '^(?:artifacts|logs|state|coverage|\\.tradingbot|libs/policy/assembly)/' },
    tsConfig: { fileName: join(__dirname, 'tsconfig.json') },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
    builtInModules: { add: ['node:test'] },
  },
};

function packagesAt(folders) {
  return `^(?:${folders.join('|')})/`;
}

function readable(folders) {
  return folders.map((folder) => folder.replace(/^libs\//, '').replace(/\/.*/, '')).join(', ');
}

/** What the packages of this tree export, as patterns. */
function doors() {
  return ['libs', 'services']
    .filter((group) => existsSync(group))
    .flatMap((group) => readdirSync(group).map((name) => posix.join(group, name)))
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .flatMap((folder) => {
      const { exports = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      return Object.values(exports).map((door) => `^${posix.join(folder, door).replaceAll('.', '\\.')}$`);
    });
}
