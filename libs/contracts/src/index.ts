// Every event of the platform: its fields, its owner, its bytes.

export { canonicalJson, type Json } from './canonical-json.ts';
export { moneyScaleOf, strategyIndex, type Catalog, type StrategyIndex } from './catalog.ts';
export { compileCodec, type Codec } from './codec.ts';
export type { EventDefinition } from './define-event.ts';
export {
  schemaVersionOf,
  sequencedDecision,
  sequencedFact,
  tradingDay,
  type Sequenced,
  type SequencedEvent,
} from './envelope.ts';
export { eventId } from './ids.ts';
export { ManifestSchema, type Manifest, type RecordedManifest } from './manifest.ts';
export { EVENTS, EVENT_TYPES, TYPE_CODE, type EventType, type Payload } from './registry.ts';
export { serialiserFor, type Serialiser } from './serialiser.ts';
export { mayAppend, OWNED_TYPES, type Source } from './sources.ts';
