// Syntax that this repository does without, everywhere or almost.
// Each entry is an option of ESLint's `no-restricted-syntax`.

export const BANNED_SYNTAX = [
  { selector: 'TSEnumDeclaration', message: 'No enum: use a union of string literals.' },
  { selector: 'Decorator', message: 'No decorators: pass what is needed as an argument.' },
];

export const NO_DEFAULT_EXPORT = {
  selector: 'ExportDefaultDeclaration, ExportSpecifier[exported.name="default"]',
  message: 'No default export: give it a name, so that it is called the same everywhere.',
};
