// Which of the two kinds a configuration is: trainings have a schema of their own.

import { openTrainConfig } from '@tradingbot/config';

/** Whether the file, or the one that it is based on, says `mode: train`. */
export const isTraining = (file: string): boolean => openTrainConfig(file).get(['mode']) === 'train';
