"""Workload W1 on `backtrader`. The clock runs from the moment the bars are loaded: indicators, strategy, broker.

In its fast way: bars preloaded, indicators over whole arrays (`runonce`), no observers (`stdstats`).
Its exponential average is W1's, simple mean first, and strategies start with the bar that completes the slowest
indicator, as in W1. What it takes to make it W1 is the end alone: see `peer.read_bars`.
"""

import datetime
import time

import backtrader as bt
from peer import CASH, FAST, FEE, SLOW, run_peer

EPOCH = datetime.datetime(1970, 1, 1)
MILLISECOND = datetime.timedelta(milliseconds=1)


class Bars(bt.feeds.PandasDirectData):
    """Bars of a table, loaded before the clock starts."""

    params = (("openinterest", -1),)
    loaded_at = 0.0

    def preload(self):
        super().preload()
        self.loaded_at = time.perf_counter()


class EmaCross(bt.Strategy):
    params = (("last", 0),)

    def __init__(self):
        self.fills = []
        self.above = bt.indicators.EMA(period=FAST) > bt.indicators.EMA(period=SLOW)

    def next(self):
        wanted = self.above[0] and len(self) < self.p.last
        if wanted and not self.position:
            self.buy(size=1)
        elif self.position and not wanted:
            self.close()

    def notify_order(self, order):
        if order.status == order.Completed:
            self.fills.append(order.executed)


def run(bars, last):
    cerebro = bt.Cerebro(stdstats=False)
    feed = Bars(dataname=bars, timeframe=bt.TimeFrame.Minutes)
    cerebro.adddata(feed)
    cerebro.addstrategy(EmaCross, last=last)
    cerebro.broker.setcash(CASH)
    cerebro.broker.setcommission(commission=FEE)
    (strategy,) = cerebro.run()
    seconds = time.perf_counter() - feed.loaded_at
    entries, exits = strategy.fills[::2], strategy.fills[1::2]
    return seconds, [
        (milliseconds(entry.dt), entry.price, milliseconds(exit.dt), exit.price, entry.comm + exit.comm)
        for entry, exit in zip(entries, exits)
    ]


def milliseconds(days):
    """Of a time that the framework keeps as a float of days."""
    return round((bt.num2date(days) - EPOCH) / MILLISECOND)


if __name__ == "__main__":
    run_peer("backtrader", run)
