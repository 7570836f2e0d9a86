// An equity curve by days: the last sample of each day, and the simple returns from one day to the next.

import { MICROS_PER_DAY, MICROS_PER_HOUR } from '@tradingbot/domain';

export interface DailyEquity {
  /** Equity when the run opened: what the first day's return is measured against. */
  readonly initial: number;
  /** Day numbers since 1970, ascending; a day without a sample is not there. */
  readonly days: Float64Array;
  readonly equity: Float64Array;
  /** `equity[i] ÷ equity[i − 1] − 1`. A return behind days without samples is that of all of them. */
  readonly returns: Float64Array;
}

export interface DailyEquityMeter {
  start(equity: number): void;
  sample(time: number, equity: number): void;
  /** So much more has been there from the start, and is known only now. */
  restate(more: number): void;
  /** Everything until now; more samples may follow. */
  result(): DailyEquity;
}

/**
 * When a day ends, after midnight UTC. In New York the day is over by 05:00 and the next one's trading has not begun, in
 * summer and winter, before and after regular hours.
 */
export const dayEndsAt = (daysPerYear: number): number => (daysPerYear === 252 ? 5 * MICROS_PER_HOUR : 0);

/**
 * A sample at the very end of a day belongs to it.
 * @param daysPerYear 365 for UTC days; 252 for the trading days of New York
 */
export function createDailyEquity(daysPerYear: number): DailyEquityMeter {
  const offset = dayEndsAt(daysPerYear);
  const days: number[] = [];
  const closes: number[] = [];
  let initial = 0;
  // The latest equity and the end of its day. In an array of doubles, because changing a closure's variable allocates.
  const now = Float64Array.of(0, -Infinity);
  const dayInHand = (): number => ((now[1] as number) - offset) / MICROS_PER_DAY - 1;

  function closeDay(): void {
    if (now[1] === -Infinity) return;
    days.push(dayInHand());
    closes.push(now[0] as number);
  }

  return {
    start(equity) {
      initial = now[0] = equity;
    },
    sample(time, equity) {
      if (time > (now[1] as number)) {
        closeDay();
        now[1] = Math.ceil((time - offset) / MICROS_PER_DAY) * MICROS_PER_DAY + offset;
      }
      now[0] = equity;
    },
    restate(more) {
      initial += more;
      now[0] = (now[0] as number) + more;
      closes.forEach((close, day) => (closes[day] = close + more));
    },
    result() {
      const isOpen = now[1] !== -Infinity;
      const equity = Float64Array.from(isOpen ? [...closes, now[0] as number] : closes);
      return {
        initial,
        days: Float64Array.from(isOpen ? [...days, dayInHand()] : days),
        equity,
        returns: equity.map((value, i) => value / (i === 0 ? initial : (equity[i - 1] as number)) - 1),
      };
    },
  };
}

/** Fewer days than this share of those that a year has is too few to annualise by. */
const LEAST_SHARE_OF_DAYS = 0.8;

/** Why figures of a year cannot be made of these days; "" when they can. */
export function faultOfDays({ initial, days, equity, returns }: DailyEquity, daysPerYear: number): string {
  if (returns.length === 0) return 'no day has a sample of equity';
  if (initial <= 0 || equity.some((value, i) => value <= 0 && i < equity.length - 1)) {
    return 'equity was not above zero, and there is no return on nothing';
  }
  if (returns.length < 2) return 'fewer than two days';
  const span = (days.at(-1) as number) - (days[0] as number) + 1;
  const expected = span * (daysPerYear / 365);
  return returns.length < expected * LEAST_SHARE_OF_DAYS - 1
    ? 'too many days have no bar to annualise daily returns'
    : '';
}
