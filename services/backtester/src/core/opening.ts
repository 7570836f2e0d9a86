// The facts that open a journal, in their order. The engine and the log over the bus say exactly the same ones,
// so that every later position is the same too.

import type { Catalog, Payload, RecordedManifest, Source } from '@tradingbot/contracts';
import type { Amount } from '@tradingbot/domain';
import { factOf, type Fact } from './fact.ts';

/**
 * The cores in the order of their ranks: the market's reports of an instant stand before what is decided on them.
 */
export const CORE_RANKS = ['venue-sim', 'strategy', 'risk', 'execution'] as const satisfies readonly Source[];

/** What a run came from. What else a manifest holds follows from its seed and its catalog. */
export type RunIdentity = Omit<RecordedManifest, 'seed' | 'currency' | 'instruments' | 'strategies' | 'ranks'>;

export function manifestOf(identity: RunIdentity, catalog: Catalog, seed: number): RecordedManifest {
  return {
    ...identity,
    seed,
    currency: catalog.currency,
    instruments: [...catalog.instruments],
    strategies: [...catalog.strategies],
    ranks: [...CORE_RANKS],
  };
}

/** What the account is at the start of a journal. */
export interface OpeningState {
  /** The account's currency first. */
  readonly balances: readonly Payload<'run.balance'>[];
  readonly positions: readonly Payload<'run.position'>[];
  /** The rules in force. */
  readonly rules: readonly Payload<'md.instrument'>[];
  /** What the journal before this one left to those who are named, each of whom knows how to read it. */
  readonly carried: readonly Payload<'run.carried'>[];
  /** An operator's command that still holds. */
  readonly command: StandingCommand | undefined;
}

export type StandingCommand = {
  readonly [Type in 'control.kill' | 'control.reduce']: { readonly type: Type; readonly payload: Payload<Type> };
}['control.kill' | 'control.reduce'];

/** The state of an account that has never traded. @param others what it holds besides its currency */
export const freshState = (
  { currency }: Catalog,
  cash: Amount,
  rules: readonly Payload<'md.instrument'>[],
  others: readonly Payload<'run.balance'>[] = [],
): OpeningState => ({
  balances: [{ asset: currency, balance: cash }, ...others],
  positions: [],
  rules,
  carried: [],
  command: undefined,
});

export function openingFacts(manifest: RecordedManifest, state: OpeningState): readonly Fact[] {
  return [
    factOf('sequencer', 'run.manifest', { manifest }),
    ...state.balances.map((balance) => factOf('sequencer', 'run.balance', balance)),
    ...state.positions.map((position) => factOf('sequencer', 'run.position', position)),
    ...state.rules.map((rules) => factOf('market-data', 'md.instrument', rules)),
    ...state.carried.map((carried) => factOf('sequencer', 'run.carried', carried)),
    factOf('sequencer', 'run.started', {}),
    // After the start, because risk answers it: nothing is decided before.
    ...(state.command === undefined ? [] : [factOf('sequencer', state.command.type, state.command.payload)]),
  ];
}
