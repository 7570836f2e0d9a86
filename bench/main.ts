// `npm run bench -- NAME`: runs one benchmark and prints JSON lines. Without a name it lists what there is.

const BENCHMARKS: Readonly<Record<string, () => Promise<void>>> = {
  cartpole: async () => (await import('./cartpole.ts')).benchCartPole(),
  engine: async () => (await import('./engine.ts')).benchEngine(),
  append: async () => (await import('./append.ts')).benchAppend(),
  'foreign-readers': async () => (await import('./foreign-readers.ts')).benchForeignReaders(),
  fanout: async () => (await import('./fanout.ts')).benchFanout(),
  latency: async () => (await import('./latency.ts')).benchLatency(),
  load: async () => (await import('./load.ts')).benchLoad(),
  lockstep: async () => (await import('./lockstep.ts')).benchLockstep(),
  peers: async () => (await import('./peers/peers.ts')).benchPeers(),
  replay: async () => (await import('./replay.ts')).benchReplay(),
  'sa-ppo': async () => (await import('./sa-ppo.ts')).benchSaPpo(),
  sweep: async () => (await import('./sweep.ts')).benchSweep(),
  train: async () => (await import('./train.ts')).benchTrain(),
  'train-environment': async () => (await import('./train-environment.ts')).benchTrainEnvironment(),
  restart: async () => (await import('./restart.ts')).benchRestart(),
};

const [name = ''] = process.argv.slice(2);
const benchmark = BENCHMARKS[name];
if (benchmark === undefined) {
  console.error(
    `${name === '' ? 'which benchmark?' : `no benchmark "${name}"`} One of: ${Object.keys(BENCHMARKS).join(', ')}`,
  );
  process.exitCode = 2;
} else {
  await benchmark();
}
