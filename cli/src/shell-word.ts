// Words of a command line that is shown to be copied.

/** In quotes, where a shell would read something else. */
export const shellWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;

/** An option and its value, as words; none for a value that was not typed. */
export const typedOption = (option: string, value: string | undefined): string[] =>
  value === undefined || value === '' ? [] : [option, shellWord(value)];
