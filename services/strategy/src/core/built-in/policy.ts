// Trades a trained policy: each bar is observed, the network says which share to hold, and that becomes the target.
// Decided as in training: one target at each close, the likeliest action, no luck.

import { createObserver, type AccountToObserve, type ObservationPlan, type Observer } from '@tradingbot/features';
import { createDecider, type PolicyModel } from '@tradingbot/policy';
import type { Bar, StrategyContext } from '../context.ts';
import { defineStrategy, type StrategyDefinition } from '../define-strategy.ts';
import { POLICY, PolicyParams, type PolicySettings } from './policy-terms.ts';

interface State {
  readonly observer: Observer;
  /** The share that was named last; −1 before the first. */
  asked: number;
  /** Of the last order: what was filled, and the share of it. An order of which nothing is filled is not seen here. */
  filled: number;
  fillRatio: number;
}

type Context = StrategyContext<PolicySettings, State>;

/**
 * Each symbol is an account of its own, as in training: what it may hold is its share of equity, and its cash is what of
 * that share is not held. With one symbol and `min_change` 0 the decisions are those of the market environment.
 * @param plan of the model's own features, on the bars of a run
 */
export function policyStrategy(model: PolicyModel, plan: ObservationPlan): StrategyDefinition {
  const decider = createDecider(model);
  // Written anew at every bar, and never read before.
  const observation = new Float32Array(decider.observations);
  const account = { cash: 0, positionValue: 0, worth: 0, fillRatio: 1 };
  const definition = defineStrategy({
    name: POLICY,
    params: PolicyParams,
    warmup: () => plan.warmup,
    init: (_params: PolicySettings, symbol: string): State => ({
      // A policy of one instrument trades any; one of several tells them apart by name.
      observer: plan.instruments.length > 1 ? createObserver(plan, symbol) : createObserver(plan),
      asked: -1,
      filled: 0,
      fillRatio: 1,
    }),
    onBar(ctx, bar) {
      const { observer } = ctx.state;
      observer.update(bar);
      if (!observer.ready) return;
      const share = shareOf(ctx);
      lookAt(ctx, bar, share, account);
      observer.write(account, observation, 0);
      const wanted = decider.decide(observation);
      const held = account.worth > 0 ? account.positionValue / account.worth : 0;
      // What is still being worked was asked for: asking again would only cancel it.
      const present = ctx.book.hasOpenOrder() ? ctx.state.asked : held;
      if (Math.abs(wanted - present) <= ctx.params.min_change) return;
      ctx.state.asked = wanted;
      ctx.state.filled = 0;
      ctx.targetWeight(wanted * share);
    },
    onFill(ctx, { qty, remaining }) {
      const { state } = ctx;
      state.filled += qty;
      state.fillRatio = state.filled / (state.filled + remaining);
    },
    onSplit(ctx, { ratio }) {
      ctx.state.observer.split(ratio);
    },
  });
  return definition as unknown as StrategyDefinition;
}

const shareOf = ({ params, symbols }: Context): number => params.weight ?? 1 / symbols.length;

/** Fills `account` with the part of the account that this symbol has. */
function lookAt({ book, state }: Context, { close }: Bar, share: number, account: Account): void {
  account.positionValue = book.qty() * close;
  account.worth = book.equity * share;
  account.cash = share === 1 ? book.cash : account.worth - account.positionValue;
  account.fillRatio = state.fillRatio;
}

type Account = { -readonly [Key in keyof AccountToObserve]: number };
