// One recorder, two places where its rows go.

import type { RecordSink } from '../../core/index.ts';

export const bothSinks = (one: RecordSink, other: RecordSink): RecordSink => ({
  equity(time, equity, cash, drawdown) {
    one.equity(time, equity, cash, drawdown);
    other.equity(time, equity, cash, drawdown);
  },
  fill(time, strategy, fill) {
    one.fill(time, strategy, fill);
    other.fill(time, strategy, fill);
  },
  trade(trade) {
    one.trade(trade);
    other.trade(trade);
  },
});
