// The trainer as a service: a worker that takes the shares of a population from the bus.

export { trainerService, type TrainerServiceOptions } from './jobs/trainer-service.ts';
