/**
 * Tells V8 that these fields of a kind of object hold doubles, by a sample that is thrown away. An amount begins at 0, a
 * small integer, and outgrows 32 bits with the first fill: V8 would then change the kind, and throw away all code that it
 * had compiled for it, in the middle of a run (ADR 0045). Called where the kind is defined, before there is any code.
 */
export function keepAsDoubles<Sample extends object>(sample: Sample, ...fields: readonly (keyof Sample)[]): void {
  for (const field of fields) (sample as Record<keyof Sample, number>)[field] = 0.5;
}
