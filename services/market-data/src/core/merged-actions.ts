// What a company did since the bar before, as one split and one dividend: at one instant there is one fact of each.

import type { CorporateAction } from '@tradingbot/bars';
import { addExact, amount, mulDivExact, type Amount } from '@tradingbot/domain';

/**
 * Several actions are due together only when bars are missing for months. A dividend of before a split becomes one of
 * after it, rounded down: in nobody's favour but by less than the last decimal of a share's part.
 * @param actions of one instrument, in time order, at least one
 */
export function mergedActions(actions: readonly CorporateAction[]): readonly CorporateAction[] {
  const [first] = actions;
  if (first === undefined || actions.length === 1) return actions;
  const { from } = first;
  let [numerator, denominator] = [1, 1];
  let perShare: Amount = amount(0);
  for (const action of actions) {
    if (action.kind === 'split') {
      [numerator, denominator] = reduced(numerator * action.numerator, denominator * action.denominator);
      perShare = amount(mulDivExact(perShare, action.denominator, action.numerator, 'floor'));
    } else perShare = addExact(perShare, action.perShare);
  }
  return [
    ...(numerator === denominator ? [] : [{ kind: 'split' as const, from, numerator, denominator }]),
    ...(perShare > 0 ? [{ kind: 'dividend' as const, from, perShare }] : []),
  ];
}

function reduced(numerator: number, denominator: number): [number, number] {
  let [a, b] = [numerator, denominator];
  while (b !== 0) [a, b] = [b, a % b];
  return [numerator / a, denominator / a];
}
