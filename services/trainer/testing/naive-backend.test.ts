// The plain oracle passes the suite of all backends.

import { describeBackend } from './backend-contract.ts';
import { createNaiveBackend } from './naive-backend.ts';

describeBackend('naive', createNaiveBackend);
