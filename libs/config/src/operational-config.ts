// Keys that say where and how a run takes place, and not what it decides: none of them is recorded with it.
// Secrets never stand in a configuration, because configurations are shown, shared and kept.

import { z } from 'zod';
import { text } from './config-fields.ts';

/** What subjects of every stack begin with: a stack of that name would hear what is not its own. */
const TAKEN_NAMES = ['control', 'evt', 'jobs', 'log', 'md', 'svc'];
const LONGEST_NAME = 32;

/** A name that is a token of a subject, a part of a schema's name, and the name of a folder. */
export const stackName = () => {
  const error = `expected lower-case words joined by "-", such as crypto, of at most ${LONGEST_NAME} characters`;
  return z
    .string({ error })
    .max(LONGEST_NAME, { error })
    .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, { error })
    .refine((name) => !TAKEN_NAMES.includes(name), { error: 'expected another name: subjects of the bus begin so' });
};

export const speed = () => {
  const error = 'expected max or a number above 0, such as 1 or 60';
  return z.union([z.literal('max'), z.number()], { error }).refine((value) => value === 'max' || value > 0, { error });
};

/** Where a server is: an address, or the file that holds it when there is a secret in it. */
const placeSchema = (
  key: 'bus' | 'log',
  server: string,
  example: string,
  variable: string,
  isAddress: (url: string) => boolean,
) =>
  z
    .strictObject(
      {
        url: z
          .string({ error: `expected the address of ${server}, such as ${example}` })
          .refine(isAddress, { error: `expected the address of ${server}, such as ${example}`, abort: true })
          .refine((url) => !holdsSecret(url), {
            error: `expected an address without a secret: put the whole into the file that ${key}.url_file names, or into ${variable}`,
          })
          .optional()
          .describe(`The address of ${server}, such as ${example}. ${variable} outranks it. Default: one of our own.`),
        url_file: text(`expected the path of a file that holds the address of ${server}`)
          .optional()
          .describe(`The file that holds the address, in place of \`url\`: for addresses with a password.`),
      },
      { error: 'expected a map with the key url or url_file' },
    )
    .refine(({ url, url_file }) => url === undefined || url_file === undefined, {
      path: ['url_file'],
      error: `expected nothing here, because ${key}.url is given`,
    });

export const isBusAddress = (url: string): boolean => isAddressOf(url, ['nats:', 'tls:']);
export const isLogAddress = (url: string): boolean => isAddressOf(url, ['postgres:', 'postgresql:']);

export const BusSchema = placeSchema('bus', 'NATS', 'nats://127.0.0.1:4222', 'TRADINGBOT_NATS_URL', isBusAddress);
export const LogSchema = placeSchema(
  'log',
  'Postgres',
  'postgres://tradingbot@127.0.0.1:5432/tradingbot',
  'TRADINGBOT_PG_URL',
  isLogAddress,
);

function isAddressOf(url: string, protocols: readonly string[]): boolean {
  const parsed = URL.parse(url);
  return parsed !== null && protocols.includes(parsed.protocol) && parsed.hostname !== '';
}

/** A password, or a token: NATS takes a user name alone for one. */
function holdsSecret(url: string): boolean {
  const { password, username, protocol, searchParams } = new URL(url);
  const isToken = username !== '' && ['nats:', 'tls:'].includes(protocol);
  return password !== '' || isToken || searchParams.has('password');
}
