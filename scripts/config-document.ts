// Writes docs/config.md, the list of all keys of a configuration, from their schemas. Run it after a change of
// libs/config: `node scripts/run.cjs scripts/config-document.ts`. A test fails while the document says something else.

import {
  ALIASES,
  keyFacts,
  REFUSED_KEYS,
  REFUSED_TRAINING_KEYS,
  RunConfigSchema,
  TrainConfigSchema,
  type KeyFacts,
  type RefusedKey,
} from '@tradingbot/config';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const CONFIG_DOCUMENT = join(import.meta.dirname, '..', 'docs', 'config.md');

/** The text of docs/config.md. */
export function configDocument(): string {
  return `# Configuration

Every key of a run's configuration, and below those of a training's. This file is made from the schemas in
\`libs/config/src/\` by \`scripts/config-document.ts\`. Of each key: what it does, then what may stand there, its unit, its default, and who reads
it. \`[]\` is any entry of a list, \`<NAME>\` any name in a map, mostly a symbol.

A configuration is one YAML file, which may inherit from another by \`_base: other.yaml\`; \`--set a.b=c\` changes one key
for one run. A key without a value takes its default. A key that is not listed is refused, and so is a block that does
not belong to the venue of the instruments. Paths are relative to the working directory.

The blocks \`slippage\`, \`costs\`, \`adv\`, \`latency\`, \`execution_config\`, \`quantizer\` and \`no_trade\` are off while they are
absent; \`{}\` is the whole block with its defaults. Files that keys name are read when the configuration is loaded, and
what they say is recorded with the run under \`tables\`, so that a replay reads none of them.

Costs that may come on top of an entry are kept in reserve when it is sized: the dearest fee, half the widest spread, and
\`slippage.max_bps\` where slippage grows with size.

## Keys of the top level

${keysOf(keyFacts(RunConfigSchema), '##')}
## Other names

Names of the original platform that mean a key of another name or place.

${ALIASES.map(({ alias, key }) => `- \`${alias.join('.')}\`: \`${key.join('.')}\``).join('\n')}

## Keys that are refused

Keys of the original platform that are not taken over. Each is refused by its name; those below it are meant too.

${REFUSED_KEYS.map(refusalOf).join('\n')}

# Training

Every key of a configuration with \`mode: train\`, which \`tradingbot train\` takes. Where a key of a run has the same
name, it means the same. \`data.generator\` and \`instruments\` are those above.

## Keys of a training

${keysOf(keyFacts(TrainConfigSchema).filter(isOfTraining), '##')}
## Keys that a training refuses

Keys of the original platform that are not taken over, and keys of a run that a training does not know.

${REFUSED_TRAINING_KEYS.map(refusalOf).join('\n')}
`;
}

/** Those of the top level that stand alone, then a section for each block. */
function keysOf(facts: readonly KeyFacts[], level: string): string {
  const sections = [...new Set(facts.map(({ path }) => blockOf(path)))];
  const itemsOf = (block: string) => facts.filter(({ path }) => blockOf(path) === block);
  const single = sections.filter((block) => itemsOf(block).length === 1);
  return `${single.flatMap(itemsOf).map(itemOf).join('\n')}
${sections
  .filter((block) => !single.includes(block))
  .map((block) => sectionOf(block, itemsOf(block), level))
  .join('')}`;
}

/** What both kinds of configuration have in full is listed once. */
const isOfTraining = ({ path }: KeyFacts): boolean => !/^(?:data\.generator|instruments)\./.test(path);

const refusalOf = ({ key, why, mend }: RefusedKey): string => `- \`${key}\` ${code(why)}: ${code(mend)}.`;

const blockOf = (path: string): string => /^[^.[]+/.exec(path)?.[0] ?? path;

function sectionOf(block: string, [self, ...keys]: readonly KeyFacts[], level: string): string {
  const about = self === undefined ? '' : `${code(self.description ?? '')}${self.required ? ' Required.' : ''}`;
  return `\n${level} ${block}\n\n${about}\n\n${keys.map(itemOf).join('\n')}\n`;
}

function itemOf(facts: KeyFacts): string {
  const { path, description = '', values, unit, reader } = facts;
  const said = facts.isBlock
    ? [reader]
    : [code(values), unit === undefined ? undefined : `unit: ${unit}`, defaultOf(facts), reader];
  const told = said.filter((part) => part !== undefined && part !== '').join('; ');
  return `- \`${path}\`: ${code(description)} (${told})`;
}

function defaultOf({ default: stated, required }: KeyFacts): string | undefined {
  if (required) return 'required';
  return stated === undefined ? undefined : `default \`${stated}\``;
}

/** Words that only a program writes stand as code, so that no sign of theirs is taken for emphasis. */
function code(text: string): string {
  const parts = text.split(/(`[^`]*`)/);
  return parts
    .map((part) =>
      part.startsWith('`') ? part : part.replace(/[^\s(),;:{}]*[a-z0-9][_*][^\s(),;:{}]*[^\s(),;:{}.]/gi, '`$&`'),
    )
    .join('')
    .replace(/<[A-Z]+>/g, '`$&`');
}

if (process.argv[1] === import.meta.filename) writeFileSync(CONFIG_DOCUMENT, configDocument());
