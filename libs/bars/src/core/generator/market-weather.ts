// What happens to a whole market: the regime it is in, and the flash shocks that hit it.
// Instruments that share a market's seed share its weather, bar by bar.

import { REGIME_NAMES, type MarketModel, type RegimeName } from './market-model.ts';
import type { Noise } from './noise.ts';

/** The weather of one bar. The object is reused for the next one. */
export interface Weather {
  regime: RegimeName;
  /** Whether a spell begins with this bar. */
  begins: boolean;
  /** 1, or −1 while a strong trend goes down. */
  direction: number;
  /** The change of the logarithm of the price by a flash shock; 0 without one. */
  shock: number;
  /** When it comes within the bar, from 0 to less than 1. */
  shockAt: number;
}

/** Forecasts bar after bar; `days` is the market time since the end of the bar before. */
export function createWeather(model: MarketModel, noise: Noise): (days: number) => Weather {
  const { probability, magnitudes } = model.flash_shock;
  const weather: Weather = { regime: 'NORMAL', begins: false, direction: 1, shock: 0, shockAt: 0 };
  let started = false;

  /** A spell has no memory: it ends within `days` with the same chance however old it is. */
  function change(days: number): void {
    weather.begins = !started || noise.uniform() >= Math.exp(-days / model.regime_dwell);
    started = true;
    if (!weather.begins) return;
    weather.regime = drawRegime(model.regime_probs, noise.uniform());
    const isUp = noise.uniform() < 0.5;
    weather.direction = weather.regime === 'STRONG_TREND' && !isUp ? -1 : 1;
  }

  function strike(): void {
    weather.shock = 0;
    if (noise.uniform() >= probability) return;
    const magnitude = magnitudes[Math.floor(noise.uniform() * magnitudes.length)] as number;
    weather.shock = noise.uniform() < 0.5 ? magnitude : -magnitude;
    weather.shockAt = noise.uniform();
  }

  return (days) => {
    change(days);
    strike();
    return weather;
  };
}

function drawRegime(probabilities: readonly number[], drawn: number): RegimeName {
  let rest = drawn;
  for (let i = 0; i < REGIME_NAMES.length; i++) {
    rest -= probabilities[i] as number;
    if (rest < 0) return REGIME_NAMES[i] as RegimeName;
  }
  // Probabilities that add up to a hair less than 1: the last regime that may come at all.
  return REGIME_NAMES[probabilities.findLastIndex((one) => one > 0)] as RegimeName;
}
