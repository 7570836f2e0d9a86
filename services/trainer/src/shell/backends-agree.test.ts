// What is learnt does not hang on who computes, up to rounding.

import { createNaiveBackend } from '../../testing/naive-backend.ts';
import type { CreateBackend } from '../../testing/backend-contract.ts';
import { describeAgreement, LARGE, SMALL } from '../../testing/backends-agree.ts';
import { createSimdBackend } from '../core/simd/simd-backend.ts';
import { createTfjsBackend } from './tfjs/tfjs-backend.ts';

const NAIVE: [string, CreateBackend] = ['naive', createNaiveBackend];
const TFJS: [string, CreateBackend] = ['tfjs', (spec) => createTfjsBackend(spec)];
const SIMD: [string, CreateBackend] = ['simd', createSimdBackend];

describeAgreement([NAIVE, TFJS], SMALL);
describeAgreement([NAIVE, SIMD], SMALL);
describeAgreement([TFJS, SIMD], LARGE);
