// The operations of the AsyncAPI document: who sends and who hears what, and who is answered where.

import { COMMANDS, EVENT_TYPES } from '@tradingbot/contracts';
import { appendOf, channelOf, CORES, ownerOf, PRODUCERS, ref, type Json } from './names.ts';

const REPLY_TO: Json = { location: '$message.header#/reply', description: 'The reply subject of the NATS message.' };

/** What somebody does on a channel, with its one message; `answers` is the channel that its answer comes back on. */
function operation(
  action: 'receive' | 'send',
  who: string,
  on: string,
  name: string,
  summary: string,
  answers?: readonly [string, string],
): Json {
  return {
    action,
    channel: ref(`channels/${on}`),
    summary,
    tags: [{ name: who }],
    messages: [ref(`channels/${on}/messages/${name}`)],
    ...(answers !== undefined && {
      reply: {
        address: REPLY_TO,
        channel: ref(`channels/${answers[0]}`),
        messages: [ref(`channels/${answers[0]}/messages/${answers[1]}`)],
      },
    }),
  };
}

const REPLIES = ['append-replies', 'append-reply'] as const;
export const OPERATIONS: Json = {
  ...Object.fromEntries(
    PRODUCERS.flatMap((source) => {
      const [on, name] = [appendOf(source), `append-${source}`];
      return [
        [`${source}-appends`, operation('send', source, on, name, `${source} has its events appended.`, REPLIES)],
        [
          `sequencer-takes-from-${source}`,
          operation('receive', 'sequencer', on, name, `The sequencer takes what ${source} owns.`, REPLIES),
        ],
      ];
    }),
  ),
  ...Object.fromEntries(
    EVENT_TYPES.flatMap((type) => {
      const name = type.replace('.', '-');
      const said = `The sequencer publishes what ${ownerOf(type)} said, after the commit.`;
      return [
        [`sequencer-publishes-${name}`, operation('send', 'sequencer', channelOf(type), type, said)],
        [
          `every-service-hears-${name}`,
          operation(
            'receive',
            'every service',
            channelOf(type),
            type,
            'In the order of positions; a gap is read from the log.',
          ),
        ],
      ];
    }),
  ),
  'market-data-closes': operation(
    'send',
    'market-data',
    'log-close',
    'close-request',
    'Answered when the journal is closed.',
    REPLIES,
  ),
  'sequencer-closes': operation(
    'receive',
    'sequencer',
    'log-close',
    'close-request',
    'Writes run.ending, lets it drain, writes run.closed.',
    REPLIES,
  ),
  'every-service-reads': operation(
    'send',
    'every service',
    'log-read',
    'read-request',
    'Gap repair, recovery, catching up.',
    ['pages', 'page'],
  ),
  'reader-serves': operation('receive', 'sequencer', 'log-read', 'read-request', 'From a process of its own.', [
    'pages',
    'page',
  ]),
  'sequencer-beats': operation('send', 'sequencer', 'log-head', 'log-head', 'So that a lost last message shows.'),
  'every-service-follows': operation(
    'receive',
    'every service',
    'log-head',
    'log-head',
    'Another journal than its own ends a service.',
  ),
  ...Object.fromEntries(
    CORES.flatMap((core) => [
      [
        `${core}-is-done`,
        operation('send', core, `svc-done-${core}`, 'core-done', 'After each position without decisions.'),
      ],
      [
        `sequencer-waits-for-${core}`,
        operation(
          'receive',
          'sequencer',
          `svc-done-${core}`,
          'core-done',
          'Simulated time goes on when all have decided.',
        ),
      ],
    ]),
  ),
  ...Object.fromEntries(
    COMMANDS.map((command) => [
      `sequencer-obeys-${command}`,
      operation(
        'receive',
        'sequencer',
        `control-${command}`,
        'command',
        `Recorded as control.${command}. Kept by the stream CONTROL if nobody hears it.`,
        ['command-answers', 'command-answer'],
      ),
    ]),
  ),
};
