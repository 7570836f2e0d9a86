// An ESLint rule: files are named in kebab case, after their main export.
// Extensions may stack (`price.test.ts`), and a tool may want a leading dot.

import { basename } from 'node:path';

const KEBAB = /^\.?[a-z0-9]+(?:[-.][a-z0-9]+)*$/;

export const kebabFileName = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { kebab: 'Name this file in kebab case, after its main export: "{{name}}".' },
  },
  create: (context) => ({
    Program(node) {
      const name = basename(context.filename);
      if (!KEBAB.test(name)) context.report({ node, messageId: 'kebab', data: { name } });
    },
  }),
};
