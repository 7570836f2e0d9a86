// The execution profiles there are, and which of them are asked for.

import { didYouMean, EXECUTION_PROFILES, type ConfigDraft, type ExecutionProfileName } from '@tradingbot/config';
import { InputError } from '@tradingbot/domain';
import type { EvalOptions } from './eval-options.ts';

export const PROFILES = EXECUTION_PROFILES;
export type Profile = ExecutionProfileName;

/**
 * In the order in which they were named. The command line before the keys `all_profiles`, `profiles` and
 * `execution_profile` of the configuration.
 * @throws InputError for a name that is none, and when no profile is named at all
 */
export function profilesOf({ allProfiles, profile, set = [] }: EvalOptions, draft: ConfigDraft): readonly Profile[] {
  if (set.some((text) => /^\s*execution_profile\s*=/.test(text))) {
    throw new InputError('--set execution_profile', 'is what eval varies', 'write --profile NAME');
  }
  if (allProfiles === true && profile !== undefined) {
    throw new InputError('--all-profiles', 'cannot be said with --profile', 'leave one of them out');
  }
  if (allProfiles === true) return PROFILES;
  if (profile !== undefined) return [...new Set(profile.flatMap((name) => name.split(',')).map(known))];
  if (draft.get(['all_profiles']) === true) return PROFILES;
  const stated = draft.get(['profiles']) ?? draft.get(['execution_profile']);
  const names = Array.isArray(stated) ? stated : stated === undefined ? [] : [stated];
  if (names.length > 0) return [...new Set(names.map((name) => known(String(name))))];
  throw new InputError('tradingbot eval', 'no profile is named', 'write --all-profiles, or --profile NAME');
}

function known(name: string): Profile {
  const profile = PROFILES.find((one) => one === name.trim());
  if (profile !== undefined) return profile;
  throw new InputError(`--profile ${name}`, 'there is no such profile', didYouMean(name, PROFILES));
}
