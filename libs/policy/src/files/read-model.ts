// A checkpoint out of the bytes of its file. Whatever is not as it should be is refused in one sentence.

import { canonicalJson } from '@tradingbot/contracts';
import { InputError } from '@tradingbot/domain';
import { z } from 'zod';
import type { ModelData } from '../model.ts';
import { MEMBERS, type Checkpoint, type TrainingState } from './checkpoint.ts';
import { refuseUnexpected, type ExpectedModel } from './expected-model.ts';
import { firstNotFinite } from './finite.ts';
import { DataMemberSchema, FORMAT, SCHEMA_VERSION, spacesOf } from './model-data-schema.ts';
import { COPY_ANEW, ModelFault } from './model-fault.ts';
import { normaliserOf, optimiserOf, parametersOf, type TensorMember } from './model-tensors.ts';
import { readSafetensors, SafetensorsFault } from './safetensors/read-safetensors.ts';
import { readZip, ZipFault } from './zip/read-zip.ts';

/** Beyond any policy of ours: 64-64 with its optimiser has 150 kB. */
const LIMITS = { members: 32, bytes: 512 * 1024 * 1024 } as const;

type Members = ReadonlyMap<string, Uint8Array>;

/**
 * @param bytes of the archive that `writeModel` made
 * @param where what refusals begin with: mostly the path of the file
 * @throws InputError
 */
export function readModel(bytes: Uint8Array, expected: ExpectedModel = {}, where = 'the model'): Checkpoint {
  try {
    return checkpointOf(bytes, expected);
  } catch (error) {
    if (error instanceof ModelFault) throw new InputError(where, error.message, error.mend);
    if (error instanceof ZipFault) throw new InputError(where, error.message, 'name a model, or copy or train it anew');
    throw error;
  }
}

function checkpointOf(bytes: Uint8Array, expected: ExpectedModel): Checkpoint {
  const members: Members = new Map(readZip(bytes, LIMITS).map(({ name, bytes: content }) => [name, content]));
  const { data, training: resumable } = dataOf(members);
  refuseUnexpected(data, expected);
  const parameters = parametersOf(data.network, tensorsOf(members, MEMBERS.policy));
  const lost = firstNotFinite(data.network, parameters);
  if (lost !== undefined) {
    throw new ModelFault(
      `holds what is no finite number in "${lost}"`,
      'name a checkpoint from before training diverged',
    );
  }
  const normaliser = normaliserOf(data.network, tensorsOf(members, MEMBERS.normaliser));
  const optimiser = optimiserOf(data.network, tensorsOf(members, MEMBERS.optimiser));
  const arrays = tensorsOf(members, MEMBERS.training).tensors;
  memberOf(members, MEMBERS.onnx);
  const training = resumable === null ? null : { values: resumable.values, arrays: arraysOf(arrays) };
  if (expected.resumable === true && (optimiser === null || training === null)) {
    throw new ModelFault('holds no state of training to go on from', 'resume from a checkpoint that training wrote');
  }
  return { model: { data, parameters, normaliser }, optimiser, training };
}

function dataOf(members: Members): { data: ModelData; training: { values: TrainingState['values'] } | null } {
  const json = jsonOf(memberOf(members, MEMBERS.data));
  refuseOtherVersion(json);
  const { spaces, training, ...data } = parsed(DataMemberSchema, json);
  const { head, observations } = data.network;
  const { actions, features } = data;
  const derived = spacesOf(data.network);
  demand(canonicalJson(spaces) === canonicalJson(derived), 'has spaces that do not fit its network');
  const choices = actions.kind === 'bins' ? actions.weights.length : undefined;
  const fits = head.kind === 'categorical' ? choices === head.choices : choices === undefined;
  demand(fits, 'has actions that do not fit its network');
  const named = features.names.length;
  // What is no market, such as a pole on a cart, names none.
  demand(
    named === 0 || named === observations,
    `names ${named} features, where its network sees ${observations} numbers`,
  );
  return { data, training };
}

function refuseOtherVersion(json: unknown): void {
  const { format, schemaVersion } = parsed(z.looseObject({ format: z.json(), schemaVersion: z.json() }), json);
  demand(format === FORMAT, 'is not the description of a policy');
  if (schemaVersion === SCHEMA_VERSION) return;
  throw new ModelFault(
    `is of schema version ${JSON.stringify(schemaVersion)}, where this program reads version ${SCHEMA_VERSION}`,
    'use the program that wrote it, or train anew',
  );
}

/** The first thing that is not as the schema says. */
function parsed<T>(schema: z.ZodType<T>, json: unknown): T {
  const result = schema.safeParse(json);
  const issue = result.error?.issues[0];
  const place = issue === undefined || issue.path.length === 0 ? '' : ` at ${issue.path.join('.')}`;
  demand(issue === undefined, `is wrong${place}: ${issue?.message ?? ''}`);
  return result.data as T;
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new ModelFault(`is damaged: its member "${MEMBERS.data}" is no JSON`, COPY_ANEW);
  }
}

function tensorsOf(members: Members, name: string): TensorMember {
  try {
    return { name, tensors: readSafetensors(memberOf(members, name)).tensors };
  } catch (error) {
    if (!(error instanceof SafetensorsFault)) throw error;
    throw new ModelFault(`is damaged: its member "${name}" ${error.message}`, COPY_ANEW);
  }
}

function memberOf(members: Members, name: string): Uint8Array {
  const member = members.get(name);
  if (member === undefined) throw new ModelFault(`has no member "${name}", which every model has`, COPY_ANEW);
  return member;
}

const arraysOf = (tensors: TensorMember['tensors']): TrainingState['arrays'] =>
  Object.fromEntries([...tensors].map(([name, { data }]) => [name, data]));

function demand(condition: boolean, what: string): asserts condition {
  if (!condition) throw new ModelFault(`does not fit itself: its member "${MEMBERS.data}" ${what}`, COPY_ANEW);
}
