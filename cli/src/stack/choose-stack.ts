// Which account a command is about: the configuration's, the one that was named, or the unnamed one.

import { loadConfig, parseAssignment, RunConfigSchema, type RunConfig } from '@tradingbot/config';
import { InputError } from '@tradingbot/domain';

/** What can be typed to say so. */
export interface StackOptions {
  readonly config?: string;
  readonly stack?: string;
  readonly set?: readonly string[];
}

export interface StackChoice {
  /** `undefined` for the unnamed stack. */
  readonly stack: string | undefined;
  /** Says where the servers are, if anything but the environment does. */
  readonly config: RunConfig | undefined;
}

/**
 * `--stack` outranks the configuration.
 * @throws InputError when the configuration is not valid, or the name is none
 */
export function stackOf({ config: path, stack, set = [] }: StackOptions): StackChoice {
  const overrides = set.map((text) => parseAssignment(text, '--set'));
  const config = path === undefined ? undefined : loadConfig({ path, overrides }).config;
  return { stack: stack === undefined ? config?.stack : checkedName(stack), config };
}

function checkedName(name: string): string {
  const parsed = RunConfigSchema.shape.stack.safeParse(name);
  if (parsed.success) return name;
  throw new InputError(`--stack ${name}`, 'is no name of a stack', parsed.error.issues[0]?.message ?? '');
}
