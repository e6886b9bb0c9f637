import { describe, expect, test } from 'vitest';
import { foldCatalogue } from './fold.ts';
import { livingTheme } from './living.ts';
import { livingThemes } from './sound.ts';
import { EMPTY_CATALOGUE, MOST_THEMES } from './state.ts';
import { undoableActs } from './undo.ts';
import { ANNA, builtTheme, comment, START, testCatalogue } from './testing/test-catalogue.ts';

const two = (): ReturnType<typeof testCatalogue> => testCatalogue([{ do: 'build', model: 1, themes: [builtTheme('a', { label: 'delivery late' }), builtTheme('b', { label: 'refund' })] }]);

describe('themes of a person', () => {
  test('begin with name, place, words and examples', () => {
    const catalogue = testCatalogue([
      { do: 'create', name: '  Delivery   times ' },
      { do: 'create', name: 'Late', description: ' Came late. ', parent: 't1', language: 'en-GB', words: { en: ['late', 'LATE', ' too  late '], '': ['48h'] }, feedbackIds: [comment(1), comment(2).toUpperCase(), comment(1)] },
    ]);
    expect(catalogue.theme('t1')).toMatchObject({ name: 'Delivery times', namedByPerson: true, parent: null, origin: 'person', retired: null, createdAt: START + 60_000 });
    expect(catalogue.theme('t2')).toMatchObject({ name: 'Late', description: 'Came late.', parent: 't1', placed: true, language: 'en', words: { en: ['late', 'too late'], '': ['48h'] } });
    expect(catalogue.state.examples).toEqual(new Map([[comment(1), { theme: 't2', by: 'anna', at: START + 120_000 }], [comment(2), { theme: 't2', by: 'anna', at: START + 120_000 }]]));
  });

  test.each(([
    [{ do: 'create', name: ' ' }, 'name', /1 to 80 characters/],
    [{ do: 'create', name: 'x'.repeat(81) }, 'name', /1 to 80 characters/],
    [{ do: 'create', name: 'a\u202eb' }, 'name', /control characters/],
    [{ do: 'create', name: 'Refund' }, 'name', /another theme of this name beside it/],
    [{ do: 'create', name: 'ＤＥＬＩＶＥＲＹ  late' }, 'name', /another theme of this name/],
    [{ do: 'create', name: 'x', words: { english: ['late'] } }, 'words.english', /is no language/],
    [{ do: 'create', name: 'x', words: { en: ['a'] } }, 'words.en.0', /at least two letters/],
    [{ do: 'create', name: 'x', words: { en: ['ok', '!!'] } }, 'words.en.1', /at least two letters/],
    [{ do: 'create', name: 'x', feedbackIds: ['42'] }, 'feedbackIds.0', /UUIDs/],
    [{ do: 'describe', theme: 'a', description: 'x'.repeat(2_001) }, 'description', /at most 2000 characters/],
    [{ do: 'confirm', theme: 'a', feedbackIds: [] }, 'feedbackIds', /choose at least one/],
    [{ do: 'confirm', theme: 'a', feedbackIds: Array.from({ length: 1_001 }, (_, index) => comment(index)) }, 'feedbackIds', /more than 1000/],
    [{ do: 'nest', themes: ['a'], parent: 'a' }, 'parent', /below itself/],
    [{ do: 'merge', themes: ['a'], into: 'a' }, 'themes', /at least one other/],
    [{ do: 'assign', theme: 'a', department: 'Nobody' }, 'department', /not set up/],
    [{ do: 'assign', theme: 'a', department: 'Support', dueOn: '2026-02-30' }, 'dueOn', /2026-12-31/],
    [{ do: 'assign', theme: 'a', dueOn: '2026-12-01' }, 'dueOn', /for somebody/],
    [{ do: 'exclude', language: '', words: [], excluded: true }, 'words', /write at least one/],
    [{ do: 'split', theme: 'a', parts: [{ label: 'x', phrases: [], feedbackIds: [comment(1)] }] }, 'parts', /2 to 20 parts/],
    [{ do: 'split', theme: 'a', parts: [{ label: 'x', phrases: [], feedbackIds: [comment(1)] }, { label: 'y', phrases: [], feedbackIds: [comment(1)] }] }, 'parts.1.feedbackIds', /in two parts/],
  ] as const).map(([command, path, message]) => ({ command, path, message })))('are refused with what to change: $command.do, $path', ({ command, path, message }) => {
    const error = two().refused(command);
    expect(error.code).toBe('BAD_USER_INPUT');
    expect(error.details.path).toBe(path);
    expect(error.message).toMatch(message);
  });

  test('may have the same name below different ones, and the letters İ and I are not the same', () => {
    const catalogue = testCatalogue([{ do: 'create', name: 'Web' }, { do: 'create', name: 'App' }, { do: 'create', name: 'Price', parent: 't1' }, { do: 'create', name: 'Price', parent: 't2' }, { do: 'create', name: 'İade' }, { do: 'create', name: 'Iade' }]);
    expect(catalogue.state.themes.size).toBe(6);
    expect(catalogue.refused({ do: 'nest', themes: ['t4'], parent: 't1' }).message).toMatch(/another theme of this name/);
    expect(catalogue.refused({ do: 'rename', theme: 't2', name: 'WEB' }).details).toMatchObject({ path: 'name', themes: ['t1', 't2'] });
  });

  test('have two levels, without circles', () => {
    const catalogue = testCatalogue([{ do: 'create', name: 'A' }, { do: 'create', name: 'B' }, { do: 'create', name: 'C' }, { do: 'nest', themes: ['t2'], parent: 't1' }]);
    expect(catalogue.refused({ do: 'nest', themes: ['t1'], parent: 't2' }).message).toMatch(/two levels/);
    expect(catalogue.refused({ do: 'nest', themes: ['t1'], parent: 't3' }).message).toMatch(/move those first/);
    expect(catalogue.refused({ do: 'create', name: 'D', parent: 't2' }).message).toMatch(/two levels/);
  });

  test('change only where something is to change', () => {
    const catalogue = testCatalogue([{ do: 'create', name: 'A', words: { en: ['late'] } }]);
    for (const command of [
      { do: 'rename', theme: 't1', name: ' A ' },
      { do: 'describe', theme: 't1', description: '' },
      { do: 'pin', theme: 't1', pinned: false },
      { do: 'hide', theme: 't1', hidden: false },
      { do: 'define', theme: 't1', words: { en: ['late'] } },
      { do: 'assign', theme: 't1', department: null },
      { do: 'exclude', language: 'en', words: ['thanks'], excluded: false },
    ] as const) expect(catalogue.do(command)).toEqual([]);
    expect(catalogue.last()).toBe(1);
  });

  test('can be tied, defined, and freed of words', () => {
    const catalogue = testCatalogue([
      { do: 'create', name: 'A', words: { en: ['late'], de: ['spät'] } },
      { do: 'assign', theme: 't1', department: 'logistics', owner: 'bora', dueOn: '2026-12-01' },
      { do: 'assign', theme: 't1', owner: null },
      { do: 'define', theme: 't1', words: { de: [], tr: ['geç kaldı'] } },
      { do: 'exclude', language: 'EN', words: ['Heed', 'please'], excluded: true },
      { do: 'exclude', language: '', words: ['acme'], excluded: true },
      { do: 'exclude', language: 'en', words: ['PLEASE'], excluded: false },
    ]);
    expect(catalogue.theme('t1')).toMatchObject({ department: 'Logistics', owner: null, dueOn: '2026-12-01', words: { en: ['late'], tr: ['geç kaldı'] } });
    expect(catalogue.state.excludedWords).toEqual({ en: ['Heed'], '': ['acme'] });
  });
});

describe('merge and split', () => {
  test('a merged theme takes its examples, words and what stood below it along', () => {
    const catalogue = testCatalogue([
      { do: 'create', name: 'A', words: { en: ['late', 'slow'] }, feedbackIds: [comment(1)] },
      { do: 'create', name: 'B', words: { en: ['LATE'] }, feedbackIds: [comment(2)] },
      { do: 'create', name: 'Below', parent: 't1' },
      { do: 'merge', themes: ['t1'], into: 't2' },
    ]);
    expect(catalogue.theme('t1').retired).toEqual({ at: START + 240_000, into: ['t2'], model: null });
    expect(catalogue.theme('t2').words).toEqual({ en: ['LATE', 'slow'] });
    expect(catalogue.theme('t3').parent).toBe('t2');
    expect([...catalogue.state.examples.values()].map(({ theme }) => theme)).toEqual(['t2', 't2']);
    expect(livingTheme(catalogue.state, 't1')?.id).toBe('t2');
    expect(catalogue.refused({ do: 'rename', theme: 't1', name: 'x' })).toMatchObject({ code: 'CONFLICT', details: { into: ['t2'] } });
    expect(catalogue.refused({ do: 'rename', theme: 'nothing', name: 'x' }).code).toBe('NOT_FOUND');
  });

  test('a theme that is merged into what stands below it leaves its place to it', () => {
    const catalogue = testCatalogue([{ do: 'create', name: 'A' }, { do: 'create', name: 'B', parent: 't1' }, { do: 'create', name: 'C', parent: 't1' }, { do: 'merge', themes: ['t1'], into: 't2' }]);
    expect([catalogue.theme('t2').parent, catalogue.theme('t3').parent]).toEqual([null, 't2']);
  });

  test('a pinned theme is neither merged away, nor retired, nor split without a part that keeps it', () => {
    const catalogue = two();
    catalogue.do({ do: 'pin', theme: 'a', pinned: true });
    const parts = [1, 2].map((number) => ({ label: `part ${number}`, phrases: [], feedbackIds: [comment(number)] }));
    for (const command of [{ do: 'merge', themes: ['a'], into: 'b' }, { do: 'retire', theme: 'a' }, { do: 'split', theme: 'a', parts, keep: null }] as const) {
      expect(catalogue.refused(command)).toMatchObject({ code: 'CONFLICT', details: { theme: 'a', possible: ['pin'] } });
    }
    catalogue.do({ do: 'split', theme: 'a', parts });
    expect(catalogue.theme('a').retired).toBeNull();
  });

  test('the part with 60 % keeps the id, with less none does; examples go to their part', () => {
    const parts = (large: number): { label: string; phrases: string[]; feedbackIds: string[] }[] => [
      { label: 'small', phrases: ['s'], feedbackIds: Array.from({ length: 10 - large }, (_, index) => comment(100 + index)) },
      { label: 'large', phrases: ['l'], feedbackIds: Array.from({ length: large }, (_, index) => comment(index)) },
    ];
    for (const [large, kept] of [[6, true], [5, false]] as const) {
      const catalogue = two();
      catalogue.do({ do: 'confirm', theme: 'a', feedbackIds: [comment(100), comment(0), comment(999)] });
      catalogue.do({ do: 'split', theme: 'a', parts: parts(large) });
      const [small, big] = kept ? ['t1', 'a'] : ['t1', 't2'];
      expect(catalogue.theme('a').retired?.into ?? null).toEqual(kept ? null : ['t1', 't2']);
      expect(catalogue.theme(small).name).toBe('small');
      expect(catalogue.theme(big).seeds).toHaveLength(large);
      expect(catalogue.state.examples.get(comment(100))?.theme).toBe(small);
      expect(catalogue.state.examples.get(comment(0))?.theme).toBe(big);
      // Of no part: with that which keeps the id, else with the largest, here the first of two.
      expect(catalogue.state.examples.get(comment(999))?.theme).toBe(kept ? 'a' : 't1');
    }
  });
});

describe('models', () => {
  test('never name what a person named, end what a person worked on, or move what a person placed', () => {
    const catalogue = two();
    catalogue.do({ do: 'rename', theme: 'a', name: 'Deliveries' });
    catalogue.do({ do: 'create', name: 'Money' });
    catalogue.do({ do: 'nest', themes: ['b'], parent: 't1' });
    catalogue.do({ do: 'build', model: 2, themes: [builtTheme('c', { label: 'deliveries' }), builtTheme('a', { label: 'parcel' }), builtTheme('b', { label: 'money back', parent: 'c' })], retired: ['a', 'b', 't1'] });
    expect(catalogue.theme('a')).toMatchObject({ name: 'Deliveries', label: 'parcel', retired: null, since: 1, model: 2 });
    expect(catalogue.theme('b')).toMatchObject({ name: 'money back', parent: 't1', retired: null });
    expect(catalogue.theme('c')).toMatchObject({ name: 'deliveries · phrase c', origin: 'discovered', since: 2 });
    expect(catalogue.theme('t1')).toMatchObject({ retired: null, model: null });
  });

  test('end what nobody worked on, and do not bring back what people ended', () => {
    const catalogue = two();
    catalogue.do({ do: 'merge', themes: ['b'], into: 'a' });
    catalogue.do({ do: 'build', model: 2, themes: [builtTheme('a'), builtTheme('b')] });
    expect(catalogue.theme('b').retired?.into).toEqual(['a']);
    const plain = two();
    plain.do({ do: 'build', model: 2, themes: [builtTheme('a')], retired: ['b'] });
    expect(plain.theme('b').retired).toEqual({ at: START + 120_000, into: [], model: 2 });
    plain.do({ do: 'build', model: 3, themes: [builtTheme('a'), builtTheme('c'), builtTheme('d')], lineage: [{ theme: 'c', how: 'split', from: ['a'] }, { theme: 'gone', how: 'new', from: [] }] });
    expect(plain.state.models.map(({ model, themes, lineage }) => [model, themes, lineage.map(({ theme, how, from }) => [theme, how, ...from].join(' '))])).toEqual([
      [1, 2, ['a new', 'b new']],
      [2, 1, ['a continued', 'b retired']],
      [3, 3, ['a continued', 'c split a', 'd new']],
    ]);
    expect(plain.refused({ do: 'build', model: 3, themes: [] }).code).toBe('CONFLICT');
  });

  test('find no more themes than there may be, and neither do people', () => {
    const catalogue = testCatalogue([{ do: 'create', name: 'Mine' }]);
    catalogue.do({ do: 'build', model: 1, themes: Array.from({ length: MOST_THEMES + 5 }, (_, index) => builtTheme(`m${index}`)) });
    expect(livingThemes(catalogue.state)).toHaveLength(MOST_THEMES);
    expect(catalogue.refused({ do: 'create', name: 'One more' }).message).toMatch(/2000 themes at most/);
  });

  test('can be gone back to: themes are as they were then, what people did since stays', () => {
    const catalogue = two();
    catalogue.do({ do: 'build', model: 2, themes: [builtTheme('a', { label: 'parcel' }), builtTheme('c'), builtTheme('d')], retired: ['b'] });
    catalogue.do({ do: 'confirm', theme: 'd', feedbackIds: [comment(1)] });
    catalogue.do({ do: 'roll_back', model: 1 });
    expect(catalogue.state.model).toBe(1);
    expect(catalogue.theme('a').name).toBe('delivery late');
    expect(catalogue.theme('b').retired).toBeNull();
    expect(catalogue.theme('c').retired).toMatchObject({ model: 1 });
    expect(catalogue.theme('d').retired).toBeNull();
    const there = catalogue.last();
    catalogue.do({ do: 'roll_back', model: 2 });
    expect(catalogue.theme('c').retired).toBeNull();
    expect(catalogue.theme('b').retired).toMatchObject({ model: 2 });
    expect(catalogue.refused({ do: 'roll_back', model: 7 })).toMatchObject({ code: 'NOT_FOUND', details: { models: [1, 2] } });
    expect(catalogue.refused({ do: 'undo', version: there }).code).toBe('CONFLICT');
    catalogue.do({ do: 'undo', version: there + 1 });
    catalogue.do({ do: 'undo', version: there });
    expect(catalogue.state.model).toBe(2);
  });
});

describe('proposals', () => {
  const group = (label: string, from: number, count: number): { label: string; phrases: string[]; language: string; feedbackIds: string[]; size: number } => ({ label, phrases: [label], language: 'en', feedbackIds: Array.from({ length: count }, (_, index) => comment(from + index)), size: count });

  test('wait for a person, are made once, and happen when they are accepted', () => {
    const catalogue = two();
    const burst = { kind: 'emerging', key: 'k1', themes: [], groups: [group('double charge', 0, 9)], evidence: { growth: 4 } } as const;
    const parts = { kind: 'split', key: 'k2', themes: ['a'], groups: [group('x', 10, 7), group('y', 20, 3)], evidence: {} } as const;
    expect(catalogue.do({ do: 'propose', proposals: [burst, parts, burst] })).toHaveLength(2);
    expect(catalogue.do({ do: 'propose', proposals: [burst] })).toEqual([]);
    catalogue.do({ do: 'accept', proposal: 't1', names: ['Charged twice'] });
    expect(catalogue.theme('t3')).toMatchObject({ name: 'Charged twice', origin: 'emerged', namedByPerson: true });
    expect(catalogue.theme('t3').seeds).toHaveLength(9);
    catalogue.do({ do: 'decline', proposal: 't2' });
    expect(catalogue.do({ do: 'propose', proposals: [parts] })).toEqual([]);
    expect(catalogue.refused({ do: 'accept', proposal: 't2' }).message).toMatch(/was declined already/);
    catalogue.do({ do: 'undo', version: catalogue.last() });
    catalogue.do({ do: 'accept', proposal: 't2' });
    expect(catalogue.theme('a').retired).toBeNull();
    expect(catalogue.theme('t4').name).toBe('y');
    catalogue.do({ do: 'undo', version: catalogue.last() });
    expect(catalogue.state.proposals.get('t2')?.state).toBe('open');
    expect(catalogue.state.gone.get('t4')).toBe('a');
  });

  test('of a spike change nothing when somebody takes note, and are over for good when it is over', () => {
    const catalogue = two();
    const spike = { kind: 'spiking', key: 's1', themes: ['a'], groups: [group('label a', 0, 12)], evidence: { texts: 12, expected: 2 } } as const;
    catalogue.do({ do: 'propose', proposals: [spike] });
    const before = catalogue.state.themes;
    expect(catalogue.do({ do: 'accept', proposal: 't1' })).toEqual([{ type: 'accepted', proposal: 't1' }]);
    expect(catalogue.state.themes).toEqual(before);
    expect(catalogue.do({ do: 'withdraw', proposals: ['t1', 't1', 'nothing'] })).toEqual([{ type: 'withdrawn', proposal: 't1' }]);
    expect(catalogue.state.proposals.get('t1')).toMatchObject({ state: 'over', overAt: catalogue.acts.at(-1)?.at });
    expect(catalogue.do({ do: 'withdraw', proposals: ['t1'] })).toEqual([]);
    expect(catalogue.do({ do: 'propose', proposals: [spike] })).toEqual([]);
    expect(catalogue.refused({ do: 'decline', proposal: 't1' }).message).toMatch(/over by now/);
  });

  test('to merge keep the pinned theme, and fall away with a theme', () => {
    const catalogue = two();
    catalogue.do({ do: 'propose', proposals: [{ kind: 'merge', key: 'm', themes: ['a', 'b'], groups: [], evidence: {} }] });
    catalogue.do({ do: 'pin', theme: 'b', pinned: true });
    catalogue.do({ do: 'accept', proposal: 't1' });
    expect(catalogue.theme('a').retired?.into).toEqual(['b']);
    expect(catalogue.do({ do: 'propose', proposals: [{ kind: 'retire', key: 'r', themes: ['a'], groups: [], evidence: {} }] })).toEqual([]);
  });
});

describe('undo', () => {
  test('of a merge brings ids, names, words and examples back', () => {
    const catalogue = testCatalogue([{ do: 'create', name: 'A', words: { en: ['late'] }, feedbackIds: [comment(1)] }, { do: 'create', name: 'B' }, { do: 'create', name: 'C', parent: 't1' }]);
    const before = catalogue.state;
    catalogue.do({ do: 'merge', themes: ['t1'], into: 't2' });
    catalogue.do({ do: 'undo', version: 4 });
    expect(catalogue.state).toEqual({ ...before, version: 5 });
    catalogue.do({ do: 'undo', version: 5 });
    expect(catalogue.theme('t1').retired?.into).toEqual(['t2']);
  });

  test('of an older act leaves later ones, unless they build on it', () => {
    const catalogue = testCatalogue([{ do: 'create', name: 'A' }, { do: 'rename', theme: 't1', name: 'B' }, { do: 'pin', theme: 't1', pinned: true }, { do: 'rename', theme: 't1', name: 'C' }]);
    expect(catalogue.refused({ do: 'undo', version: 1 })).toMatchObject({ code: 'CONFLICT', details: { dependents: [2, 3, 4], possible: ['undo'] } });
    expect(catalogue.refused({ do: 'undo', version: 2 })).toMatchObject({ code: 'CONFLICT', details: { dependents: [4] } });
    catalogue.do({ do: 'undo', version: 3 });
    catalogue.do({ do: 'undo', version: 4 });
    expect(catalogue.theme('t1')).toMatchObject({ name: 'B', pinned: false });
    // What was taken back is in nobody's way: the second name can be brought back, the first taken back.
    expect(undoableActs(catalogue.acts, { first: Infinity }).map(({ version }) => version)).toEqual([6, 5, 2]);
    catalogue.do({ do: 'undo', version: 2 });
    expect(catalogue.theme('t1').name).toBe('A');
    // Brought back in the order in which they came.
    expect(catalogue.refused({ do: 'undo', version: 6 }).details.dependents).toEqual([7]);
    catalogue.do({ do: 'undo', version: 7 });
    catalogue.do({ do: 'undo', version: 6 });
    expect(catalogue.theme('t1').name).toBe('C');
  });

  test('is refused where the name was given to another, for what models did, and twice', () => {
    const catalogue = two();
    catalogue.do({ do: 'create', name: 'A' });
    catalogue.do({ do: 'rename', theme: 't1', name: 'B' });
    catalogue.do({ do: 'create', name: 'a' });
    expect(catalogue.refused({ do: 'undo', version: 3 }).message).toMatch(/as things are now: there is another theme of this name/);
    expect(catalogue.refused({ do: 'undo', version: 1 }).details.possible).toEqual(['roll_back']);
    expect(catalogue.refused({ do: 'undo', version: 99 }).code).toBe('NOT_FOUND');
    catalogue.do({ do: 'undo', version: 4 });
    expect(catalogue.refused({ do: 'undo', version: 4 }).message).toMatch(/already/);
    expect(catalogue.state.gone).toEqual(new Map([['t2', null]]));
    expect(foldCatalogue(catalogue.acts)).toEqual(catalogue.state);
    expect(foldCatalogue([])).toEqual(EMPTY_CATALOGUE);
    expect(catalogue.acts.at(-1)).toMatchObject({ command: 'undo', actor: ANNA.id, by: 'anna' });
  });
});
