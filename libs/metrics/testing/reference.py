"""Makes golden/figures.json: the figures of some equity curves and round trips as other people's libraries compute them.

Only needed to make the file anew:  pip install numpy scipy pandas empyrical-reloaded && python reference.py > golden/figures.json
Where empyrical defines a figure as we do, it is taken from there; what it does not have is written with numpy and scipy.
"""

import json
import math

import empyrical
import numpy as np
import pandas as pd
from scipy import stats

START = pd.Timestamp("2021-01-28", tz="UTC")


def curves():
    rng = np.random.default_rng(20210128)
    normal = rng.normal(0.001, 0.02, 400)
    tails = np.clip(rng.standard_t(3, 260) * 0.012 + 0.0004, -0.5, 0.5)
    losing = rng.normal(-0.002, 0.01, 90)
    calm = np.where(rng.random(180) < 0.4, 0.0, rng.normal(0.0008, 0.004, 180))
    crash = np.concatenate([rng.normal(0.002, 0.01, 60), [-0.35], rng.normal(0.004, 0.02, 200)])
    for name, per_year, returns in [
        ("normal", 365, normal),
        ("fat tails", 252, tails),
        ("losing", 365, losing),
        ("mostly flat", 365, calm),
        ("one crash", 252, crash),
    ]:
        equity = 10_000 * np.cumprod(1 + returns)
        yield name, per_year, [10_000.0, *[round(float(e), 8) for e in equity]]


def days_of(per_year, count):
    """Day numbers since 1970: every day, or Monday to Friday."""
    dates = pd.date_range(START, periods=count, freq="D" if per_year == 365 else "B")
    return dates


def of_curve(name, per_year, equity):
    dates = days_of(per_year, len(equity) - 1)
    curve = pd.Series(equity[1:], index=dates)
    returns = pd.Series(np.array(equity[1:]) / np.array(equity[:-1]) - 1, index=dates)
    r = returns.to_numpy()
    n = len(r)
    sr = r.mean() / r.std(ddof=1)
    skew, kurtosis = stats.skew(r), stats.kurtosis(r, fisher=False)
    error = math.sqrt((1 - skew * sr + (kurtosis - 1) / 4 * sr**2) / (n - 1))
    best_of_25 = expected_maximum(25, 0.003)
    annual = {"annualization": per_year}
    return {
        "name": name,
        "days_per_year": per_year,
        "initial": equity[0],
        "days": [int(d.timestamp() // 86_400) for d in dates],
        "equity": equity[1:],
        "expected": {
            "cagr": float(empyrical.annual_return(returns, **annual)),
            "annual_volatility": float(empyrical.annual_volatility(returns, **annual)),
            "sharpe": float(empyrical.sharpe_ratio(returns, **annual)),
            "sortino": float(empyrical.sortino_ratio(returns, **annual)),
            "calmar": float(empyrical.calmar_ratio(returns, **annual)),
            "max_drawdown": float(empyrical.max_drawdown(returns)),
            "var_5": float(empyrical.value_at_risk(returns, 0.05)),
            "cvar_5": float(r[r <= np.percentile(r, 5)].mean()),
            "tail_ratio": float(empyrical.tail_ratio(returns)),
            "skew": float(skew),
            "kurtosis": float(kurtosis),
            "probabilistic_sharpe": float(stats.norm.cdf(sr / error)),
            "min_track_record_days": min_track_record(sr, skew, kurtosis),
            "deflated_sharpe_25_trials": float(stats.norm.cdf((sr - best_of_25) / error)),
        },
        "drawdowns": drawdowns(dates, equity),
        "months": periods(curve, equity[0], "%Y-%m"),
        "years": periods(curve, equity[0], "%Y"),
        "bootstrap": bootstrap(r, per_year),
        "legacy": legacy(dates, equity),
    }


def expected_maximum(trials, variance):
    gamma = float(np.euler_gamma)
    first, second = stats.norm.ppf(1 - 1 / trials), stats.norm.ppf(1 - 1 / (trials * math.e))
    return float(math.sqrt(variance) * ((1 - gamma) * first + gamma * second))


def min_track_record(sr, skew, kurtosis):
    if sr <= 0:
        return None
    return float(1 + (1 - skew * sr + (kurtosis - 1) / 4 * sr**2) * (stats.norm.ppf(0.95) / sr) ** 2)


def drawdowns(dates, equity):
    """The deepest and the longest fall; times as days since 1970, the opening one day before the first."""
    first = int(dates[0].timestamp() // 86_400) - 1
    times = [first, *[int(d.timestamp() // 86_400) for d in dates]]
    curve = pd.Series(equity, index=times)
    peak = curve.cummax()
    under = curve < peak
    falls = []
    for _, group in curve[under].groupby((~under).cumsum()[under]):
        start = curve.index[curve.index.get_loc(group.index[0]) - 1]
        after = curve.index.get_loc(group.index[-1]) + 1
        recovered = int(curve.index[after]) if after < len(curve) else None
        falls.append(
            {
                "depth": float(group.min() / peak[group.index[0]] - 1),
                "start": int(start),
                "trough": int(group.idxmin()),
                "recovered": recovered,
                "length": (recovered if recovered is not None else times[-1]) - int(start),
            }
        )
    return {"deepest": min(falls, key=lambda f: f["depth"]), "longest": max(falls, key=lambda f: f["length"])}


def periods(curve, initial, pattern):
    last = curve.groupby(curve.index.strftime(pattern)).last()
    before = last.shift(1, fill_value=initial)
    return [{"period": key, "value": float(value)} for key, value in (last / before - 1).items()]


MASK = (1 << 64) - 1


class Generator:
    """xoroshiro128+ of David Blackman and Sebastiano Vigna, seeded as libs/core/src/random.ts says."""

    def __init__(self, seed):
        high = self.mix(seed >> 32)
        words = [self.mix(self.mix((seed + i * 0x9E3779B9) & 0xFFFFFFFF) ^ high) for i in (1, 2, 3, 4)]
        self.a = words[0] << 32 | words[1]
        self.b = words[2] << 32 | words[3]

    @staticmethod
    def mix(word):
        h = word & 0xFFFFFFFF
        h = ((h ^ h >> 16) * 0x85EBCA6B) & 0xFFFFFFFF
        h = ((h ^ h >> 13) * 0xC2B2AE35) & 0xFFFFFFFF
        return h ^ h >> 16

    def word(self):
        out = (self.a + self.b) & 0xFFFFFFFF
        x = self.a ^ self.b
        rotate = lambda v, k: ((v << k) | (v >> (64 - k))) & MASK
        self.a = rotate(self.a, 24) ^ x ^ (x << 16 & MASK)
        self.b = rotate(x, 37)
        return out

    def uniform(self):
        high, low = self.word() >> 5, self.word() >> 6
        return (high * 2**26 + low) / 2**53


def bootstrap(r, per_year, resamples=200, seed=42):
    n = len(r)
    mean_block = max(1, round(n ** (1 / 3)))
    random = Generator(seed)
    sharpes, growths, falls = [], [], []
    for _ in range(resamples):
        places = []
        for i in range(n):
            if i == 0 or random.uniform() < 1 / mean_block:
                places.append(math.floor(random.uniform() * n))
            else:
                places.append((places[-1] + 1) % n)
        drawn = r[places]
        sharpes.append(drawn.mean() / drawn.std(ddof=1) * math.sqrt(per_year))
        path = np.concatenate([[1.0], np.cumprod(1 + drawn)])
        growths.append(path[-1] ** (per_year / n) - 1)
        falls.append((path / np.maximum.accumulate(path) - 1).min())
    interval = lambda values: [float(np.percentile(values, 2.5)), float(np.percentile(values, 97.5))]
    return {
        "seed": seed,
        "resamples": resamples,
        "mean_block": mean_block,
        "sharpe": interval(sharpes),
        "cagr": interval(growths),
        "max_drawdown": interval(falls),
    }


def legacy(dates, equity):
    """The definitions of the platform before this one: steps over a capital of 10,000."""
    e = np.array(equity)
    times = np.concatenate([[dates[0].timestamp()], dates.map(lambda d: d.timestamp()) + 86_400.0])
    r = np.concatenate([[0.0], np.diff(e) / 10_000])
    step = (times[-1] - times[0]) / (len(times) - 1)
    per_year = 31_536_000 / step
    fall = float((e / np.maximum.accumulate(e) - 1).min())
    return {
        "sharpe": float(r.mean() / r.std(ddof=1) * math.sqrt(per_year)),
        "sortino": float(r.mean() / math.sqrt((np.minimum(r, 0) ** 2).mean()) * math.sqrt(per_year)),
        "cvar": float(r[r <= np.quantile(r, 0.05)].mean()),
        "calmar": float(r.mean() * per_year / abs(fall)),
        "max_drawdown": fall,
        "pnl_total": float(e[-1] - e[0]),
        "pnl_mean_step": float(r.mean() * 10_000),
        "pnl_std_step": float(r.std(ddof=1) * 10_000),
        "avg_step_seconds": float(step),
        "num_points": len(e),
    }


def trades():
    rng = np.random.default_rng(7)
    pnl = np.round(rng.normal(4, 40, 60), 8)
    pnl[10] = 0.0
    holding = rng.integers(1, 200, 60) * 3_600_000_000
    mae = -np.round(np.abs(rng.normal(10, 8, 60)), 8)
    mfe = np.round(np.abs(rng.normal(12, 9, 60)), 8)
    p = pd.Series(pnl)
    profit, loss = float(p[p > 0].sum()), float(-p[p < 0].sum())
    return {
        "pnl": pnl.tolist(),
        "holding": holding.tolist(),
        "mae": mae.tolist(),
        "mfe": mfe.tolist(),
        "expected": {
            "winRate": float((p > 0).mean()),
            "grossProfit": profit,
            "grossLoss": loss,
            "profitFactor": profit / loss,
            "expectancy": float(p.mean()),
            "averageWin": float(p[p > 0].mean()),
            "averageLoss": float(p[p < 0].mean()),
            "payoffRatio": float(p[p > 0].mean() / -p[p < 0].mean()),
            "deviation": float(p.std()),
            "sqn": float(math.sqrt(len(p)) * p.mean() / p.std()),
            "best": float(p.max()),
            "worst": float(p.min()),
            "averageHolding": float(holding.mean()),
            "longestHolding": float(holding.max()),
            "averageMae": float(mae.mean()),
            "averageMfe": float(mfe.mean()),
        },
        "median": float(p.median()),
    }


def normal_distribution():
    points = [-8.0, -5.0, -3.5, -3.0, -2.9999, -1.96, -1.0, -0.1, 0.0, 1e-9, 0.5, 1.0, 2.33, 3.0, 4.5, 6.0, 8.0]
    shares = [1e-12, 1e-6, 0.001, 0.05, 0.25, 0.5, 0.75, 0.9, 0.975, 0.999, 1 - 1e-6]
    return {
        "cdf": [[x, float(stats.norm.cdf(x))] for x in points],
        "ppf": [[p, float(stats.norm.ppf(p))] for p in shares],
        "expected_maximum": [[t, v, expected_maximum(t, v)] for t, v in [(2, 0.01), (25, 0.003), (1000, 0.02)]],
    }


print(
    json.dumps(
        {
            "curves": [of_curve(*curve) for curve in curves()],
            "trades": trades(),
            "normal": normal_distribution(),
        }
    )
)
