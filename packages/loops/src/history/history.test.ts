import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LoopHistory } from '../loop/state.ts';
import type { HistoricLoop } from './historic-loop.ts';
import { readHistoricRow } from './historic-row.ts';
import { newsOf, type News } from './news.ts';
import { promisedDrafts, wholeHistory } from './promised-drafts.ts';
import { arbitraryRow } from './testing/arbitrary-rows.ts';
import { historyOf } from './testing/history-of.ts';
import { SETTINGS } from './testing/settings.ts';

const NOW = Date.parse('2026-12-01T00:00:00Z');
const HOUR = 3_600_000;
const actor = 'import:test';

function loopOf(row: object): HistoricLoop {
  const read = readHistoricRow({ id: 'T-1', department: 'Support', opened: '2026-03-02T09:00:00Z', ...row }, { settings: SETTINGS, source: 'desk', now: NOW, timeZone: 'UTC', departments: null, customerIdOf: () => '' });
  if (!read.ok) throw new Error(JSON.stringify(read.refusals));
  return read.loop;
}
const brought = (row: object): LoopHistory => historyOf(wholeHistory(loopOf(row), { settings: SETTINGS, actor }));
const newsIn = (history: LoopHistory, row: object): News => newsOf(loopOf(row), { history, now: NOW });

function told(history: LoopHistory, row: object): string[] {
  const news = newsIn(history, row);
  return news.ok ? news.steps.map(({ type, at }) => `${type} ${new Date(at).toISOString().slice(0, 13)}`) : news.refusals.map(({ column, reason }) => `refused ${column}: ${reason}`);
}

/** The history with the news of a row. */
function movedOn(history: LoopHistory, row: object): LoopHistory {
  const news = newsIn(history, row);
  if (!news.ok) throw new Error(JSON.stringify(news.refusals));
  const { department, priority } = history.state;
  return historyOf(history.events, promisedDrafts(news.steps, { settings: SETTINGS, actor, canContact: true, department, priority }));
}

describe('a row as a loop', () => {
  it('has the state that its moments add up to', () => {
    const { state } = brought({
      acknowledged: '2026-03-02T10:00Z', contacted: '2026-03-02T12:00Z', waits: '2026-03-02T14:00Z/2026-03-03T14:00Z', handOvers: '2026-03-03T02:00Z Product', resolved: '2026-03-04T09:00Z',
      told: '2026-03-04T12:00Z', closed: '2026-03-04T21:00Z', owner: 'jon', rootCause: 'Defect', action: 'Replaced',
    });
    const at = (text: string): number => Date.parse(`2026-03-${text}:00Z`);
    expect(state).toMatchObject({
      state: 'closed', openedAt: at('02T09:00'), openedBy: 'import', externalId: 'T-1', firstDepartment: 'Support', department: 'Product', owner: 'jon', acknowledgedAt: at('02T10:00'), contactedAt: at('02T12:00'),
      resolvedAt: at('04T09:00'), toldAt: at('04T12:00'), closedAt: at('04T21:00'), outcome: 'told', rootCause: 'Defect', action: 'Replaced',
      // The wait is split where the loop changed hands: 12 hours each.
      legs: [
        { department: 'Support', from: at('02T09:00'), to: at('03T02:00'), waits: [{ from: at('02T14:00'), to: at('03T02:00') }] },
        { department: 'Product', from: at('03T02:00'), to: at('04T21:00'), waits: [{ from: at('03T02:00'), to: at('03T14:00') }] },
      ],
      promise: { since: at('03T02:00'), targets: { close: { milliseconds: 48 * HOUR, clock: 'calendar' } } },
    });
  });

  it('is charged to its departments without a gap, whatever the row', () => {
    fc.assert(
      fc.property(arbitraryRow, (row) => {
        const { state } = brought(row);
        const ends = state.legs.map(({ to }) => to ?? state.changedAt);
        expect(state.legs[0]?.from).toBe(state.openedAt);
        state.legs.forEach((leg, index) => expect(leg.from).toBe(index === 0 ? state.openedAt : ends[index - 1]));
        if (state.closedAt !== null) {
          const held = state.legs.reduce((sum, { from, to, waits }) => sum + (to ?? 0) - from - waits.reduce((rest, wait) => rest + (wait.to ?? 0) - wait.from, 0), 0);
          const waited = (row['waits'] as { from: string; to: string }[]).reduce((sum, { from, to }) => sum + Date.parse(to) - Date.parse(from), 0);
          expect(held + waited).toBe(state.closedAt - state.openedAt);
        }
      }),
    );
  });
});

describe('newsOf', () => {
  it('finds nothing new in what was brought, whatever the row', () => {
    fc.assert(
      fc.property(arbitraryRow, (row) => {
        expect(newsIn(brought(row), row)).toEqual({ ok: true, steps: [], warnings: [] });
      }),
    );
  });

  it('brings a loop that grew line by line to the same state as at once', () => {
    fc.assert(
      fc.property(arbitraryRow, (row) => {
        const { resolved: _r, told: _t, closed: _c, reason: _w, ...open } = row;
        const grown = movedOn(brought(open), row);
        const { version: _gv, position: _gp, ...state } = grown.state;
        const { version: _bv, position: _bp, ...whole } = brought(row).state;
        expect(state).toEqual(whole);
      }),
    );
  });

  it('appends what has moved on, and only that', () => {
    const open = { acknowledged: '2026-03-02T10:00Z', owner: 'mia' };
    const closed = { ...open, handOvers: '2026-03-03T10:00Z Product', owner: 'jon', rootCause: 'Defect', resolved: '2026-03-04T10:00Z', closed: '2026-03-05T10:00Z', reason: 'unreachable' };
    expect(told(brought(open), closed)).toEqual(['routed 2026-03-03T10', 'assigned 2026-03-03T10', 'acted 2026-03-04T10', 'resolved 2026-03-04T10', 'closed 2026-03-05T10']);
    expect(movedOn(brought(open), closed).state).toMatchObject({ state: 'closed', owner: 'jon', department: 'Product', rootCause: 'Defect', notToldReason: 'unreachable' });
  });

  it('takes a new fact without a moment for one of now, and of a closed loop for none', () => {
    expect(told(brought({ owner: 'mia' }), { owner: 'jon', priority: 'urgent' })).toEqual(['prioritised 2026-12-01T00', 'assigned 2026-12-01T00']);
    const closed = { owner: 'mia', closed: '2026-03-05T10:00Z' };
    expect(told(brought(closed), { ...closed, owner: 'jon', rootCause: 'Other' })).toEqual([]);
  });

  it('opens again what the source closed before and now has open, or closes later', () => {
    const closed = { resolved: '2026-03-04T10:00Z', closed: '2026-03-05T10:00Z' };
    expect(told(brought(closed), {})).toEqual(['reopened 2026-12-01T00']);
    const later = { resolved: '2026-03-07T10:00Z', closed: '2026-03-08T10:00Z' };
    expect(told(brought(closed), later)).toEqual(['reopened 2026-03-07T10', 'resolved 2026-03-07T10', 'closed 2026-03-08T10']);
    expect(movedOn(brought(closed), later).state).toMatchObject({ state: 'closed', reopened: 1, firstClosedAt: Date.parse('2026-03-05T10:00Z'), closedAt: Date.parse('2026-03-08T10:00Z') });
  });

  it('refuses what is corrected of a loop that is over', () => {
    const closed = { contacted: '2026-03-03T10:00Z', resolved: '2026-03-04T10:00Z', closed: '2026-03-05T10:00Z' };
    const expected = 'must not lie before what is known of the loop already; what happened cannot be changed afterwards';
    expect(told(brought(closed), { ...closed, contacted: '2026-03-03T09:00Z' })).toEqual([`refused contacted: ${expected}`]);
    expect(told(brought(closed), { ...closed, told: closed.closed })).toEqual([`refused told: ${expected}`]);
    expect(told(brought(closed), { ...closed, contacted: '2026-03-03T09:00Z', closed: '2026-03-06T10:00Z' })).toEqual([`refused contacted: ${expected}`]);
  });

  it('takes nothing back that people did here, and refuses what lies before it', () => {
    const mine = (history: LoopHistory, at: string): LoopHistory => historyOf(history.events, [{ type: 'assigned', owner: 'jon', how: 'person', actor: 'local', by: 'jon', at: Date.parse(at) }]);
    const open = { owner: 'mia' };
    expect(told(mine(brought(open), '2026-03-03T10:00Z'), open)).toEqual([]);
    const closed = { ...open, resolved: '2026-03-04T10:00Z', closed: '2026-03-04T10:00Z' };
    expect(told(mine(brought(open), '2026-03-03T10:00Z'), closed)).toEqual(['resolved 2026-03-04T10', 'closed 2026-03-04T10']);
    expect(told(mine(brought(open), '2026-03-06T10:00Z'), closed)).toEqual(['refused resolved: must not lie before what is known of the loop already; what happened cannot be changed afterwards']);
    const shut = historyOf(brought(open).events, [{ type: 'closed', outcome: 'not_told', reason: 'invalid', note: '', actor: 'local', by: '', at: Date.parse('2026-03-03T10:00Z') }]);
    expect(told(shut, open)).toEqual([]);
    expect(told(shut, closed)).toEqual(['refused : is news of a loop that was closed here; reopen it first']);
  });

  it('keeps the opening moment, and says that another was told', () => {
    expect(newsIn(brought({}), { opened: '2026-03-02T10:00:00Z' })).toEqual({ ok: true, steps: [], warnings: ['opened differs from what was brought before, and stayed as it was'] });
  });
});
