// Property tests draw the same cases on every run, so that a red build means a change. FC_SEED=<number> draws others.

import fc from 'fast-check';
import process from 'node:process';

fc.configureGlobal({ seed: Number(process.env['FC_SEED'] ?? 20_260_101) });
