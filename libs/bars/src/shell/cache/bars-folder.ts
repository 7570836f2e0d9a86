// Where bars that were read are kept: in the home of this checkout, as all that can be made again.

import { join } from 'node:path';

const CHECKOUT = join(import.meta.dirname, '..', '..', '..', '..', '..');

/** `.tradingbot/cache/bars` of the checkout, or of what TRADINGBOT_HOME names. Not made here. */
export function barsFolder(): string {
  const chosen = process.env['TRADINGBOT_HOME'];
  const home = chosen === undefined || chosen === '' ? join(CHECKOUT, '.tradingbot') : chosen;
  return join(home, 'cache', 'bars');
}
