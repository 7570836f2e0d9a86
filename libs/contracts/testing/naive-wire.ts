// The wire form of a payload by walking its fields, without the serialisers: the model that they are held to.

import { formatFloat } from '@tradingbot/domain';
import { moneyScaleOf, type Catalog } from '../src/catalog.ts';
import type { Fields, FieldShape } from '../src/field.ts';

type Payload = Readonly<Record<string, unknown>>;

/** @param root the payload as a whole: its `instrument` and its assets say the scales of nested numbers */
export function wireOf(fields: Fields, payload: Payload, catalog: Catalog, root: Payload = payload): Payload {
  const members = Object.entries(fields).map(([key, { shape }]) => [key, valueOf(shape, payload[key], catalog, root)]);
  return Object.fromEntries(members) as Payload;
}

function valueOf(shape: FieldShape, value: unknown, catalog: Catalog, root: Payload): unknown {
  const instrument = catalog.instruments[root['instrument'] as number];
  switch (shape.kind) {
    case 'instrument':
      return catalog.instruments[value as number]?.symbol;
    case 'strategy':
      return catalog.strategies[value as number];
    case 'price':
      return decimal(value, instrument?.priceScale);
    case 'prices':
      return (value as number[]).map((one) => decimal(one, instrument?.priceScale));
    case 'qty':
      return decimal(value, instrument?.qtyScale);
    case 'money':
      return decimal(value, moneyScaleOf(catalog));
    case 'assetAmount':
      return decimal(value, scaleOfAsset(catalog, root[shape.assetKey]));
    case 'weight':
      return decimal(value, 9);
    case 'measurement':
      return formatFloat(value as number);
    case 'barLength':
      return barLength(value as number);
    case 'variants': {
      const chosen = value as Payload;
      const name = chosen[shape.tag] as string;
      return { [shape.tag]: name, ...wireOf(shape.cases[name] ?? {}, chosen, catalog, root) };
    }
    case 'count':
    case 'instant':
    case 'flag':
    case 'text':
    case 'token':
    case 'oneOf':
    case 'json':
      return value;
  }
}

/** The decimal text from its definition: whole part, point, fraction at full width, then needless zeros cut. */
function decimal(value: unknown, scale: number | undefined): string {
  if (scale === undefined) throw new Error('a number without a scale');
  const exact = BigInt(value as number | bigint);
  const size = exact < 0n ? -exact : exact;
  const unit = 10n ** BigInt(scale);
  const text = `${exact < 0n ? '-' : ''}${size / unit}.${String(size % unit).padStart(scale, '0')}`;
  return text.replace(/\.?0*$/, '');
}

/** Fine enough for every amount of the asset: eight decimals, or what its instruments need. */
function scaleOfAsset({ instruments }: Catalog, asset: unknown): number {
  const needs = instruments.flatMap((i) => [
    i.base === asset ? i.qtyScale : 0,
    i.quote === asset ? i.priceScale + i.qtyScale : 0,
  ]);
  return Math.max(8, ...needs);
}

function barLength(micros: number): string {
  const units = { d: 86_400, h: 3_600, m: 60, s: 1 };
  const seconds = micros / 1_000_000;
  const [name, size] = Object.entries(units).find(([, unit]) => seconds % unit === 0) ?? ['s', 1];
  return `${seconds / size}${name}`;
}
