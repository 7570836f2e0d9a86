// The channels of the AsyncAPI document: one for each subject, or kind of subject.

import { COMMANDS, controlEverywhere, EVENT_TYPES, subjectsOf } from '@tradingbot/contracts';
import { appendOf, channelOf, CORES, message, PRODUCERS, type Json } from './names.ts';
import { addressOf } from './samples.ts';

const subjects = subjectsOf(undefined);

const PARAMETERS: Json = {
  venue: { description: 'A venue of the manifest.', examples: ['binance'] },
  symbol: { description: 'A symbol of the manifest; percent-encoded, so that it is one token.', examples: ['BRK%2EB'] },
  timeframe: { description: 'The length of the bar.', examples: ['1h'] },
  strategy: { description: 'A strategy of the manifest.', examples: ['ema-cross'] },
};

/** A channel on which the messages of the given names go. */
const channel = (address: string, description: string, ...names: string[]): Json => {
  const parameters = [...address.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, PARAMETERS[name]]);
  return {
    address,
    description,
    ...(parameters.length > 0 && { parameters: Object.fromEntries(parameters) as Json }),
    messages: Object.fromEntries(names.map((name) => [name, message(name)])),
  };
};

export const CHANNELS: Json = {
  ...Object.fromEntries(
    EVENT_TYPES.map((type) => [channelOf(type), channel(addressOf(type), 'Events, once they are in the log.', type)]),
  ),
  ...Object.fromEntries(
    PRODUCERS.map((source) => [
      appendOf(source),
      channel(subjects.append(source), `Where ${source} alone asks for its events to be appended.`, `append-${source}`),
    ]),
  ),
  'log-close': channel(
    subjects.close,
    'Where the feeder of simulated time says that no more data will come.',
    'close-request',
  ),
  'log-read': channel(subjects.read, 'Where the log is read, page by page.', 'read-request'),
  'log-head': channel(subjects.head, 'How far the log has come, several times a second.', 'log-head'),
  ...Object.fromEntries(
    CORES.map((core) => [
      `svc-done-${core}`,
      channel(subjects.done(core), `How far ${core} has decided.`, 'core-done'),
    ]),
  ),
  ...Object.fromEntries(
    COMMANDS.map((command) => [
      `control-${command}`,
      channel(
        controlEverywhere(command),
        `An operator's ${command} to every stack; to one as <stack>.control.${command}.`,
        'command',
      ),
    ]),
  ),
  'append-replies': {
    address: null,
    description: "An inbox of the producer's own.",
    messages: { 'append-reply': message('append-reply') },
  },
  pages: { address: null, description: "An inbox of the reader's own.", messages: { page: message('page') } },
  'command-answers': {
    address: null,
    description: "An inbox of the operator's own.",
    messages: { 'command-answer': message('command-answer') },
  },
};
