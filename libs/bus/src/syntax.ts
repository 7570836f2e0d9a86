// What is written into the protocol as it is, subjects and headers: what may be one. And which subjects a pattern takes in.

import { invariant } from '@tradingbot/domain';

const NO_SUBJECT = /[\s*>]|^\.|\.\.|\.$|^$/;

/** A subject is written into the protocol as it is: a space in it would be read as the end of the word. */
export function checkSubject(subject: string): void {
  if (NO_SUBJECT.test(subject)) invariant(false, `a subject is words joined by ".", unlike ${JSON.stringify(subject)}`);
}

/** A line end would begin another header, or the message. */
export function checkHeader(name: string, value: string): void {
  if (value.includes('\n') || value.includes('\r')) invariant(false, `the header ${name} is one line`);
}

/** The test for one pattern. Its "*" stands for one token, its ">" at the end for one or more. */
export function matcher(pattern: string): (subject: string) => boolean {
  const isOpen = pattern === '>' || pattern.endsWith('.>');
  const stem = isOpen ? pattern.slice(0, -1) : pattern;
  if (!stem.includes('*')) {
    return isOpen ? (subject) => subject.startsWith(stem) : (subject) => subject === stem;
  }
  const wanted = stem.split('.');
  return (subject) => {
    const found = subject.split('.');
    if (isOpen ? found.length < wanted.length : found.length !== wanted.length) return false;
    return wanted.every((token, index) => token === '*' || token === found[index] || (isOpen && token === ''));
  };
}
