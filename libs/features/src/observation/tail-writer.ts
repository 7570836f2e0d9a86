// Writes what stands after the features of the market: which instrument it is, and how the account stands.
// An environment does this at every step, so it is one plain loop over small numbers, and makes nothing.

import { featureNamed } from './catalog.ts';
import type { AccountFact } from './feature.ts';
import type { ObservationPlan } from './observation-plan.ts';
import { within } from './within.ts';

export interface TailWriter {
  /**
   * Writes `plan.features.length − plan.marketCount` numbers from `offset` on. Arguments are those of
   * `AccountToObserve`, one by one, so that nothing is made for a step.
   */
  write(
    cash: number,
    positionValue: number,
    worth: number,
    fillRatio: number,
    target: Float32Array,
    offset: number,
  ): void;
}

/**
 * @param instrument which of the plan's instruments it is; may be left out when there is one
 * @throws RangeError when it is none of them
 */
export function createTailWriter(plan: ObservationPlan, instrument?: string): TailWriter {
  return new Tail(plan, positionOf(plan, instrument));
}

function positionOf({ instruments }: ObservationPlan, instrument: string | undefined): number {
  const position = instrument === undefined && instruments.length < 2 ? 0 : instruments.indexOf(instrument ?? '');
  if (position >= 0) return position;
  throw new RangeError(`"${instrument ?? ''}" is none of the instruments observed, ${instruments.join(', ')}.`);
}

/** Below this an account is worth nothing. */
const NOTHING = 1e-8;

const CASH = 0;
const POSITION = 1;
const CODE: Readonly<Record<AccountFact, number>> = { cash: CASH, position: POSITION, fill: 2 };

class Tail implements TailWriter {
  private readonly constants: Float32Array;
  /** By `CODE`. */
  private readonly facts: Uint8Array;

  constructor(plan: ObservationPlan, position: number) {
    const chosen = [...new Set(plan.features.map(({ feature }) => feature))].map(featureNamed);
    this.constants = Float32Array.from(
      chosen.flatMap((feature) => (feature?.kind === 'instrument' ? feature.values(position, plan.instruments) : [])),
    );
    this.facts = Uint8Array.from(
      chosen.flatMap((feature) => (feature?.kind === 'account' ? [CODE[feature.fact]] : [])),
    );
  }

  write(
    cash: number,
    positionValue: number,
    worth: number,
    fillRatio: number,
    target: Float32Array,
    offset: number,
  ): void {
    const { constants, facts } = this;
    let at = offset;
    for (let i = 0; i < constants.length; i++, at++) target[at] = constants[i] as number;
    for (let i = 0; i < facts.length; i++, at++) {
      const fact = facts[i];
      if (fact === CASH) target[at] = worth <= NOTHING ? 1 : within(cash / worth, 0, 1);
      else if (fact === POSITION) target[at] = worth <= NOTHING ? 0 : within(Math.tanh(positionValue / worth), -1, 1);
      else target[at] = within(fillRatio, 0, 1);
    }
  }
}
