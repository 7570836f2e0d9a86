"""Workload W1 on `vectorbt`. The clock runs over averages, signals, the simulation and the table of trades.

It is no event-driven engine: the whole market is one array and the strategy is two columns of signals, so there is no
book to ask and nothing can be decided on a fill. What it takes to make it W1:
- Orders are placed at the bar's own price, so the signals of a close are moved to the next bar and filled at its open.
- W1 holds one unit: a size of 1, and no more while it is held.
- The end: see `peer.read_bars`.
Its functions are compiled by Numba on the first run, which warms up.
"""

import time

import numpy as np
import pandas as pd
import vectorbt as vbt
from peer import CASH, FAST, FEE, SLOW, run_peer


def ema(closes, n):
    """Seeded with the simple mean of the first n closes, NaN until then."""
    seeded = np.array(closes, dtype=float)
    seeded[: n - 1] = np.nan
    seeded[n - 1] = closes[:n].mean()
    return pd.Series(seeded).ewm(span=n, adjust=False).mean().to_numpy()


def run(bars, last):
    started = time.perf_counter()
    closes = bars["close"].to_numpy()
    above = ema(closes, FAST) > ema(closes, SLOW)
    wanted = np.zeros(len(closes), dtype=bool)
    # Decided at a close, done at the next open; after the last close there is nothing to want.
    wanted[1:] = above[:-1]
    wanted[last] = False
    portfolio = vbt.Portfolio.from_signals(
        closes, wanted, ~wanted, price=bars["open"].to_numpy(), size=1, fees=FEE, init_cash=CASH, freq="1h"
    )
    records = portfolio.trades.records
    seconds = time.perf_counter() - started
    closed = records[records["status"] == 1]
    times = bars.index.astype("datetime64[ms]").astype("int64").to_numpy()
    columns = [
        times[closed["entry_idx"]],
        closed["entry_price"],
        times[closed["exit_idx"]],
        closed["exit_price"],
        closed["entry_fees"] + closed["exit_fees"],
    ]
    return seconds, list(zip(*(column.tolist() for column in columns)))


if __name__ == "__main__":
    run_peer("vectorbt", run)
