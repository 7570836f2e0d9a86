// Whether a model fits the market that it is to decide in: refused where it was trained for another.

import type { ModelData } from '../model.ts';
import { ModelFault } from './model-fault.ts';

/** What whoever asks for a model will show it; what is absent is not compared. */
export interface ExpectedModel {
  readonly assetClass?: string;
  /** Length of the bars, such as "1h". */
  readonly timeframe?: string;
  /** In order. */
  readonly features?: readonly string[];
  /** It must hold the state of its training. */
  readonly resumable?: boolean;
}

/** @throws ModelFault */
export function refuseUnexpected(data: ModelData, { assetClass, timeframe, features }: ExpectedModel): void {
  if (assetClass !== undefined && assetClass !== data.assetClass) {
    throw new ModelFault(
      `was trained for the asset class ${data.assetClass}, and is asked to trade ${assetClass}`,
      `name a model that was trained for ${assetClass}`,
    );
  }
  if (timeframe !== undefined && timeframe !== data.timeframe) {
    throw new ModelFault(
      `was trained on bars of ${data.timeframe}, and is asked to decide on bars of ${timeframe}`,
      `set the timeframe to ${data.timeframe}, or train on bars of ${timeframe}`,
    );
  }
  if (features !== undefined) refuseOtherFeatures(data.features.names, features);
}

function refuseOtherFeatures(known: readonly string[], offered: readonly string[]): void {
  const place = [...known, ...offered].findIndex((_, i) => known[i] !== offered[i]);
  if (place === -1) return;
  const [knows, gets] = [known[place], offered[place]];
  const [what, mend] = [
    'has another set of features',
    'use the bars and settings that it was trained with, or train anew',
  ];
  if (knows === undefined)
    throw new ModelFault(`${what}: it does not know "${gets}", which is offered as number ${place + 1}`, mend);
  if (gets === undefined)
    throw new ModelFault(`${what}: it needs "${knows}" as number ${place + 1}, which is not offered`, mend);
  throw new ModelFault(`${what}: number ${place + 1} is "${knows}" to it, and "${gets}" is offered`, mend);
}
