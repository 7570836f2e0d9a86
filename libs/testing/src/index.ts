// What specs are written with. Never imported by product code.

export { anyStrategy } from './any-strategy.ts';
export * from './catalog.ts';
export * from './events.ts';
export { keepEvents } from './keep-events.ts';
export { noise, randomRows, seriesOf, type Row } from './market.ts';
export { specOf, type Given } from './spec.ts';
export { randomModel, randomModelBytes, type RandomModelChoice } from './random-model.ts';
