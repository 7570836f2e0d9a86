// Two group roles, so that a process can do no more to the log than its part: one appends, the other reads.
// Nobody but the owner can change or delete an event.

import { DatabaseError, type Client } from 'pg';
import { LogUnavailableError } from '../errors.ts';
import { quotedSchema } from './schema-name.ts';
import type { Server } from './server.ts';

/** `admin` acts as the user of the URL, with whatever rights that user has. */
export type LogRole = 'writer' | 'reader' | 'admin';

const GROUPS = { writer: 'tradingbot_writer', reader: 'tradingbot_reader' } as const;
const LOCKED_OUT = '42501';
const EXISTS_ALREADY = ['42710', '23505'];

/** Makes the groups, if they are missing, and grants them what they need. @returns what could not be done, if anything */
export async function grantRoles(client: Client, schema: string, server: Server): Promise<string | undefined> {
  for (const group of Object.values(GROUPS)) {
    if (!(await makeGroup(client, group))) return missingRoleSentence(group, server);
  }
  if (!(await isGranted(client, schema))) await client.query(grantsOn(quotedSchema(schema)));
  return undefined;
}

/**
 * Leaves the connection with the rights of `role` alone.
 * @returns a sentence when nobody has made the groups; the connection then keeps the rights of its user
 * @throws LogUnavailableError when the user is not in the group
 */
export async function takeRole(client: Client, role: LogRole, server: Server): Promise<string | undefined> {
  if (role === 'admin') return undefined;
  const group = GROUPS[role];
  if (!(await groupExists(client, group))) return missingRoleSentence(group, server);
  try {
    await client.query(`set role ${group}`);
    return undefined;
  } catch (error) {
    if (codeOf(error) !== LOCKED_OUT) throw error;
    throw new LogUnavailableError(
      `user "${server.user}" of Postgres at ${server.place} is no ${role} of the log: grant ${group} to "${server.user}"`,
      { cause: error },
    );
  }
}

function missingRoleSentence(group: string, { user, place }: Server): string {
  return `Postgres at ${place} has no role ${group}, so that whoever uses the log has all the rights of user "${user}": migrate as a user who may create roles`;
}

/** @returns whether the group is there now */
async function makeGroup(client: Client, group: string): Promise<boolean> {
  if (await groupExists(client, group)) return true;
  try {
    await client.query(`create role ${group} nologin`);
  } catch (error) {
    if (codeOf(error) === LOCKED_OUT) return false;
    // Somebody with another database of this server was faster.
    if (!EXISTS_ALREADY.includes(codeOf(error))) throw error;
    return true;
  }
  await client.query(`grant ${group} to current_user`);
  return true;
}

async function groupExists(client: Client, group: string): Promise<boolean> {
  const { rowCount } = await client.query('select from pg_roles r where r.rolname = $1', [group]);
  return rowCount === 1;
}

/** The last of the grants stands for all: they are made together. */
async function isGranted(client: Client, schema: string): Promise<boolean> {
  const { rows } = await client.query<{ granted: boolean }>('select has_table_privilege($1, $2, $3) as granted', [
    GROUPS.reader,
    `${quotedSchema(schema)}.event_ids`,
    'select',
  ]);
  return rows[0]?.granted === true;
}

/** Several statements in one query are one transaction. */
function grantsOn(schema: string): string {
  const tables = (...names: string[]): string => names.map((name) => `${schema}.${name}`).join(', ');
  return `
    grant usage on schema ${schema} to ${GROUPS.writer}, ${GROUPS.reader};
    grant insert on ${tables('journals', 'heads', 'events', 'event_ids')} to ${GROUPS.writer};
    grant update on ${tables('heads')} to ${GROUPS.writer};
    grant select on all tables in schema ${schema} to ${GROUPS.writer}, ${GROUPS.reader}`;
}

function codeOf(error: unknown): string {
  return error instanceof DatabaseError ? (error.code ?? '') : '';
}
