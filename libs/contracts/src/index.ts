// Every event of the platform: its fields, its owner, its bytes.

export { canonicalJson, type Json } from './canonical-json.ts';
export { moneyScaleOf, strategyIndex, type Catalog, type StrategyIndex } from './catalog.ts';
export { compileCodec, type Codec } from './codec.ts';
export type { EventDefinition } from './define-event.ts';
export {
  schemaVersionOf,
  rewriteEvent,
  sequencedDecision,
  sequencedDecisionAt,
  sequencedFact,
  tradingDay,
  type Sequenced,
  type SequencedEvent,
} from './envelope.ts';
export { eventId } from './ids.ts';
export { lineType, sequencedOf, storable, type RecordedEvent, type Storable, type UnsequencedEvent } from './line.ts';
export { openLine } from './open-line.ts';
export { ManifestSchema, type Manifest, type RecordedManifest } from './manifest.ts';
export { EVENTS, EVENT_TYPES, TYPE_CODE, type EventType, type Payload } from './registry.ts';
export { ByteWriter, constantOf, type Constant } from './byte-writer.ts';
export { serialiserFor, type Serialiser } from './serialiser.ts';
export { mayAppend, OWNED_TYPES, type Source } from './sources.ts';
export {
  decodeAppend,
  decodeClose,
  decodeReply,
  encodeAppend,
  encodeClose,
  encodeReply,
  REFUSALS,
  type AppendHeader,
  type AppendReply,
  type ArrivedEvent,
  type CloseRequest,
  type ProducedEvent,
  type RefusalCode,
} from './messages/append.ts';
export { cloudEventHeaders, HEADER } from './messages/cloud-event.ts';
export { decodeDone, decodeHead, encodeDone, encodeHead, type CoreDone, type LogHead } from './messages/liveness.ts';
export { decodePage, decodeRead, encodePage, encodeRead, PAGE_LIMIT, type ReadRequest } from './messages/read.ts';
export { MESSAGE_SCHEMAS } from './messages/schemas.ts';
export {
  COMMANDS,
  CONTROL_PATTERNS,
  controlEverywhere,
  isStoredCommand,
  isCommand,
  RESERVED_STACKS,
  subjectsOf,
  type Command,
  type Subjects,
} from './messages/subjects.ts';
