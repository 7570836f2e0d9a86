// The command line of a service: the options of `live` once more, so that every process reads the same configuration.

import type { LiveOptions } from './live-options.ts';

/** @param journal the journal to go on with; the first sequencer is not given one and chooses */
export function serviceArguments(name: string, options: LiveOptions, journal: string | undefined): readonly string[] {
  const { config, data, symbols, strategy, param, from, to, set, seed, stack, speed, fresh, verbose } = options;
  const one = (flag: string, value: string | undefined): string[] => (value === undefined ? [] : [`--${flag}`, value]);
  const many = (flag: string, values: readonly string[] | undefined): string[] =>
    values === undefined ? [] : [`--${flag}`, ...values];
  return [
    ...one('config', config),
    ...many('data', data),
    ...one('symbols', symbols),
    ...one('strategy', strategy),
    ...many('param', param),
    ...one('from', from),
    ...one('to', to),
    ...many('set', set),
    ...one('seed', seed),
    ...one('stack', stack),
    ...one('speed', speed),
    ...(verbose === true ? ['--verbose'] : []),
    ...(name === 'sequencer' && fresh === true && journal === undefined ? ['--fresh'] : []),
    ...(name === 'sequencer' ? one('journal', journal) : []),
  ];
}
