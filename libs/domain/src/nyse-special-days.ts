// Days on which the New York Stock Exchange kept hours that no rule foretells, each with its reason.
// A closing decreed later (mourning, a storm) is one more line here; the golden sessions then change with it.

/** Hours that a special day kept instead of its usual ones; the times are New York's. */
export type SpecialHours = 'closed' | 'closed at 13:00' | 'opened at 12:00';

export interface SpecialDay {
  /** ISO date in New York. */
  readonly date: string;
  readonly hours: SpecialHours;
  readonly reason: string;
}

const ATTACKS = 'Attacks of September 11';

/**
 * Whole hours lost or gained in 2000–2030. Source: NYSE, "Special Closings" (list since 1885) and market notices.
 *
 * Left out, and so wrong by that much: openings 1–3 minutes late after a minute's silence (2001-09-17, 2001-10-08,
 * 2003-03-20, 2004-06-07, 2006-12-27) and trading that stopped at 15:56 on 2005-06-01. Bars of an hour overlap alike.
 */
export const NYSE_SPECIAL_DAYS: readonly SpecialDay[] = [
  { date: '2001-09-11', hours: 'closed', reason: ATTACKS },
  { date: '2001-09-12', hours: 'closed', reason: ATTACKS },
  { date: '2001-09-13', hours: 'closed', reason: ATTACKS },
  { date: '2001-09-14', hours: 'closed', reason: ATTACKS },
  { date: '2002-09-11', hours: 'opened at 12:00', reason: 'First anniversary of September 11' },
  { date: '2003-12-26', hours: 'closed at 13:00', reason: 'Friday after Christmas' },
  { date: '2004-06-11', hours: 'closed', reason: 'Mourning of President Reagan' },
  { date: '2007-01-02', hours: 'closed', reason: 'Mourning of President Ford' },
  { date: '2012-10-29', hours: 'closed', reason: 'Hurricane Sandy' },
  { date: '2012-10-30', hours: 'closed', reason: 'Hurricane Sandy' },
  { date: '2018-12-05', hours: 'closed', reason: 'Mourning of President George H. W. Bush' },
  { date: '2025-01-09', hours: 'closed', reason: 'Mourning of President Carter' },
];
