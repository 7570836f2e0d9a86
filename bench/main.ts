// `npm run bench -- NAME`: runs one benchmark and prints JSON lines. Without a name it lists what there is.

const BENCHMARKS: Readonly<Record<string, () => Promise<void>>> = {
  engine: async () => (await import('./engine.ts')).benchEngine(),
  peers: async () => (await import('./peers/peers.ts')).benchPeers(),
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
