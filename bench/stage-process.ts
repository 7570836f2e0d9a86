// One process on the stage: `node stage-process.ts sequencer|log-reader|follower NATS POSTGRES`. Says "ready" over IPC; a
// follower then tells how many events it has seen, whenever it is asked.

import { connectNats } from '@tradingbot/bus/nats';
import { connectPostgresLog } from '@tradingbot/event-log/postgres';
import { runSequencer, serveLogReader } from '@tradingbot/sequencer/service';
import { followJournal } from '@tradingbot/service';
import { STAGE_JOURNAL } from './stage.ts';

const [role = '', natsUrl = '', postgresUrl = ''] = process.argv.slice(2);
const ready = (): void => void process.send?.('ready');
const say = (): void => undefined;
const common = { stack: undefined, version: '0.0.0', signal: new AbortController().signal, say, ready };
const bus = await connectNats({ url: natsUrl, name: role });
// Whoever started it has gone.
process.once('disconnect', () => process.exit());

switch (role) {
  case 'sequencer': {
    const log = await connectPostgresLog({ url: postgresUrl, schema: 'tradingbot', role: 'writer' });
    await runSequencer({ log, bus, commands: await bus.commands(), journal: STAGE_JOURNAL, ...common });
    break;
  }
  case 'log-reader': {
    const log = await connectPostgresLog({ url: postgresUrl, schema: 'tradingbot', role: 'reader' });
    await serveLogReader({ log, bus, stack: undefined, version: '0.0.0', say });
    ready();
    break;
  }
  default: {
    let position = 0;
    process.on('message', () => process.send?.({ position }));
    const begin = async () => ({
      see: (recorded: { position: number }) => {
        position = recorded.position;
      },
    });
    await followJournal({ service: { name: role, description: 'follows', begin }, bus, ...common });
  }
}
