// The trainer from configuration to files.

export { chooseBackend } from './choose-backend.ts';
export { planTraining, type TrainingPlan } from './train/plan-training.ts';
export { runTraining } from './train/run-training.ts';
export type { Judged, TrainProgress, TrainRequest, TrainResult } from './train/train-request.ts';
