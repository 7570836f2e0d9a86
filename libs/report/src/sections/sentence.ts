// Sentences that were written for a terminal, as a page writes them: its figures have thin spaces between thousands.

/** "17,568 bars" → "17 568 bars". A comma that ends a clause has no three digits behind it. */
export const sentence = (text: string): string => text.replace(/(?<=\d),(?=\d{3}(?!\d))/g, '\u202f');
