// The fast kernel passes the suite of all backends.

import { describeBackend } from '../../../testing/backend-contract.ts';
import { createSimdBackend } from './simd-backend.ts';

describeBackend('simd', createSimdBackend);
