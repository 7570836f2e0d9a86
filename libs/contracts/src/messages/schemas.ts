// The schemas of what is not an event, for documents that are made from them.

import { AppendHeaderSchema, CloseSchema, ProducedSchema, ReplySchema } from './append.ts';
import { DoneSchema, HeadSchema } from './liveness.ts';
import { ReadSchema } from './read.ts';

export const MESSAGE_SCHEMAS = {
  appendHeader: AppendHeaderSchema,
  producedEvent: ProducedSchema,
  appendReply: ReplySchema,
  closeRequest: CloseSchema,
  readRequest: ReadSchema,
  logHead: HeadSchema,
  coreDone: DoneSchema,
} as const;
