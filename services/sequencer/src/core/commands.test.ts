// What operators may send by hand, and what is left of what nobody heard.

import { describe, expect, test } from '@jest/globals';
import { readCommand, standing } from './commands.ts';

test.each<[string, string, unknown]>([
  ['control.kill', '', { command: 'kill', operator: '', reason: '' }],
  ['crypto.control.kill', 'fire!', { command: 'kill', operator: '', reason: 'fire!' }],
  ['control.kill', '{"operator":"ann","reason":"news"}', { command: 'kill', operator: 'ann', reason: 'news' }],
  ['control.kill', '{"operator":5}', { command: 'kill', operator: '', reason: '{"operator":5}' }],
  ['control.kill', '\ud800', { command: 'kill', operator: '', reason: '\ufffd' }],
  ['control.reduce', '{}', { command: 'reduce', operator: '', reason: '' }],
  ['control.resume', '{"operator":"ann","reason":"over"}', { command: 'resume', operator: 'ann', reason: 'over' }],
])('%s %s', (subject, data, expected) => {
  expect(readCommand(subject, data)).toEqual(expected);
});

test.each(['', '{"operator":"ann"}', '{"reason":"over"}', 'go on'])(
  'a resume that does not say who and why: %s',
  (data) => {
    expect(readCommand('control.resume', data)).toEqual({
      refused: 'a resume names who and why: {"operator": "…", "reason": "…"}',
    });
  },
);

test('a subject that is no command names those that are', () => {
  expect(readCommand('control.explode', '')).toEqual({
    refused: 'no command control.explode: there are kill, reduce, resume',
  });
});

describe('what nobody heard', () => {
  const given = (...subjects: string[]) =>
    subjects.map((subject, index) => ({
      id: String(index),
      subject,
      data: subject.endsWith('resume') ? '{"operator":"ann","reason":"over"}' : '',
    }));
  test.each<[string[], string | undefined]>([
    [[], undefined],
    [['control.kill'], '0'],
    [['control.reduce', 'control.kill', 'control.reduce'], '1'],
    [['control.kill', 'control.resume'], undefined],
    [['control.kill', 'control.resume', 'control.reduce'], '2'],
    [['control.resume'], undefined],
    [['control.kill', 'control.explode'], '0'],
  ])('%j leaves %s', (subjects, id) => {
    expect(standing(given(...subjects))?.id).toBe(id);
  });
});
