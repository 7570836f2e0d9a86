// What market data is in a journal: the same facts in the same groups, whoever plays them.

export { continuationOf, ENDINGS, type Continuation } from './continued-group.ts';
export { isMarketData, STAGES, stageOf, type Group, type GroupPlace, type Stage } from './group.ts';
export { createGroups, type Groups } from './groups.ts';
export { createMarketFacts, type FactSink, type MarketFacts } from './market-facts.ts';
export { createResumePoint, type RecordedGroup, type ResumeFold, type ResumePoint } from './resume-point.ts';
export { rulesInForce } from './rule-changes.ts';
