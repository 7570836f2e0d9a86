"""What the two peers share: workload W1 in numbers, its bars, repeated runs, and the answer as one line of JSON.

Command line: CSV of bars, milliseconds of a bar, number of runs after the first, which warms up.
"""

import json
import sys
from importlib.metadata import version

import pandas as pd

FAST = 10
SLOW = 20
CASH = 1_000_000
FEE = 0.001


def run_peer(package, run):
    """`run(bars, last)` gives the seconds of one run and its trades: entry ms, price, exit ms, price, both fees.

    `last` is the count of bars at which the market ends, see `read_bars`.
    """
    path, bar_ms, runs = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    bars = read_bars(path, bar_ms)
    seconds = []
    trades = []
    for _ in range(1 + runs):
        taken, trades = run(bars, len(bars) - 1)
        seconds.append(taken)
    print(json.dumps({"version": version(package), "seconds": seconds, "trades": trades}))


def read_bars(path, bar_ms):
    """The bars of the file and one more, since W1 closes what it holds at the last bar's close.

    Neither framework can do that by itself: `backtesting` finalizes at the last bar's open, `backtrader` leaves the
    position as it is. Both fill a market order at the next open, so the market goes on with one bar that opens at the
    last close, and the strategies want nothing once the last bar of the file is closed. It does not count as a bar.
    """
    # The parser that pandas prefers may miss the nearest double by one bit.
    bars = pd.read_csv(path, float_precision="round_trip")
    close = bars["close"].iloc[-1]
    after = [bars["ts_ms"].iloc[-1] + bar_ms, close, close, close, close, 0.0]
    bars = pd.concat([bars, pd.DataFrame([after], columns=bars.columns)], ignore_index=True)
    bars.index = pd.DatetimeIndex(pd.to_datetime(bars.pop("ts_ms").astype("int64"), unit="ms"))
    return bars.astype(float)
