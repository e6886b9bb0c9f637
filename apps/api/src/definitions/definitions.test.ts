import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFINITION_KINDS, type DefinitionKind, type SavedFilter, type SavedInboxView, type SavedView } from './definition.ts';
import type { Definitions } from './definitions.ts';
import { changesOf, stepsTo, type Wanted } from './difference.ts';
import { changed, EMPTY } from './state.ts';
import { arbitraryWanted } from './testing/arbitrary-definitions.ts';
import { callerWith as person, definitionsOnEngine } from './testing/definitions-on-engine.ts';
import { MAX_FILE_BYTES } from './yaml/document.ts';
import { writeYaml } from './yaml/write-yaml.ts';

const ADA = person('ada');
const BOB = person('bob', 'analyst');
const view = (name: string, question: SavedView['question'] = { metrics: ['nps'] }): SavedView => ({ name, display: 'chart', question });
const filter = (name: string, department: string): SavedFilter => ({ name, description: '', filter: { department: { in: [department] } } });
const fileOf = (wanted: Wanted): string => writeYaml(changed(EMPTY, changesOf(stepsTo(wanted, EMPTY)), { version: 1, by: 'nobody' }));

describe('definitions', () => {
  const { open, meeting, journals } = definitionsOnEngine();

  test('are found whatever the case of their name, replaced under it, and there for a process that starts later', async () => {
    const heard: DefinitionKind[] = [];
    const definitions = open({ heard });
    await definitions.save('view', view('Weekly NPS'), { caller: ADA });
    await definitions.save('filter', filter('Enterprise', 'Sales'), { caller: ADA });
    await definitions.save('view', view(' weekly nps'.trim(), { metrics: ['ces'] }), { caller: ADA });
    await definitions.save('target', { name: 'nps', value: 40 }, { caller: ADA });
    const heardLater: DefinitionKind[] = [];
    const later = open({ heard: heardLater });
    await later.refresh();
    expect(heardLater).toEqual(['view', 'filter', 'target']);
    for (const process of [definitions, later]) {
      expect(process.list('view')).toEqual([{ definition: view('weekly nps', { metrics: ['ces'] }), version: 3, by: 'ada' }]);
      expect(process.target('nps')).toBe(40);
      expect(process.target('ces')).toBeNull();
      expect(process.resolve({ period: { toDate: 'day' }, text: 'late', saved: ['ENTERPRISE'] })).toEqual({ period: { toDate: 'day' }, text: 'late', and: [{ department: { in: ['Sales'] } }] });
    }
    expect(heard).toEqual(['view', 'filter', 'view', 'target']);
    expect(await definitions.remove('view', 'WEEKLY NPS', { caller: ADA })).toBe(true);
    expect(await definitions.remove('view', 'WEEKLY NPS', { caller: ADA })).toBe(false);
    await later.refresh();
    expect(later.list('view')).toEqual([]);
  });

  test('saving the same again, and refreshing without news, appends nothing and is no change', async () => {
    const heard: DefinitionKind[] = [];
    const definitions = open({ heard });
    const first = await definitions.save('view', view('A'), { caller: ADA, seen: 0 });
    expect(await definitions.save('view', view('A'), { caller: BOB, seen: 0 })).toEqual(first);
    await definitions.refresh();
    expect(heard).toEqual(['view']);
    expect(await journals()[0].read('definitions')).toHaveLength(1);
  });

  describe('a view that gets another name', () => {
    const inbox = (name: string): SavedInboxView => ({ name, queue: 'breached', filter: {}, sort: 'due' });
    const names = (definitions: Definitions): string[] => definitions.list('inbox_view').map(({ definition }) => definition.name);

    test('is the same view in one event, and a name that is taken stays whose it is', async () => {
      const definitions = open();
      await definitions.save('inbox_view', inbox('Late'), { caller: ADA });
      await definitions.save('inbox_view', inbox('Other'), { caller: ADA });
      await definitions.rename('inbox_view', { name: 'late', definition: inbox('Too late') }, { caller: ADA, seen: 1 });
      expect(names(definitions)).toEqual(['Other', 'Too late']);
      await definitions.rename('inbox_view', { name: 'Too late', definition: inbox('TOO LATE') }, { caller: ADA });
      expect(names(definitions)).toEqual(['Other', 'TOO LATE']);
      await expect(definitions.rename('inbox_view', { name: 'too late', definition: inbox('other') }, { caller: ADA })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
      await expect(definitions.rename('inbox_view', { name: 'Late', definition: inbox('Later') }, { caller: ADA })).rejects.toMatchObject({ code: 'NOT_FOUND' });
      await expect(definitions.rename('inbox_view', { name: 'Other', definition: inbox('Mine') }, { caller: ADA, seen: 1 })).rejects.toMatchObject({ code: 'CONFLICT' });
      expect(await journals()[0].read('definitions')).toHaveLength(4);
    });

    test('takes who saved it, or somebody who may change what others saved', async () => {
      const definitions = open();
      const [agent, other] = [person('cleo', 'agent'), person('dan', 'agent')];
      await definitions.save('inbox_view', inbox('Hers'), { caller: agent });
      await expect(definitions.rename('inbox_view', { name: 'Hers', definition: inbox('His') }, { caller: other })).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await definitions.rename('inbox_view', { name: 'Hers', definition: inbox('Still hers') }, { caller: agent });
      await definitions.rename('inbox_view', { name: 'Still hers', definition: inbox('All of ours') }, { caller: BOB });
      expect(names(definitions)).toEqual(['All of ours']);
    });
  });

  test('a saved filter that a view of the inbox uses stays, and a name that there is not is refused', async () => {
    const definitions = open();
    const using = (saved: string): SavedInboxView => ({ name: 'Big', queue: 'mine', filter: { feedback: { saved: [saved] } }, sort: 'opened' });
    await definitions.save('filter', filter('Enterprise', 'Sales'), { caller: ADA });
    await expect(definitions.save('inbox_view', using('Enterprize'), { caller: ADA })).rejects.toThrow('filter.feedback.saved.0: names no saved filter; did you mean "Enterprise"?');
    await definitions.save('inbox_view', using('enterprise'), { caller: ADA });
    await expect(definitions.remove('filter', 'Enterprise', { caller: ADA })).rejects.toThrow('the saved filter "Enterprise" is used by the view of the inbox "Big"; change that first');
  });

  describe('of two people at the same moment', () => {
    test('who change the same thing, the second gets CONFLICT and what it is now', async () => {
      const { first, second } = await meeting();
      const outcomes = await Promise.allSettled([first.save('view', view('Shared'), { caller: ADA }), second.save('view', view('shared', { metrics: ['ces'] }), { caller: BOB })]);
      expect(outcomes).toMatchObject([{ status: 'fulfilled' }, { reason: { code: 'CONFLICT', details: { kind: 'view', name: 'shared', current: { ...view('Shared'), version: 1 } } } }]);
      expect(second.list('view')).toEqual(first.list('view'));
      expect(second.list('view')).toMatchObject([{ definition: view('Shared') }]);
    });

    test('who change different things, both succeed', async () => {
      const { first, second } = await meeting();
      await Promise.all([first.save('view', view('Hers'), { caller: ADA }), second.save('filter', filter('His', 'Sales'), { caller: BOB })]);
      expect([second.list('view').length, second.list('filter').length]).toEqual([1, 1]);
      expect(await journals()[0].read('definitions')).toHaveLength(2);
    });

    test('the one whose file would now remove what the other saved gets CONFLICT, and nothing is applied', async () => {
      const { first, second } = await meeting();
      const outcomes = await Promise.allSettled([first.save('view', view('Just saved'), { caller: BOB }), second.apply('version: 1\nviews: []\nfilters: [{name: F, filter: {}}]', { caller: ADA, dryRun: false })]);
      expect(outcomes).toMatchObject([{ status: 'fulfilled' }, { reason: { code: 'CONFLICT' } }]);
      expect([second.list('view').length, second.list('filter').length]).toEqual([1, 0]);
    });
  });

  test('the same file, applied twice at once, is applied once', async () => {
    const { first, second } = await meeting();
    const file = 'version: 1\nfilters: [{name: F, filter: {}}]';
    const [one, other] = await Promise.all([first.apply(file, { caller: ADA, dryRun: false }), second.apply(file, { caller: BOB, dryRun: false })]);
    expect([one.changes.length, other.changes.length]).toEqual([1, 0]);
    expect(await journals()[0].read('definitions')).toHaveLength(1);
  });

  test('a version that was seen must still be the one there is', async () => {
    const definitions = open();
    const { version } = await definitions.save('filter', filter('F', 'Sales'), { caller: ADA, seen: 0 });
    await definitions.save('view', view('Unrelated'), { caller: ADA });
    await definitions.save('filter', filter('F', 'Support'), { caller: BOB, seen: version }).catch(() => undefined);
    await expect(definitions.save('filter', filter('F', 'Billing'), { caller: ADA, seen: version + 5 })).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(definitions.save('filter', filter('F', 'Billing'), { caller: ADA, seen: 0 })).rejects.toMatchObject({ code: 'CONFLICT', details: { current: { name: 'F', version: 3 } } });
    await expect(definitions.remove('filter', 'F', { caller: ADA, seen: version })).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(definitions.remove('filter', 'Gone', { caller: ADA, seen: 7 })).rejects.toMatchObject({ code: 'CONFLICT', details: { current: null } });
    expect(await definitions.remove('filter', 'F', { caller: ADA, seen: 3 })).toBe(true);
  });

  test('what somebody else saved is for those who see the whole organisation; targets are nobody’s own', async () => {
    const definitions = open();
    const [viewer, scoped, analyst] = [person('vera', 'viewer'), person('lea', 'lead', ['Support']), person('ann', 'analyst')];
    await definitions.save('view', view('Vera’s'), { caller: viewer });
    await definitions.save('view', view('Vera’s', { metrics: ['ces'] }), { caller: viewer });
    for (const caller of [person('victor', 'viewer'), person('alf', 'agent'), scoped]) {
      await expect(definitions.save('view', view('Vera’s'), { caller }), caller.id).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(definitions.remove('view', 'Vera’s', { caller }), caller.id).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
    await definitions.save('view', view('Vera’s', { metrics: ['csat5'] }), { caller: analyst });
    // It is still hers.
    await definitions.save('view', view('Vera’s'), { caller: viewer });
    await definitions.save('filter', filter('Lea’s', 'Support'), { caller: scoped });
    await definitions.save('filter', filter('Lea’s', 'Sales'), { caller: scoped });
    await expect(definitions.save('target', { name: 'nps', value: 10 }, { caller: scoped })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await definitions.save('target', { name: 'nps', value: 10 }, { caller: person('lou', 'lead') });
    await expect(definitions.remove('target', 'nps', { caller: scoped })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('a view may name only filters that there are, and a filter that a view names stays', async () => {
    const definitions = open();
    const using = view('Uses it', { metrics: ['nps'], filter: { saved: ['enterprise'] } });
    await expect(definitions.save('view', using, { caller: ADA })).rejects.toMatchObject({ code: 'BAD_USER_INPUT', message: 'question.filter.saved.0: names no saved filter.' });
    await definitions.save('filter', filter('Enterprise', 'Sales'), { caller: ADA });
    await expect(definitions.save('view', view('Uses it', { metrics: ['nps'], filter: { saved: ['Enterprize'] } }), { caller: ADA })).rejects.toThrow('did you mean "Enterprise"?');
    await definitions.save('view', using, { caller: ADA });
    await expect(definitions.remove('filter', 'Enterprise', { caller: ADA })).rejects.toMatchObject({ code: 'BAD_USER_INPUT', message: 'the saved filter "Enterprise" is used by the saved view "Uses it"; change that first.' });
    await expect(definitions.apply('version: 1\ntargets: {}\nfilters: []', { caller: ADA, dryRun: false })).rejects.toMatchObject({ details: { problems: [{ line: 3, message: 'the saved filter "Enterprise" is used by the saved view "Uses it"; change that first' }] } });
    await expect(definitions.apply('version: 1\nviews:\n  - name: V\n    question:\n      metrics: [nps]\n      filter:\n        saved:\n          - Enterprise\n          - Nothing\n', { caller: ADA, dryRun: true })).rejects.toMatchObject({
      details: { problems: [{ line: 9, message: expect.stringContaining('question.filter.saved.1: names no saved filter') as string }] },
    });
    expect(() => definitions.resolve({ saved: ['Enterprice'] })).toThrow('filter.saved.0 names no saved filter; did you mean "Enterprise"?');
    // Both at once fit together.
    await definitions.apply('version: 1\nfilters: []\nviews: []', { caller: ADA, dryRun: false });
    expect(definitions.list('filter')).toEqual([]);
  });

  test('at most 500 of a kind, and never more than a file can hold', async () => {
    const definitions = open();
    const names = (count: number): string => Array.from({ length: count }, (_, index) => `  - {name: F${index}, filter: {}}\n`).join('');
    await expect(definitions.apply(`version: 1\nfilters:\n${names(501)}`, { caller: ADA, dryRun: false })).rejects.toMatchObject({ details: { problems: [{ line: 2, message: 'there can be at most 500 saved filters; remove some first' }] } });
    await definitions.apply(`version: 1\nfilters:\n${names(500)}`, { caller: ADA, dryRun: false });
    await expect(definitions.save('filter', filter('One more', 'Sales'), { caller: ADA })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await definitions.save('filter', filter('F7', 'Sales'), { caller: ADA });
    const large = (name: string) => ({ name, description: '', filter: { product: { in: Array.from({ length: 100 }, (_, index) => `${name} ${index} ${'x'.repeat(900)}`) } } });
    await definitions.save('filter', large('F8'), { caller: ADA });
    await definitions.save('filter', large('F9'), { caller: ADA });
    await expect(definitions.save('filter', large('F10'), { caller: ADA })).rejects.toThrow('more than 256 KiB as a file');
    expect(Buffer.byteLength(definitions.yaml())).toBeLessThan(MAX_FILE_BYTES);
    expect((await definitions.apply(definitions.yaml(), { caller: ADA, dryRun: false })).changes).toEqual([]);
    expect(await definitions.remove('filter', 'F8', { caller: ADA })).toBe(true);
  });

  test('a file says what becomes of everything, is one event, and touches only the sections that it has', async () => {
    const definitions = open();
    await definitions.save('view', view('Stays'), { caller: ADA });
    await definitions.save('filter', filter('Goes', 'Sales'), { caller: ADA });
    await definitions.save('filter', filter('Same', 'Sales'), { caller: ADA });
    await definitions.save('filter', filter('Other', 'Sales'), { caller: ADA });
    const file = `version: 1
targets: {nps: 40}
filters:
  - name: Same
    filter: {department: {in: [Sales]}}
  - name: other
    filter: {department: {in: [Support]}}
`;
    const steps = [
      ['target', 'nps', 'created'],
      ['filter', 'Same', 'unchanged'],
      ['filter', 'other', 'changed'],
      ['filter', 'Goes', 'removed'],
    ];
    for (const dryRun of [true, false]) {
      const result = await definitions.apply(file, { caller: ADA, dryRun });
      expect(result.steps.map(({ kind, name, action }) => [kind, name, action])).toEqual(steps);
      expect(result.steps[2]).toMatchObject({ before: filter('Other', 'Sales'), after: filter('other', 'Support') });
      expect(await journals()[0].read('definitions')).toHaveLength(dryRun ? 4 : 5);
    }
    expect((await definitions.apply(file, { caller: ADA, dryRun: false })).changes).toEqual([]);
    expect(await journals()[0].read('definitions')).toHaveLength(5);
    expect(definitions.list('view').map(({ definition }) => definition.name)).toEqual(['Stays']);
    expect(definitions.list('filter').map(({ definition }) => definition.name)).toEqual(['other', 'Same']);
  });

  test('an event that this version cannot read leaves out that definition and no other', async () => {
    const changes = [
      { kind: 'view', name: 'From the future', definition: { name: 'From the future', display: 'globe', question: { metrics: ['nps'] } } },
      { kind: 'wish', name: 'Of another kind', definition: {} },
      { kind: 'view', name: 'Known', definition: view('Known') },
    ];
    await journals()[0].append('definitions', { expected: 0, type: 'changed', actor: 'ada', at: 0, payload: { changes } });
    await journals()[0].append('definitions', { expected: 1, type: 'renamed', actor: 'ada', at: 0, payload: 'something else' });
    const definitions = open();
    await definitions.refresh();
    expect(definitions.list('view').map(({ definition }) => definition.name)).toEqual(['Known']);
    await definitions.save('view', view('Another'), { caller: ADA });
  });

  test('whatever was exported is exported again by another Heed that it was applied to, and applying it anew changes nothing', async () => {
    const [one, other] = [open(), open({ journal: journals()[1] })];
    await fc.assert(
      fc.asyncProperty(arbitraryWanted, async (wanted) => {
        await one.apply(fileOf(wanted), { caller: ADA, dryRun: false });
        for (const kind of DEFINITION_KINDS) {
          expect(new Set(one.list(kind).map(({ definition }) => JSON.stringify(definition)))).toEqual(new Set(wanted[kind].map((definition) => JSON.stringify(definition))));
        }
        const exported = one.yaml();
        await other.apply(exported, { caller: person('eve'), dryRun: false });
        expect(other.yaml()).toBe(exported);
        for (const definitions of [one, other]) expect((await definitions.apply(exported, { caller: ADA, dryRun: false })).changes).toEqual([]);
      }),
      { numRuns: 15, seed: 20_260_101 },
    );
    const restarted = open({ journal: journals()[1] });
    await restarted.refresh();
    expect(restarted.yaml()).toBe(other.yaml());
  }, 90_000);
});
