// Small wrongs in the cores, each of which the tests must notice. `find` stands exactly once in its file.

export interface Mutant {
  readonly wrong: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** Where the tests are that must go red. */
  readonly tests: string;
}

const RISK = 'services/risk';
const VENUE = 'libs/simulation';
const EXECUTION = 'services/execution';
const STRATEGY = 'services/strategy/src/core';
const PORTFOLIO = 'libs/portfolio';
const LOCKSTEP = 'tests/replay/lockstep';

export const MUTANTS: readonly Mutant[] = [
  {
    wrong: 'an order worth exactly the limit is denied',
    file: 'services/risk/src/core/judge.ts',
    find: 'compareExact(limit, 0) > 0 && compareExact(value, limit) > 0',
    replace: 'compareExact(limit, 0) > 0 && compareExact(value, limit) >= 0',
    tests: RISK,
  },
  {
    wrong: 'entries in flight are forgotten when the position limit is checked',
    file: 'services/risk/src/core/judge.ts',
    find: "if (pending?.side === 'buy') units += pending.remaining;",
    replace: "if (pending?.side === 'buy') units += 0;",
    tests: RISK,
  },
  {
    wrong: 'reductions are held to the limits of entries',
    file: 'services/risk/src/core/judge.ts',
    find: "(side === 'buy' ? entryDenial(",
    replace: '(true ? entryDenial(',
    tests: RISK,
  },
  {
    wrong: 'a halt lets reductions through',
    file: 'services/risk/src/core/judge.ts',
    find: "return { code: 'TRADING_HALTED', reason: state.commandReason };",
    replace: "return side === 'buy' ? { code: 'TRADING_HALTED', reason: state.commandReason } : undefined;",
    tests: RISK,
  },
  {
    wrong: 'REDUCING stops reductions',
    file: 'services/risk/src/core/judge.ts',
    find: "return side === 'buy' ? { code: 'TRADING_REDUCING', reason: state.commandReason } : undefined;",
    replace: "return { code: 'TRADING_REDUCING', reason: state.commandReason };",
    tests: RISK,
  },
  {
    wrong: 'a reduce command softens a kill',
    file: 'services/risk/src/core/trading-state.ts',
    find: "if (state.command !== 'kill') state.command = 'reduce';",
    replace: "state.command = 'reduce';",
    tests: RISK,
  },
  {
    wrong: 'the daily loss must exceed its limit instead of reaching it',
    file: 'services/risk/src/core/trading-state.ts',
    find: 'if (compareExact(state.dayLoss, limits.dailyLossLimit) < 0) return;',
    replace: 'if (compareExact(state.dayLoss, limits.dailyLossLimit) <= 0) return;',
    tests: RISK,
  },
  {
    wrong: 'a second order races the first instead of waiting for it',
    file: 'services/risk/src/core/signals.ts',
    find: 'slotsOf(state.inFlight, strategy)[instrument] = { side,',
    replace: 'slotsOf([[]] as typeof state.inFlight, 0)[instrument] = { side,',
    tests: RISK,
  },
  {
    wrong: 'the reserve for fees and slippage is left out of the cash check',
    file: 'services/risk/src/core/judge.ts',
    find: "addExact(value, amount(mulDivExact(value, limits.costReservePpb, BILLION, 'ceil')));",
    replace: 'value;',
    tests: RISK,
  },
  {
    wrong: 'slippage helps the trader',
    file: 'libs/simulation/src/costs.ts',
    find: 'mulDivExact(reference, BILLION + ppb, BILLION',
    replace: 'mulDivExact(reference, BILLION - ppb, BILLION',
    tests: VENUE,
  },
  {
    wrong: 'fees are rounded down',
    file: 'libs/simulation/src/fees.ts',
    find: "return mulDivExact(a, b, divisor, 'ceil');",
    replace: "return mulDivExact(a, b, divisor, 'floor');",
    tests: VENUE,
  },
  {
    wrong: 'a touch fills a limit order',
    file: 'libs/simulation/src/trigger.ts',
    find: "side === 'buy' ? at < limit : at > limit",
    replace: "side === 'buy' ? at <= limit : at >= limit",
    tests: VENUE,
  },
  {
    wrong: 'an order placed while a bar runs fills in what that bar did before',
    file: 'libs/simulation/src/counted-range.ts',
    find: '3 * gone <= bar.timeframe ? good : undefined',
    replace: 'good',
    tests: VENUE,
  },
  {
    wrong: 'slippage is not clipped to the bar',
    file: 'libs/simulation/src/fill-order.ts',
    find: 'settings.clipToBar && bar !== undefined && bar.known',
    replace: 'false',
    tests: VENUE,
  },
  {
    wrong: 'a market order fills at the close it was decided on',
    file: 'libs/simulation/src/arrivals.ts',
    find: 'if (desk.state.ending) fillAfterLastBar',
    replace: 'if (true) fillAfterLastBar',
    tests: VENUE,
  },
  {
    wrong: 'both orders of a group may fill',
    file: 'libs/simulation/src/fill-order.ts',
    find: 'endOthersOfGroup(desk, order, moment.now);',
    replace: '',
    tests: VENUE,
  },
  {
    wrong: 'an order takes more of a bar than there is',
    file: 'libs/simulation/src/capacity.ts',
    find: 'Math.min(byVolume, byDay)',
    replace: 'Math.max(byVolume, byDay)',
    tests: VENUE,
  },
  {
    wrong: 'the venue gives up one attempt too early',
    file: 'libs/simulation/src/latency.ts',
    find: 'attempts <= retries',
    replace: 'attempts < retries',
    tests: VENUE,
  },
  {
    wrong: 'the fee is added to the cost basis',
    file: 'libs/portfolio/src/fills.ts',
    find: 'position.costBasis = addExact(position.costBasis, value);',
    replace: 'position.costBasis = addExact(addExact(position.costBasis, value), fill.fee);',
    tests: PORTFOLIO,
  },
  {
    wrong: 'a sale realises its proceeds instead of its profit',
    file: 'libs/portfolio/src/fills.ts',
    find: 'position.realizedPnl = addExact(position.realizedPnl, subExact(value, removed));',
    replace: 'position.realizedPnl = addExact(position.realizedPnl, value);',
    tests: PORTFOLIO,
  },
  {
    wrong: 'a fee in the base asset is not taken out of what was bought',
    file: 'libs/portfolio/src/fees.ts',
    find: 'position.costBasis = subExact(position.costBasis, value);',
    replace: '',
    tests: PORTFOLIO,
  },
  {
    wrong: 'protection stays when the position is gone',
    file: 'services/execution/src/core/execution-core.ts',
    find: 'endProtection(state, strategy, instrument);',
    replace: '{}',
    tests: EXECUTION,
  },
  {
    wrong: 'the same cancel is sent twice',
    file: 'services/execution/src/core/schedules.ts',
    find: "if (order.status === 'cancel-requested') return;",
    replace: '',
    tests: EXECUTION,
  },
  {
    wrong: 'positions stay open at the end of a run that should close them',
    file: 'services/execution/src/core/wind-up.ts',
    find: 'if (payload.closePositions) sellAll',
    replace: 'if (!payload.closePositions) sellAll',
    tests: EXECUTION,
  },
  {
    wrong: 'a strategy acts one bar after its warm-up',
    file: 'services/strategy/src/core/show-bars.ts',
    find: 'context.mayAct = seen >= host.warmup;',
    replace: 'context.mayAct = seen > host.warmup;',
    tests: STRATEGY,
  },
  {
    wrong: 'a timer fires again at every tick',
    file: 'services/strategy/src/core/strategy-core.ts',
    find: 'data.timers = data.timers.filter((timer) => timer.at > event.time);',
    replace: '',
    tests: STRATEGY,
  },
  {
    wrong: 'the slow average is one bar shorter than asked',
    file: 'services/strategy/src/core/built-in/ema-cross.ts',
    find: 'slow: ema(p.slow)',
    replace: 'slow: ema(p.slow - 1)',
    tests: 'tests/engine/w1-oracle',
  },
  {
    wrong: 'decisions of one instant are ordered by rank backwards',
    file: 'services/backtester/src/core/engine.ts',
    find: 'const cores = startCores(setup);',
    replace: 'const cores = startCores(setup).reverse();',
    tests: 'tests/replay',
  },
  {
    wrong: 'decisions are written as they come, whatever their rank',
    file: 'services/sequencer/src/core/lockstep.ts',
    find: 'if (done < cause) break;',
    replace: 'if (done < cause && rank === 0) break;',
    tests: LOCKSTEP,
  },
  {
    wrong: 'a done mark counts although decisions before it are missing',
    file: 'services/sequencer/src/core/lockstep.ts',
    find: 'if (emitted === to.received) advance(to, mark);',
    replace: 'advance(to, mark);',
    tests: LOCKSTEP,
  },
  {
    wrong: 'a sequencer that starts again forgets which rank was next',
    file: 'services/sequencer/src/core/journal-fold.ts',
    find: 'const rank = ranks.indexOf(last.source) + 1;',
    replace: 'const rank = ranks.indexOf(last.source) + 2;',
    tests: LOCKSTEP,
  },
  {
    wrong: 'a recorded decision with another payload passes',
    file: 'libs/core/src/core-runner.ts',
    find: 'recorded.payload === emitted.payload &&',
    replace: '',
    tests: 'tests/journal/replay',
  },
  {
    wrong: 'an event that comes twice is seen twice',
    file: 'libs/service/src/journal-feed.ts',
    find: 'if (stopped || recorded.position <= position) return;',
    replace: 'if (stopped || recorded.position < position) return;',
    tests: 'libs/service',
  },
  {
    wrong: 'a kill that nobody heard is lost',
    file: 'services/sequencer/src/shell/command-desk.ts',
    find: '(all ? unheard : found).push(...(await fetch()));',
    replace: 'found.push(...(await fetch()));',
    tests: 'services/sequencer',
  },
  {
    wrong: 'what comes after the end of an episode counts for what came before',
    file: 'services/trainer/src/core/ppo/gae.ts',
    find: 'const goesOn = 1 - (ended[at] as number);',
    replace: 'const goesOn = 1 - 0 * (ended[at] as number);',
    tests: 'services/trainer/src/core/ppo',
  },
  {
    wrong: 'an episode that is cut off is taken for one that ended',
    file: 'services/trainer/src/core/ppo/ppo.ts',
    find: 'truncated[environment] === 1 && terminated[environment] !== 1;',
    replace: 'truncated[environment] === 2 && terminated[environment] !== 1;',
    tests: 'services/trainer/src/core/ppo',
  },
  {
    wrong: 'a ratio beyond the clip range still pulls',
    file: 'services/trainer/src/core/loss/policy-terms.ts',
    find: 'return isCut ? 0 : ratio * advantage;',
    replace: 'return ratio * advantage;',
    tests: 'services/trainer/src/core/loss',
  },
  {
    wrong: 'turning over is rewarded',
    file: 'services/trainer/src/core/environments/market/reward.ts',
    find: 'if (traded > 0) reward -= turnoverPenaltyCoef',
    replace: 'if (traded > 0) reward += turnoverPenaltyCoef',
    tests: 'tests/training/environment-market',
  },
  {
    wrong: 'a policy wants the mirror image of what it learnt',
    file: 'libs/policy/src/decide/decider.ts',
    find: 'return Math.round(weightOf(actions, action[0] as number) * WEIGHT_ONE) / WEIGHT_ONE;',
    replace: 'return Math.round(weightOf(actions, -(action[0] as number)) * WEIGHT_ONE) / WEIGHT_ONE;',
    tests: 'libs/policy/src/decide',
  },
];
