// Splits and dividends from the text of a CSV file: symbol, ex_date, kind, numerator, denominator, amount.

import {
  amount,
  assetScale,
  calendarOf,
  DecimalError,
  InputError,
  parseDecimal,
  parseMicros,
  utcDay,
  type Instrument,
} from '@tradingbot/domain';
import type { CorporateAction } from './corporate-action.ts';

const COLUMNS = ['symbol', 'ex_date', 'kind', 'numerator', 'denominator', 'amount'] as const;
type Column = (typeof COLUMNS)[number];
const NEEDED: readonly Column[] = ['symbol', 'ex_date', 'kind'];
type Row = Readonly<Record<Column, string>>;

/**
 * The actions of each instrument, in time order; on one day a split before a dividend, whose amount is then that of a
 * new share. Lines of symbols that are not among `instruments` are passed over.
 * @param onOther is told the symbol of each line that is passed over
 * @throws InputError with file and line
 */
export function parseActions(
  text: string,
  path: string,
  instruments: readonly Instrument[],
  onOther: (symbol: string) => void = () => {},
): ReadonlyMap<string, readonly CorporateAction[]> {
  const found = new Map<string, CorporateAction[]>();
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  const header = lines.findIndex(isContent);
  if (header === -1) throw new InputError(path, 'the file is empty', `begin it with the line ${COLUMNS.join(',')}`);
  const at = columnsOf(fieldsOf(lines[header] as string), `${path}:${header + 1}`);
  lines.forEach((line, i) => {
    if (i <= header || !isContent(line)) return;
    const where = `${path}:${i + 1}`;
    const row = rowOf(fieldsOf(line), at, where);
    const instrument = instruments.find(({ symbol }) => symbol === row.symbol);
    const action = actionOf(row, instrument ?? UNKNOWN, instruments, where);
    if (instrument === undefined) {
      onOther(row.symbol);
      return;
    }
    const actions = found.get(row.symbol) ?? [];
    if (actions.some(({ kind, from }) => kind === action.kind && from === action.from)) {
      throw new InputError(where, `a second ${row.kind} of ${row.symbol} on ${row.ex_date}`, 'keep one of them');
    }
    actions.push(action);
    found.set(row.symbol, actions);
  });
  for (const actions of found.values()) actions.sort((a, b) => a.from - b.from || rank(a) - rank(b));
  return found;
}

/** What a line is checked by that nobody trades. */
const UNKNOWN: Pick<Instrument, 'calendar' | 'quote'> = { calendar: 'NYSE', quote: '' };

const rank = ({ kind }: CorporateAction): number => (kind === 'split' ? 0 : 1);

const isContent = (line: string): boolean => line.trim() !== '' && !line.startsWith('#');

const fieldsOf = (line: string): string[] => line.split(',').map((field) => field.trim());

function columnsOf(names: readonly string[], where: string): ReadonlyMap<Column, number> {
  const at = new Map<Column, number>();
  for (const column of COLUMNS) {
    const index = names.findIndex((name) => name.toLowerCase() === column);
    if (index !== -1) at.set(column, index);
    else if (NEEDED.includes(column)) {
      throw new InputError(where, `there is no column ${column}`, `the columns are ${COLUMNS.join(', ')}`);
    }
  }
  return at;
}

function rowOf(fields: readonly string[], at: ReadonlyMap<Column, number>, where: string): Row {
  const last = Math.max(...NEEDED.map((column) => at.get(column) ?? 0));
  if (fields.length <= last) throw new InputError(where, `the line has ${fields.length} columns, and ends too early`);
  const field = (column: Column): string => fields[at.get(column) ?? -1] ?? '';
  return {
    symbol: field('symbol'),
    ex_date: field('ex_date'),
    kind: field('kind').toLowerCase(),
    numerator: field('numerator'),
    denominator: field('denominator'),
    amount: field('amount'),
  };
}

function actionOf(
  row: Row,
  { calendar, quote }: Pick<Instrument, 'calendar' | 'quote'>,
  instruments: readonly Instrument[],
  where: string,
): CorporateAction {
  if (row.symbol === '') throw new InputError(where, 'the line names no symbol');
  const date = /^\d{4}-\d{2}-\d{2}$/.test(row.ex_date) ? parseMicros(row.ex_date) : undefined;
  if (date === undefined) throw new InputError(where, `ex_date ${shown(row.ex_date)} is no date such as 2020-08-31`);
  const { covers, midnight } = calendarOf(calendar);
  if (date < covers.from || date >= covers.to) {
    throw new InputError(where, `ex_date ${row.ex_date} lies outside the time that the ${calendar} calendar knows`);
  }
  const from = midnight(utcDay(date));
  switch (row.kind) {
    case 'split':
      refuseOther(row, 'amount', where);
      return {
        kind: 'split',
        from,
        numerator: whole(row, 'numerator', where),
        denominator: whole(row, 'denominator', where),
      };
    case 'dividend':
      refuseOther(row, 'numerator', where);
      refuseOther(row, 'denominator', where);
      return { kind: 'dividend', from, perShare: money(row.amount, assetScale(instruments, quote), where) };
    default:
      throw new InputError(where, `kind ${shown(row.kind)} is neither split nor dividend`);
  }
}

function refuseOther(row: Row, column: Column, where: string): void {
  if (row[column] === '') return;
  throw new InputError(where, `a ${row.kind} has no ${column}`, 'leave it empty');
}

function whole(row: Row, column: 'numerator' | 'denominator', where: string): number {
  const value = /^[0-9]{1,7}$/.test(row[column]) ? Number(row[column]) : 0;
  if (value > 0) return value;
  throw new InputError(
    where,
    `${column} ${shown(row[column])} is no whole number from 1 to 9999999`,
    'a split of 4 shares for 1 has numerator 4 and denominator 1',
  );
}

function money(text: string, scale: number, where: string) {
  const what = `amount ${shown(text)} is no money above zero with at most ${scale} decimals`;
  try {
    const value = parseDecimal(text, scale);
    if (value > 0) return amount(value);
  } catch (error) {
    if (!(error instanceof DecimalError)) throw error;
  }
  throw new InputError(where, what, 'it is what the holder of one share is paid, such as 0.82');
}

const shown = (text: string): string => (text === '' ? 'that is empty' : `"${text}"`);
