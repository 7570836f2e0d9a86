// The bus over a real nats-server: it passes the contract of the bus.

import { describe } from '@jest/globals';
import { canKillTestNats, startTestNats } from '@tradingbot/dev-stack/testing';
import { busContract, type BusWorld } from '../../testing/contract.ts';
import { connectNats } from './index.ts';

describe('The bus over NATS', () => {
  busContract(
    async (): Promise<BusWorld> => {
      const server = await startTestNats();
      return {
        connect: (name, onTrouble) => connectNats({ url: server.url, name, ...(onTrouble && { onTrouble }) }),
        down: async () => server.kill9(),
        up: (options) => server.restart(options),
        end: () => server.stop(),
      };
    },
    { mayRestart: canKillTestNats() },
  );
});
