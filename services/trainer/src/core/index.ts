export * from './backend.ts';
export * from './environment.ts';
export * from './ppo/settings.ts';
