// What the type checker does not say. The rules of the pure rooms are in scripts/lint/pure-rooms.js.
// Types are consulted where that finds real mistakes: lost promises, forgotten cases, values of type `any`.

import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { kebabFileName } from './scripts/lint/kebab-file-name.js';
import { PURE_ROOMS, PURE_ROOM_RULES } from './scripts/lint/pure-rooms.js';
import { BANNED_SYNTAX, NO_DEFAULT_EXPORT } from './scripts/lint/syntax.js';

/** What is found by convention: tools and the strategies' loader ask these files for their default export. */
const FOUND_BY_CONVENTION = ['*.config.js', 'strategies/**', 'tests/research/leaks/**', 'scripts/jest-reporter.ts'];

export default defineConfig(
  {
    ignores: [
      'node_modules/',
      'artifacts/',
      'logs/',
      'state/',
      '.tradingbot/',
      'coverage/',
      'data/',
      'libs/policy/assembly/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    plugins: { house: { rules: { 'kebab-file-name': kebabFileName } } },
    rules: {
      'house/kebab-file-name': 'error',
      eqeqeq: 'error',
      'no-restricted-syntax': ['error', ...BANNED_SYNTAX, NO_DEFAULT_EXPORT],
      'no-warning-comments': ['error', { terms: ['fixme', 'xxx'] }],
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/return-await': ['error', 'in-try-catch'],
      // Every case or an explicit default: a core names the events that it handles and leaves the rest.
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
      // An interface may promise asynchrony that one implementation, such as an in-memory twin, does not need.
      '@typescript-eslint/require-await': 'off',
      // The type checker knows better.
      'no-undef': 'off',
      // It takes a branded number for something else.
      '@typescript-eslint/no-unsafe-unary-minus': 'off',
      // What we call methods are functions: there is hardly a `this` to lose.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    // Tests look into parsed JSON freely: a wrong guess fails the test.
    files: ['**/*.test.ts'],
    rules: Object.fromEntries(
      ['argument', 'assignment', 'call', 'member-access', 'return'].map((use) => [
        `@typescript-eslint/no-unsafe-${use}`,
        'off',
      ]),
    ),
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: { globals: readonly('clearInterval', 'console', 'process', 'setInterval') },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: { sourceType: 'commonjs', globals: readonly('__dirname', 'module', 'require') },
  },
  {
    files: FOUND_BY_CONVENTION,
    rules: { 'no-restricted-syntax': ['error', ...BANNED_SYNTAX] },
  },
  { ...PURE_ROOMS, rules: PURE_ROOM_RULES },
);

function readonly(...names) {
  return Object.fromEntries(names.map((name) => [name, 'readonly']));
}
