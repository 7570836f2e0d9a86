// What each figure of `metrics.json` is called, how it is written, and what it means, in one sentence each.

export interface FigureText {
  /** In the document. */
  readonly path: string;
  readonly label: string;
  readonly unit:
    | 'share'
    | 'gain'
    | 'money'
    | 'result'
    | 'ratio'
    | 'count'
    | 'days'
    | 'hours'
    | 'times'
    | 'text'
    | 'day'
    | 'return of period'
    | 'interval of numbers'
    | 'interval of shares';
  readonly explanation: string;
}

type Row = readonly [path: string, label: string, unit: FigureText['unit'], explanation: string];

const group = (title: string, ...rows: readonly Row[]): readonly [string, readonly FigureText[]] => [
  title,
  rows.map(([path, label, unit, explanation]) => ({ path, label, unit, explanation })),
];

export const FIGURES: readonly (readonly [title: string, figures: readonly FigureText[]])[] = [
  group(
    'Return',
    ['initial_equity', 'Initial equity', 'money', 'What the account was worth when the run began.'],
    ['final_equity', 'Final equity', 'money', 'What it was worth at the end, open positions at their last price.'],
    ['total_return', 'Total return', 'gain', 'Final equity over initial equity, less one, after all costs.'],
    [
      'buy_and_hold_return',
      'Buy and hold',
      'gain',
      'All symbols bought in equal parts at the first price and held, without costs and dividends.',
    ],
    ['cagr', 'CAGR', 'gain', 'The yearly growth that, kept up, would have led from the first to the last equity.'],
    ['best_day', 'Best day', 'return of period', 'The day with the highest return.'],
    ['worst_day', 'Worst day', 'return of period', 'The day with the lowest return.'],
    ['best_month', 'Best month', 'return of period', 'The calendar month with the highest return.'],
    ['worst_month', 'Worst month', 'return of period', 'The calendar month with the lowest return.'],
    ['dividends', 'Dividends', 'money', 'What shares paid while they were held; part of equity.'],
  ),
  group(
    'Risk',
    ['annual_volatility', 'Volatility', 'share', 'How much daily returns scatter, scaled to a year.'],
    ['max_drawdown', 'Maximum drawdown', 'share', 'The deepest fall below an earlier peak of equity, over every bar.'],
    ['drawdown.start', 'Deepest fall from', 'day', 'The day of the peak before the deepest fall.'],
    ['drawdown.recovered', 'Recovered', 'day', 'The day on which that peak was reached again.'],
    [
      'drawdown.longest_days',
      'Longest under water',
      'days',
      'The longest time below an earlier peak, in calendar days.',
    ],
    ['var_5', 'Value at risk, 5 %', 'gain', 'One day in twenty returned less than this.'],
    ['cvar_5', 'Expected shortfall, 5 %', 'gain', 'The mean return of that worst twentieth of days (CVaR).'],
    ['skew', 'Skew', 'ratio', 'Below zero: rare large losses; above zero: rare large gains.'],
    ['kurtosis', 'Kurtosis', 'ratio', 'Above 3: more extreme days than a normal distribution has.'],
    [
      'tail_ratio',
      'Tail ratio',
      'ratio',
      'Size of the best days over size of the worst, at the 95 % and 5 % quantiles.',
    ],
  ),
  group(
    'Return for risk',
    [
      'sharpe',
      'Sharpe ratio',
      'ratio',
      'Mean daily return over its scatter, annualised, risk-free rate 0; around 1 is good, above 2 rare.',
    ],
    ['sortino', 'Sortino ratio', 'ratio', 'The same, but only days below zero count as risk.'],
    ['calmar', 'Calmar ratio', 'ratio', 'CAGR over the maximum drawdown.'],
    [
      'probabilistic_sharpe',
      'Probabilistic Sharpe',
      'share',
      'How likely the true Sharpe ratio is above zero, given length, skew and kurtosis.',
    ],
    [
      'min_track_record_days',
      'Days needed',
      'count',
      'Days of such returns after which a true Sharpe ratio above zero is 95 % likely.',
    ],
    [
      'confidence.sharpe',
      'Sharpe, 95 % interval',
      'interval of numbers',
      'Where 95 % of resampled histories have their Sharpe ratio: wide means unsure.',
    ],
    ['confidence.cagr', 'CAGR, 95 % interval', 'interval of shares', 'The same for yearly growth.'],
    [
      'confidence.max_drawdown',
      'Drawdown, 95 % interval',
      'interval of shares',
      'The same for the deepest fall of daily equity.',
    ],
  ),
  group(
    'Trades',
    [
      'trades',
      'Round trips',
      'count',
      'From holding nothing to holding nothing again; fewer than some 30 prove little.',
    ],
    ['fills', 'Fills', 'count', 'Single executions; an order may need several.'],
    ['win_rate', 'Won', 'share', 'Round trips that earned something after fees.'],
    ['profit_factor', 'Profit factor', 'ratio', 'All that winning trips earned over all that losing trips lost.'],
    ['expectancy', 'Expectancy', 'result', 'The mean result of a round trip.'],
    ['average_win', 'Average win', 'result', 'The mean result of winning trips.'],
    ['average_loss', 'Average loss', 'result', 'The mean result of losing trips.'],
    ['payoff_ratio', 'Payoff ratio', 'ratio', 'The average win over the average loss.'],
    [
      'sqn',
      'SQN',
      'ratio',
      'Mean result over its scatter, times the root of the number of trips: above 2 is tradable, says its author.',
    ],
    ['best_trade', 'Best trade', 'result', 'The round trip that earned most.'],
    ['worst_trade', 'Worst trade', 'result', 'The round trip that lost most.'],
    ['average_holding_hours', 'Average holding', 'hours', 'The mean time from the first buy to the last sell.'],
    ['average_mae', 'Average MAE', 'result', 'How far trips stood against us at their worst, on average.'],
    ['average_mfe', 'Average MFE', 'result', 'How far trips stood for us at their best, on average.'],
  ),
  group(
    'Activity and costs',
    ['exposure', 'Exposure', 'share', 'Share of bars at which something was held.'],
    ['turnover_per_year', 'Turnover a year', 'times', 'Value bought and sold in a year, as a multiple of mean equity.'],
    ['costs.total', 'All costs', 'money', 'Fees, half spread, slippage and delay together.'],
    ['fees', 'Fees', 'money', 'What the venue and the regulator charged.'],
    ['spread', 'Half spread', 'money', 'What crossing from the middle of the market to its edge cost.'],
    ['slippage', 'Slippage', 'money', 'What size and volatility moved the price, beyond the spread.'],
    [
      'delay',
      'Delay',
      'money',
      'What the market moved against orders on their way; below zero it moved in our favour.',
    ],
    ['denials', 'Denied', 'count', 'Intents that risk refused.'],
  ),
];
