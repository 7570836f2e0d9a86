// Why a value of a file is no price, volume or time, as one sentence.

/** What can be wrong with a number in a file. */
export type FieldFault = 'empty' | 'not a number' | 'not finite' | 'too fine' | 'too large';

/**
 * @param found the value as it stands in the file, in quotes
 * @param scale decimals of the instrument's prices; `undefined` for a volume
 */
export function faultSentence(column: string, found: string, fault: FieldFault, scale?: number): string {
  switch (fault) {
    case 'empty':
      return `${column} is empty`;
    case 'not a number':
      return `${column} ${found} is not a number`;
    case 'not finite':
      return `${column} ${found} is not a finite number`;
    case 'too fine':
      return `${column} ${found} has more decimals than the ${scale} of the instrument's prices`;
    case 'too large':
      return `${column} ${found} is too large`;
  }
}
