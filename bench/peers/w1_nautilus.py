"""Workload W1 on `nautilus_trader`. The clock runs during `BacktestEngine.run` alone, not while its data is made.

Its matching engine takes a bar for its four prices at the moment when the bar closes, so an order that is sent at a
close would fill at that same close. To fill at the next open, as W1 does, the opens are given as quotes of their own,
and an order is a nanosecond on its way; bars move no price (`bar_execution` off). The strategy sees bars alone.
Its averages are W1's own, in plain Python: the library's exponential average begins with the first close.
The end: see `peer.read_bars`. Log, risk checks beyond the minimum, and analysis are off.
"""

import time
from decimal import Decimal

from nautilus_trader.backtest.engine import BacktestEngine, BacktestEngineConfig
from nautilus_trader.backtest.models import LatencyModel
from nautilus_trader.config import LoggingConfig, RiskEngineConfig, StrategyConfig
from nautilus_trader.model.currencies import BTC, USDT
from nautilus_trader.model.data import Bar, BarType, QuoteTick
from nautilus_trader.model.enums import AccountType, OmsType, OrderSide
from nautilus_trader.model.identifiers import InstrumentId, Symbol, Venue
from nautilus_trader.model.instruments import CurrencyPair
from nautilus_trader.model.objects import Money, Price, Quantity
from nautilus_trader.trading.strategy import Strategy
from peer import CASH, FAST, FEE, SLOW, run_peer

VENUE = Venue("SIM")
INSTRUMENT = CurrencyPair(
    instrument_id=InstrumentId(Symbol("BTCUSDT"), VENUE),
    raw_symbol=Symbol("BTCUSDT"),
    base_currency=BTC,
    quote_currency=USDT,
    price_precision=4,
    size_precision=5,
    price_increment=Price(0.0001, 4),
    size_increment=Quantity(0.00001, 5),
    ts_event=0,
    ts_init=0,
    maker_fee=Decimal(str(FEE)),
    taker_fee=Decimal(str(FEE)),
)
BARS = BarType.from_str("BTCUSDT.SIM-1-HOUR-LAST-EXTERNAL")
UNIT = Quantity(1, 5)
MILLISECOND = 1_000_000


class Ema:
    """Seeded with the simple mean of its first n values."""

    def __init__(self, n):
        self.n, self.seen, self.value = n, 0, 0.0

    def update(self, value):
        self.seen += 1
        if self.seen <= self.n:
            self.value += value / self.n
        else:
            self.value += 2.0 / (self.n + 1) * (value - self.value)


class Settings(StrategyConfig, frozen=True):
    last: int


class EmaCross(Strategy):
    def __init__(self, config):
        super().__init__(config)
        self.fast, self.slow, self.seen, self.held, self.fills = Ema(FAST), Ema(SLOW), 0, False, []

    def on_start(self):
        self.subscribe_bars(BARS)

    def on_bar(self, bar):
        close = bar.close.as_double()
        self.fast.update(close)
        self.slow.update(close)
        self.seen += 1
        if self.seen < SLOW or self.seen > self.config.last:
            return
        wanted = self.fast.value > self.slow.value and self.seen < self.config.last
        if wanted != self.held:
            side = OrderSide.BUY if wanted else OrderSide.SELL
            self.submit_order(self.order_factory.market(INSTRUMENT.id, side, UNIT))
            self.held = wanted

    def on_order_filled(self, event):
        self.fills.append((event.ts_event // MILLISECOND, float(str(event.last_px)), event.commission.as_double()))


def run(bars, last):
    engine = BacktestEngine(
        BacktestEngineConfig(
            logging=LoggingConfig(bypass_logging=True),
            risk_engine=RiskEngineConfig(bypass=True),
            run_analysis=False,
        )
    )
    engine.add_venue(
        VENUE,
        OmsType.NETTING,
        AccountType.CASH,
        [Money(CASH, USDT)],
        bar_execution=False,
        latency_model=LatencyModel(base_latency_nanos=1),
    )
    engine.add_instrument(INSTRUMENT)
    engine.add_data(quotes_of(bars))
    engine.add_data(bars_of(bars))
    strategy = EmaCross(Settings(last=last))
    engine.add_strategy(strategy)
    started = time.perf_counter()
    engine.run()
    seconds = time.perf_counter() - started
    entries, exits = strategy.fills[::2], strategy.fills[1::2]
    trades = [
        (entry[0], entry[1], exit[0], exit[1], entry[2] + exit[2]) for entry, exit in zip(entries, exits)
    ]
    engine.dispose()
    return seconds, trades


def quotes_of(bars):
    """The opens: a hair's breadth after the close before them, and for any quantity."""
    size = Quantity(1_000_000, 5)
    quotes = []
    for at, price in zip(nanoseconds(bars), bars["open"]):
        price = Price(price, 4)
        quotes.append(QuoteTick(INSTRUMENT.id, price, price, size, size, at + 1, at + 1))
    return quotes


def bars_of(bars):
    times = nanoseconds(bars)
    length = times[1] - times[0]
    rows = zip(times, bars["open"], bars["high"], bars["low"], bars["close"], bars["volume"])
    return [
        Bar(BARS, Price(o, 4), Price(h, 4), Price(l, 4), Price(c, 4), Quantity(v, 5), at + length, at + length)
        for at, o, h, l, c, v in rows
    ]


def nanoseconds(bars):
    return bars.index.astype("datetime64[ns]").astype("int64").tolist()


if __name__ == "__main__":
    run_peer("nautilus_trader", run)
