import { describe, expect, it } from 'vitest';
import { readHistoricRow, type HistoricRow } from './historic-row.ts';
import { SETTINGS } from './testing/settings.ts';

const NOW = Date.parse('2026-06-01T00:00:00Z');
const read = (row: unknown): HistoricRow =>
  readHistoricRow(row, { settings: SETTINGS, source: 'desk', now: NOW, timeZone: 'Europe/Berlin', departments: null, customerIdOf: ({ id, email }) => `${id}|${email}` });
const at = (text: string): number => Date.parse(text);
const refused = (row: object): string[] => {
  const result = read({ id: '1', department: 'Support', opened: '2026-03-02T09:00:00Z', ...row });
  return result.ok ? [] : result.refusals.map(({ column, kind, reason }) => `${column} (${kind}) ${reason}`);
};

describe('readHistoricRow', () => {
  it('reads a whole row: first department, hand-overs, what was done, and the close', () => {
    const result = read({
      id: 17, department: ' support ', opened: '2026-03-02T09:00:00Z', acknowledged: '2026-03-02 10:00', contacted: '2026-03-02T12:00:00+01:00', waits: '2026-03-02T13:00Z/2026-03-02T15:00Z',
      handOvers: '2026-03-03T08:00:00Z product', resolved: '2026-03-04T08:00:00Z', told: '2026-03-04T09:00:00Z', closed: '2026-03-04T10:00:00Z', priority: 'P1', owner: 'jon ek',
      'customer.id': 'C-1', channel: 'Phone', rootCause: 'Defect', action: 'Replaced',
    });
    expect(result).toEqual({
      ok: true,
      warnings: [],
      loop: {
        identity: '17', externalId: '17', openedAt: at('2026-03-02T09:00:00Z'), openedBy: 'import', rule: '', feedbackId: null, customerId: 'C-1|', department: 'Support', priority: 'urgent',
        origin: { source: 'desk', channel: 'Phone', product: '', region: '', segment: '', language: '', band: '', score: null, contactRequested: false, anonymous: false, preferredTime: '' },
        steps: [
          // Ten o'clock in Berlin, an hour ahead of UTC.
          { type: 'acknowledged', at: at('2026-03-02T09:00:00Z'), by: '' },
          { type: 'contacted', way: 'other', messageId: null, note: '', at: at('2026-03-02T11:00:00Z'), by: '' },
          { type: 'waiting', note: '', at: at('2026-03-02T13:00:00Z'), by: '' },
          { type: 'resumed', at: at('2026-03-02T15:00:00Z'), by: '' },
          { type: 'routed', department: 'Product', note: '', at: at('2026-03-03T08:00:00Z'), by: '' },
          { type: 'assigned', owner: 'jon', how: 'person', at: at('2026-03-03T08:00:00Z'), by: '', undated: true },
          { type: 'acted', rootCause: 'Defect', action: 'Replaced', at: at('2026-03-04T08:00:00Z'), by: '', undated: true },
          { type: 'resolved', note: '', at: at('2026-03-04T08:00:00Z'), by: '' },
          { type: 'told', way: 'other', messageId: null, note: '', at: at('2026-03-04T09:00:00Z'), by: '' },
          { type: 'closed', outcome: 'told', reason: null, note: '', at: at('2026-03-04T10:00:00Z'), by: '' },
        ],
      },
    });
  });

  it('fills in what a close says without saying it', () => {
    const types = (row: object): string[] => {
      const result = read({ id: '1', department: 'Support', opened: '2026-03-02T09:00:00Z', closed: '2026-03-03T09:00:00Z', ...row });
      return result.ok ? result.loop.steps.map((step) => (step.type === 'closed' ? `closed ${step.outcome} ${step.reason ?? '-'}` : step.type)) : ['refused'];
    };
    expect(types({})).toEqual(['resolved', 'closed not_told -']);
    expect(types({ outcome: 'Told' })).toEqual(['resolved', 'told', 'closed told -']);
    expect(types({ reason: 'no reply' })).toEqual(['resolved', 'closed not_told unreachable']);
    expect(types({ reason: 'Spam', outcome: 'no' })).toEqual(['closed not_told invalid']);
  });

  it('takes a day without a time for the earliest moment of that day that is possible', () => {
    const result = read({ id: '1', department: 'Support', opened: '2026-03-02T09:00:00Z', handOvers: [{ at: '2026-03-02', to: 'Product' }, { at: '2026-03-03', to: 'Sales' }], closed: '2026-03-03' });
    // The third of March begins in Berlin at 23:00 UTC.
    expect(result.ok && result.loop.steps.map(({ type, at: moment }) => [type, new Date(moment).toISOString()])).toEqual([
      ['routed', '2026-03-02T09:00:00.000Z'], ['routed', '2026-03-02T23:00:00.000Z'], ['resolved', '2026-03-02T23:00:00.000Z'], ['closed', '2026-03-02T23:00:00.000Z'],
    ]);
  });

  it.each([
    [{ closed: '2026-03-01T00:00:00Z' }, 'closed (text) must not lie before opened'],
    [{ resolved: '2026-03-05T00:00:00Z', closed: '2026-03-04T00:00:00Z' }, 'closed (text) must not lie before resolved'],
    [{ acknowledged: '2026-03-05T00:00:00Z', resolved: '2026-03-04T00:00:00Z' }, 'resolved (text) must not lie before acknowledged'],
    [{ resolved: '2026-03-05T00:00:00Z', told: '2026-03-04T00:00:00Z' }, 'told (text) must not lie before resolved'],
    [{ closed: '2026-07-01T00:00:00Z' }, 'closed (text) must not lie in the future'],
    [{ closed: 'yesterday' }, 'closed (text) must be ISO 8601 such as 2026-03-01T12:30:00Z, between 1970-01-02 and 2149-06-05'],
    [{ closed: '2026-02-30' }, 'closed (text) must be ISO 8601 such as 2026-03-01T12:30:00Z, between 1970-01-02 and 2149-06-05'],
    [{ opened: '' }, 'opened (empty) must be given'],
    [{ id: undefined }, 'id (missing) must be given'],
    [{ department: 'x'.repeat(201) }, 'department (text) must be at most 200 characters'],
    [{ priority: 'soonish' }, 'priority (text) must be one of urgent, high, normal, low'],
    [{ outcome: 'told' }, 'outcome (text) needs the moment of closed'],
    [{ closed: '2026-03-04', told: '2026-03-03', outcome: 'not told' }, 'outcome (text) must be told where told has a moment'],
    [{ closed: '2026-03-04', outcome: 'told', reason: 'duplicate' }, 'reason (text) is only for customers who were not told'],
    [{ handOvers: 'to Product some day' }, 'handOvers (text) must be moments and departments, such as 2026-01-02T10:00 Sales; 2026-01-03T09:30 Product'],
    [{ handOvers: '2026-03-01T10:00Z Product' }, 'handOvers (text) must not lie before opened or before the hand-over that stands ahead of it'],
    [{ handOvers: '2026-03-03T10:00Z SUPPORT' }, 'handOvers (text) must go to another department; the one in the column department is the first, and this one has the loop already'],
    [{ handOvers: '2026-03-05T10:00Z Product', closed: '2026-03-04' }, 'handOvers (text) must not lie after closed'],
    [{ waits: '2026-03-03T10:00Z/2026-03-03T09:00Z' }, 'waits (text) must not lie before opened, overlap, or end before they begin'],
    [{ waits: '2026-03-03T10:00Z/', closed: '2026-03-04' }, 'waits (text) must have an end; only the last wait of what is not resolved may last'],
    [{ colour: 'red' }, 'colour (text) is not known; use id'],
  ])('refuses %j with the column, the kind and what to change', (row, expected) => {
    expect(refused(row)).toHaveLength(1);
    expect(refused(row)[0]?.startsWith(expected)).toBe(true);
  });

  it('says everything that is wrong with a row, and never what stood there', () => {
    const found = refused({ closed: 'secret', priority: 'secret', opened: 'secret' });
    expect(found).toHaveLength(2);
    expect(found.join()).not.toContain('secret');
    expect(read([1])).toEqual({ ok: false, refusals: [{ column: '', kind: 'list', reason: 'must be one JSON object a row' }] });
  });

  it('takes only loops of the departments of whoever brings them', () => {
    const options = { settings: SETTINGS, source: 'desk', now: NOW, timeZone: 'UTC', departments: ['support'], customerIdOf: () => '' };
    expect(readHistoricRow({ id: '1', department: 'SUPPORT', opened: '2026-03-02' }, options).ok).toBe(true);
    expect(readHistoricRow({ id: '1', department: 'Product', opened: '2026-03-02' }, options)).toEqual({ ok: false, refusals: [{ column: 'department', kind: 'text', reason: 'must be one of your departments' }] });
  });

  it('leaves an unknown owner out, with a warning', () => {
    const result = read({ id: '1', department: 'Support', opened: '2026-03-02', owner: 'Somebody Else' });
    expect(result).toMatchObject({ ok: true, warnings: ['owner names somebody who is not among the people here, and was left out'], loop: { steps: [] } });
    expect(read({ id: '1', department: 'Support', opened: '2026-03-02', owner: 'MIA@example.com' })).toMatchObject({ warnings: [], loop: { steps: [{ owner: 'mia' }] } });
  });
});
