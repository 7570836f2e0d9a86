// Loads each strategy file that it is given and prints, per file, its name or the sentence that refused it.
// Run in a process of its own: what strategies may import is decided by Node's own loader, not by jest's.

import { loadStrategies } from '@tradingbot/strategy/load';

const outcomes: Record<string, unknown> = {};
for (const path of process.argv.slice(2)) {
  try {
    const [loaded] = await loadStrategies([{ name: path, params: {}, keys: ['strategy'] }], (keys) => keys.join('.'));
    outcomes[path] = { name: loaded?.name, params: loaded?.params, codeHash: loaded?.codeHash };
  } catch (error) {
    outcomes[path] = error instanceof Error ? `${error.name} ${error.message}` : String(error);
  }
}
process.stdout.write(JSON.stringify(outcomes));
