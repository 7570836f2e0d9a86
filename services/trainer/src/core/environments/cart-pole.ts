// A pole on a cart, held upright by pushing the cart left or right: the yardstick of every learner.
// Dynamics of Gymnasium's CartPole-v1, after Barto, Sutton & Anderson 1983.

import { nextFloat } from '@tradingbot/core';
import type { VectorEnvironment } from '../environment.ts';
import { episodes, RUNNING, TERMINATED, TRUNCATED, type Ending } from './episode-driver.ts';

const GRAVITY = 9.8;
const CART_MASS = 1;
const POLE_MASS = 0.1;
const TOTAL_MASS = CART_MASS + POLE_MASS;
/** Half the length of the pole, in metres. */
const HALF_LENGTH = 0.5;
const POLE_MOMENT = POLE_MASS * HALF_LENGTH;
const FORCE = 10;
/** Seconds of one step. */
const TAU = 0.02;
const MOST_ANGLE = (12 * 2 * Math.PI) / 360;
const MOST_POSITION = 2.4;
const MOST_STEPS = 500;
const RESET_RANGE = 0.05;

/** Position, speed, angle and angular speed. */
const WIDTH = 4;

/**
 * `count` carts. Reward 1 for every step, also the last; an episode is terminated when the cart or the pole has left
 * its range, else truncated after 500 steps. Choices: 0 pushes to the left, 1 to the right.
 */
export function cartPole(count: number): VectorEnvironment {
  const state = { physics: new Float64Array(count * WIDTH), steps: new Int32Array(count) };
  const { physics, steps } = state;
  return episodes({
    name: 'CartPole-v1',
    count,
    observations: WIDTH,
    actionSpace: { kind: 'discrete', choices: 2 },
    state,
    begin(index, random) {
      steps[index] = 0;
      for (let i = 0; i < WIDTH; i++) physics[index * WIDTH + i] = RESET_RANGE * (2 * nextFloat(random) - 1);
    },
    act(index, actions, rewards) {
      push(physics, index * WIDTH, actions[index] === 1 ? FORCE : -FORCE);
      rewards[index] = 1;
      const taken = (steps[index] as number) + 1;
      steps[index] = taken;
      return endingOf(physics[index * WIDTH] as number, physics[index * WIDTH + 2] as number, taken);
    },
    observe(index, observations, at) {
      for (let i = 0; i < WIDTH; i++) observations[at + i] = physics[index * WIDTH + i] as number;
    },
  });
}

/** One explicit Euler step: positions move by the speeds before it. */
function push(physics: Float64Array, at: number, force: number): void {
  const speed = physics[at + 1] as number;
  const angle = physics[at + 2] as number;
  const spin = physics[at + 3] as number;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const pushed = (force + POLE_MOMENT * spin * spin * sin) / TOTAL_MASS;
  const turned = (GRAVITY * sin - cos * pushed) / (HALF_LENGTH * (4 / 3 - (POLE_MASS * cos * cos) / TOTAL_MASS));
  const driven = pushed - (POLE_MOMENT * turned * cos) / TOTAL_MASS;
  physics[at] = (physics[at] as number) + TAU * speed;
  physics[at + 1] = speed + TAU * driven;
  physics[at + 2] = angle + TAU * spin;
  physics[at + 3] = spin + TAU * turned;
}

/** A fall in the last step counts as a fall. */
function endingOf(position: number, angle: number, taken: number): Ending {
  if (Math.abs(position) > MOST_POSITION || Math.abs(angle) > MOST_ANGLE) return TERMINATED;
  return taken >= MOST_STEPS ? TRUNCATED : RUNNING;
}
