"""Workload W1 on `backtesting`. The clock runs during `Backtest.run` alone, which computes its statistics as well.

In its fast way: both averages over whole arrays when the run starts, and their comparison as the one indicator.
What it takes to make it W1:
- The library skips the bars on which an indicator is NaN and one more, so with the averages themselves as indicators
  its first decision would come a bar late. The comparison is false on those bars, and none is skipped.
- A size of 1 or more is a number of units, and W1 holds one unit.
- The end: see `peer.read_bars`. `finalize_trades` is off, since nothing is left open.
"""

import time

import numpy as np
import pandas as pd
from backtesting import Backtest, Strategy
from peer import CASH, FAST, FEE, SLOW, run_peer


class EmaCross(Strategy):
    last = 0

    def init(self):
        self.above = self.I(is_above, self.data.Close, name="above", plot=False)

    def next(self):
        wanted = self.above[-1] and len(self.data) < self.last
        if wanted and not self.position:
            self.buy(size=1)
        elif self.position and not wanted:
            self.position.close()


def is_above(closes):
    return ema(closes, FAST) > ema(closes, SLOW)


def ema(closes, n):
    """Seeded with the simple mean of the first n closes, NaN until then."""
    seeded = np.array(closes, dtype=float)
    seeded[: n - 1] = np.nan
    seeded[n - 1] = closes[:n].mean()
    return pd.Series(seeded).ewm(span=n, adjust=False).mean().to_numpy()


def run(bars, last):
    backtest = Backtest(
        bars.rename(columns=str.title), EmaCross, cash=CASH, commission=FEE, exclusive_orders=True, trade_on_close=False
    )
    started = time.perf_counter()
    statistics = backtest.run(last=last)
    seconds = time.perf_counter() - started
    trades = statistics["_trades"]
    columns = [
        milliseconds(trades["EntryTime"]),
        trades["EntryPrice"],
        milliseconds(trades["ExitTime"]),
        trades["ExitPrice"],
        trades["Commission"],
    ]
    return seconds, list(zip(*(column.tolist() for column in columns)))


def milliseconds(times):
    return times.astype("datetime64[ms]").astype("int64")


if __name__ == "__main__":
    run_peer("backtesting", run)
