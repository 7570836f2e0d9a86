export * from './model.ts';
export * from './network.ts';
export * from './normaliser.ts';
