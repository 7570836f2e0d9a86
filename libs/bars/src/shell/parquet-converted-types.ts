// The older of the two ways in which Parquet says what a column's numbers mean, told from the newer where it is missing.
// The library knows decimals and dates by the older one only: a decimal without it would be read unscaled.

import type { FileMetaData, SchemaElement } from 'hyparquet';

/** The same metadata, in which every decimal and every date has its converted type. */
export function withConvertedTypes(metadata: FileMetaData): FileMetaData {
  return { ...metadata, schema: metadata.schema.map(withConvertedType) };
}

function withConvertedType(element: SchemaElement): SchemaElement {
  const { converted_type, logical_type } = element;
  if (converted_type !== undefined) return element;
  if (logical_type?.type === 'DATE') return { ...element, converted_type: 'DATE' };
  if (logical_type?.type !== 'DECIMAL') return element;
  return { ...element, converted_type: 'DECIMAL', scale: logical_type.scale, precision: logical_type.precision };
}
