// The block `risk`: the limits of the account.

import { block, decimal, flag, wholeNumber } from '../config-fields.ts';
import { RISK } from '../readers.ts';

const MONEY = "account's currency";

export const RiskSchema = block({
  enabled: flag()
    .default(true)
    .meta({ description: 'Whether the limits of this block hold. The checks of cash and venue always do.' }),
  max_abs_position_notional: decimal()
    .default('0')
    .meta({ unit: MONEY, description: 'The most that the position in one symbol may be worth; 0 = off.' }),
  max_order_notional: decimal()
    .default('0')
    .meta({ unit: MONEY, description: 'The most that one order may be worth; 0 = off.' }),
  daily_loss_limit: decimal().default('0').meta({
    unit: MONEY,
    description: "Entries pause until the next day once the day's loss reaches this; 0 = off.",
  }),
  max_orders_per_min: wholeNumber(0, 1_000_000).default(60).meta({
    unit: 'orders',
    description: 'How many may be approved within max_orders_window_s; 0 = off. Reductions are never refused.',
  }),
  max_orders_window_s: wholeNumber(1, 86_400)
    .default(60)
    .meta({ unit: 's', description: 'The window of max_orders_per_min.' }),
  daily_reset_utc_hour: wholeNumber(0, 23)
    .default(0)
    .meta({ unit: 'hour', description: 'UTC; when the day of daily_loss_limit begins.' }),
}).meta({ reader: RISK });
