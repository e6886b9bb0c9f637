import { describe, expect, it } from 'vitest';
import type { DateReader } from './column-target.ts';
import { guessLoopColumns } from './guess-loop-columns.ts';
import { createLoopMapper, withLoopColumns } from './loop-column-mapper.ts';

/** Dates as 31.12.2026 10:00 or as they are. */
const DAY_FIRST = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?: (\d{2}:\d{2}))?$/;
const dates: DateReader = {
  orderOf(values) {
    const share = (test: RegExp): number => values.filter((value) => test.test(value)).length / values.length;
    return share(DAY_FIRST) > 0.9 ? { order: 'day-month-year', rivals: [] } : share(/^\d{4}-/) > 0.9 ? { order: 'iso', rivals: [] } : undefined;
  },
  isoOf(value, order) {
    if (order === 'iso') return /^\d{4}-\d{2}-\d{2}/.test(value) ? value : undefined;
    const [, day = '', month = '', year, time] = DAY_FIRST.exec(value) ?? [];
    return year === undefined ? undefined : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}${time ? `T${time}` : ''}`;
  },
};
const targets = (header: string[], rows: string[][] = []): string[] => guessLoopColumns(header, rows, { dates }).columns.map(({ target }) => target);

describe('guessLoopColumns', () => {
  it('knows the exports of helpdesks, in English, German and the languages of the pages', () => {
    expect(targets(['Ticket ID', 'Group', 'Created at', 'Solved at', 'Assignee', 'Requester email', 'Via', 'Subject'])).toEqual(['id', 'department', 'opened', 'closed', 'owner', 'customer.email', 'channel', 'ignored']);
    expect(targets(['id', 'department', 'opened', 'acknowledged', 'contacted', 'resolved', 'told', 'closed', 'hand-overs', 'outcome', 'reason', 'priority', 'owner', 'customer id', 'channel', 'root cause', 'action'])).toEqual([
      'id', 'department', 'opened', 'acknowledged', 'contacted', 'resolved', 'told', 'closed', 'handOvers', 'outcome', 'reason', 'priority', 'owner', 'customer.id', 'channel', 'rootCause', 'action',
    ]);
    expect(targets(['Ticketnummer', 'Abteilung', 'Erstellt am', 'Gelöst am', 'Geschlossen am', 'Priorität', 'Bearbeiter'])).toEqual(['id', 'department', 'opened', 'resolved', 'closed', 'priority', 'owner']);
    expect(targets(['工單編號', '部門', '建立時間', '結案時間', '負責人'])).toEqual(['id', 'department', 'opened', 'closed', 'owner']);
    expect(targets(['티켓 번호', '부서', '접수일시', '종료일시', '담당자'])).toEqual(['id', 'department', 'opened', 'closed', 'owner']);
    expect(targets(['Mã yêu cầu', 'Bộ phận', 'Ngày tạo', 'Ngày đóng', 'Độ ưu tiên'])).toEqual(['id', 'department', 'opened', 'closed', 'priority']);
    expect(targets(['Talep No', 'Departman', 'Oluşturulma Tarihi', 'Kapanış Tarihi', 'Kök Neden', 'Öncelik'])).toEqual(['id', 'department', 'opened', 'closed', 'rootCause', 'priority']);
    expect(targets(['Numer zgłoszenia', 'Dział', 'Data utworzenia', 'Data zamknięcia', 'Przyczyna'])).toEqual(['id', 'department', 'opened', 'closed', 'rootCause']);
  });

  it('takes the only moment of the end for the close, and says so', () => {
    const { columns } = guessLoopColumns(['id', 'team', 'created', 'solved_at'], [['1', 'Support', '2026-01-01', '2026-01-02']], { dates });
    expect(columns[3]).toEqual({ column: 'solved_at', target: 'closed', sentence: 'solved_at is the moment of closed, written as ISO 8601, for the file has no other moment of the end.' });
  });

  it('leaves out what has a fitting name but no fitting values, and the worse of two names', () => {
    const header = ['id', 'key', 'department', 'opened', 'reason', 'priority'];
    const { columns } = guessLoopColumns(header, [['1', 'K-1', 'Support', '2026-01-01', 'wants a refund', 'P2'], ['2', 'K-2', 'Support', '2026-01-02', 'is lost', 'low']], { dates });
    expect(columns.map(({ target }) => target)).toEqual(['id', 'ignored', 'department', 'opened', 'ignored', 'priority']);
    expect(columns[1]?.sentence).toBe('key is left out: id is the id already.');
    expect(columns[4]?.sentence).toBe('reason is left out: its values are not words for reason that Heed knows.');
  });
});

describe('createLoopMapper', () => {
  it('gathers hand-overs from a text and from pairs of columns, in the order of dates of the file', () => {
    const header = ['id', 'team', 'opened', 'transfers', 'transferred at 1', 'transferred to 1', 'transferred at 2', 'transferred to 2', 'waits'];
    const row = ['1', 'Support', '02.01.2026 10:00', '3.1.2026 Sales; 3.1.2026 12:30 → Product & Engineering', '04.01.2026', 'Billing', '', '', '05.01.2026 10:00/06.01.2026 10:00;07.01.2026/'];
    const mapping = guessLoopColumns(header, [row], { dates });
    expect(mapping.dateOrder).toBe('day-month-year');
    expect(createLoopMapper(mapping, { dates })(row)).toEqual({
      id: '1', department: 'Support', opened: '2026-01-02T10:00',
      handOvers: [{ at: '2026-01-03', to: 'Sales' }, { at: '2026-01-03T12:30', to: 'Product & Engineering' }, { at: '2026-01-04', to: 'Billing' }],
      waits: [{ from: '2026-01-05T10:00', to: '2026-01-06T10:00' }, { from: '2026-01-07', to: '' }],
    });
  });

  it('says which columns are missing, and takes what a person chose', () => {
    const mapping = guessLoopColumns(['No', 'Unit', 'opened'], [], { dates });
    expect(() => createLoopMapper(mapping, { dates })).toThrow('No column was found for id and department; say which it is, as COLUMN=TARGET.');
    const chosen = withLoopColumns(mapping, new Map([['No', 'id'], ['Unit', 'department']]));
    expect(createLoopMapper(chosen, { dates })(['7', 'Sales', '2026-01-02'])).toEqual({ id: '7', department: 'Sales', opened: '2026-01-02' });
    expect(() => withLoopColumns(mapping, new Map([['Nope', 'id']]))).toThrow('The file has no column "Nope"; its columns are No, Unit, opened.');
  });
});
