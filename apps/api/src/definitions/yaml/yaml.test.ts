/* In one file although long: reading and writing are each other's proof, over the same definitions. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DefinitionChange } from '../definition.ts';
import { changesOf, stepsTo } from '../difference.ts';
import { changed, EMPTY } from '../state.ts';
import { arbitraryWanted } from '../testing/arbitrary-definitions.ts';
import { readYaml } from './read-yaml.ts';
import { writeYaml } from './write-yaml.ts';

/** The problems of a file, as they are printed. */
function problemsOf(yaml: string): string[] {
  const read = readYaml(yaml);
  return Array.isArray(read) ? read.map(({ line, message }) => `${line}: ${message}`) : [];
}

const saved: DefinitionChange[] = [
  { kind: 'view', name: 'Weekly', definition: { name: 'Weekly', display: 'table', question: { metrics: ['nps', 'cesEasy'], by: [{ dimension: 'department' }, { attribute: 'plan' }], grain: 'week', filter: { period: { last: { count: 28, unit: 'day' } }, saved: ['enterprise'] }, compare: true } } },
  { kind: 'filter', name: 'Enterprise', definition: { name: 'Enterprise', description: '', filter: { segment: { in: ['Enterprise', 'no'] }, not: { channel: { in: [''] } } } } },
  { kind: 'metric', name: 'NPS of "key" accounts', definition: { name: 'NPS of "key" accounts', description: 'Two lines:\nthis is the second.', metric: 'nps', filter: {}, target: -12.5, minimumSample: 50 } },
  { kind: 'target', name: 'nps', definition: { name: 'nps', value: 40 } },
  { kind: 'target', name: 'csat5', definition: { name: 'csat5', value: 85.5 } },
  { kind: 'inbox_view', name: 'Late and big', definition: { name: 'Late and big', queue: 'my_departments', filter: { priority: ['urgent'], opened: { last: { count: 7, unit: 'day' } }, feedback: { saved: ['Enterprise'] } }, sort: 'opened' } },
  {
    kind: 'department',
    name: 'Support',
    definition: {
      name: 'Support',
      calendar: { timeZone: 'Europe/Berlin', week: [[{ from: '08:00', to: '12:00' }, { from: '13:00', to: '17:30' }], [], [], [], [], [], []], holidays: ['2026-12-25'] },
      targets: { urgent: { acknowledge: { milliseconds: 1_800_000, clock: 'working' }, close: { milliseconds: 187_200_000, clock: 'calendar' } }, high: {}, normal: { close: { milliseconds: 187_200_000, clock: 'working' } }, low: {} },
      escalation: { chain: ['ada', 'bob'], repeatMs: 5_400_000, takeBackMs: 28_800_000 },
      fallbackOwner: 'bob',
    },
  },
  { kind: 'person', name: 'bob', definition: { key: 'bob', name: 'Bob Ross', email: 'bob@example.com', departments: ['Support'], language: 'en', available: true } },
  { kind: 'person', name: 'ada', definition: { key: 'ada', name: 'Zoe', email: '', departments: [], language: 'zh-TW', available: false } },
  { kind: 'root_cause', name: 'Carrier', definition: { name: 'Carrier', retired: false } },
  { kind: 'action', name: 'Sent a new one', definition: { name: 'Sent a new one', retired: true } },
  { kind: 'template', name: 'Again', definition: { name: 'Again', purpose: 'reask', texts: { 'zh-TW': { subject: '一', body: '{{answerLink}}' }, en: { subject: 'One', body: 'Dear {{customer.name}},\n\n{{answerLink}}' } } } },
  { kind: 'rule', name: 'Unhappy', definition: { name: 'Unhappy', order: 10, enabled: true, when: { nps: { max: 6 } }, repeatedWithinDays: null, department: 'Support', departmentFromAttribute: 'team', priority: 'high', owner: { by: 'person', person: 'ada' }, watchers: ['bob'], last: true } },
  { kind: 'loop', name: 'loop', definition: { name: 'loop', reask: { enabled: true, afterMs: 259_200_000, template: 'Again' } } },
  { kind: 'webhook', name: 'Chat', definition: { name: 'Chat', url: 'https://chat.example/hooks/1', enabled: true } },
  {
    kind: 'alert',
    name: 'Support is down',
    definition: {
      name: 'Support is down', kind: 'score_down', enabled: true, metric: 'csat5', filter: { channel: { in: ['web'] } }, days: 28, departments: ['Support'], eachDepartment: false, threshold: 2.5, minimumSample: 50, recipients: ['ada'], mail: true, webhooks: ['Chat'],
      quietHours: [{ from: '22:00', to: '07:00', days: ['mon', 'fri'] }], repeatAfterHours: 24,
    },
  },
  {
    kind: 'wall',
    name: 'hall',
    definition: {
      key: 'hall', name: 'Entrance hall', theme: 'auto', language: 'zh-TW', secondsPerPage: 20, tilesPerPage: 2, dimming: { from: '22:00', to: '06:30', level: 30 },
      tiles: [
        { id: 'a', kind: 'score', title: 'Ours', metric: 'csat5', period: { last: { count: 28, unit: 'day' } }, departments: ['Support'], wide: true },
        { id: 'b', kind: 'loops_at_risk', departments: [], wide: false },
      ],
    },
  },
];
const FILE = `
version: 1

targets:
  csat5: 85.5
  nps: 40

filters:
  - name: Enterprise
    filter:
      segment:
        in:
          - Enterprise
          - "no"
      not:
        channel:
          in:
            - ""

metrics:
  - name: NPS of "key" accounts
    description: |-
      Two lines:
      this is the second.
    metric: nps
    filter: {}
    target: -12.5
    minimumSample: 50

views:
  - name: Weekly
    display: table
    question:
      metrics:
        - nps
        - cesEasy
      by:
        - dimension: department
        - attribute: plan
      grain: week
      filter:
        period:
          last:
            count: 28
            unit: day
        saved:
          - enterprise
      compare: true

inboxViews:
  - name: Late and big
    queue: my_departments
    filter:
      priority:
        - urgent
      opened:
        last:
          count: 7
          unit: day
      feedback:
        saved:
          - Enterprise
    sort: opened

departments:
  - name: Support
    calendar:
      timeZone: Europe/Berlin
      week:
        - - from: "08:00"
            to: "12:00"
          - from: "13:00"
            to: "17:30"
        - []
        - []
        - []
        - []
        - []
        - []
      holidays:
        - "2026-12-25"
    targets:
      urgent:
        acknowledge:
          within: 30m
          clock: working
        close:
          within: 2d 4h
          clock: calendar
      high: {}
      normal:
        close:
          within: 52h
          clock: working
      low: {}
    escalation:
      chain:
        - ada
        - bob
      repeat: 1h 30m
      takeBack: 8h
    fallbackOwner: bob

people:
  - key: ada
    name: Zoe
    email: ""
    departments: []
    language: zh-TW
    available: false
  - key: bob
    name: Bob Ross
    email: bob@example.com
    departments:
      - Support
    language: en
    available: true

rootCauses:
  - name: Carrier
    retired: false

actions:
  - name: Sent a new one
    retired: true

templates:
  - name: Again
    purpose: reask
    texts:
      zh-TW:
        subject: 一
        body: "{{answerLink}}"
      en:
        subject: One
        body: |-
          Dear {{customer.name}},

          {{answerLink}}

rules:
  - name: Unhappy
    order: 10
    enabled: true
    when:
      nps:
        max: 6
    repeatedWithinDays: null
    department: Support
    departmentFromAttribute: team
    priority: high
    owner:
      by: person
      person: ada
    watchers:
      - bob
    last: true

loop:
  reask:
    enabled: true
    after: 3d
    template: Again

webhooks:
  - name: Chat
    url: https://chat.example/hooks/1
    enabled: true

alerts:
  - name: Support is down
    kind: score_down
    enabled: true
    metric: csat5
    filter:
      channel:
        in:
          - web
    days: 28
    departments:
      - Support
    eachDepartment: false
    threshold: 2.5
    minimumSample: 50
    recipients:
      - ada
    mail: true
    webhooks:
      - Chat
    quietHours:
      - from: "22:00"
        to: "07:00"
        days:
          - mon
          - fri
    repeatAfterHours: 24

walls:
  - key: hall
    name: Entrance hall
    theme: auto
    language: zh-TW
    secondsPerPage: 20
    tilesPerPage: 2
    dimming:
      from: "22:00"
      to: "06:30"
      level: 30
    tiles:
      - id: a
        kind: score
        title: Ours
        metric: csat5
        period:
          last:
            count: 28
            unit: day
        departments:
          - Support
        wide: true
      - id: b
        kind: loops_at_risk
        departments: []
        wide: false
`;

describe('a file of definitions', () => {
  test('is the same text for the same definitions, in whatever order they were saved, and is read back as they are', () => {
    const state = changed(EMPTY, saved, { version: 1, by: 'local' });
    const yaml = writeYaml(state);
    expect(yaml.replace(/^#.*\n/gm, '')).toBe(FILE);
    expect(writeYaml(changed(EMPTY, saved.toReversed(), { version: 7, by: 'somebody' }))).toBe(yaml);
    const read = readYaml(yaml);
    if (Array.isArray(read)) throw new Error(JSON.stringify(read));
    const all = Object.values(read.wanted).flat();
    expect(all).toHaveLength(saved.length);
    expect(all).toEqual(expect.arrayContaining(saved.map(({ definition }) => definition)));
  });

  test('says exactly what was saved, whatever that is', () => {
    fc.assert(
      fc.property(arbitraryWanted, (wanted) => {
        const state = changed(EMPTY, changesOf(stepsTo(wanted, EMPTY)), { version: 1, by: 'local' });
        const yaml = writeYaml(state);
        const read = readYaml(yaml);
        if (Array.isArray(read)) throw new Error(JSON.stringify(read));
        expect(changesOf(stepsTo(read.wanted, state))).toEqual([]);
        expect(writeYaml(changed(EMPTY, changesOf(stepsTo(read.wanted, EMPTY)), { version: 1, by: 'local' }))).toBe(yaml);
      }),
      { numRuns: 40, seed: 20_260_101 },
    );
  });

  test('of nothing has its sections, and one that lacks a section says nothing of it', () => {
    expect(readYaml(writeYaml(EMPTY))).toMatchObject({ wanted: { target: [], filter: [], metric: [], view: [], department: [], person: [], root_cause: [], action: [], template: [], rule: [], loop: [], wall: [] } });
    expect(readYaml('version: 1\nfilters: []\n')).toMatchObject({ wanted: { filter: [] } });
    const read = readYaml('version: 1');
    expect(Array.isArray(read) ? read : Object.keys(read.wanted)).toEqual([]);
  });

  test('has what is left out filled in: description, display, filter, minimum sample', () => {
    const read = readYaml('version: 1\nmetrics:\n  - {name: Ours, metric: nps}\nviews:\n  - name: V\n    question: {metrics: [nps]}\n');
    expect(read).toMatchObject({ wanted: { metric: [{ name: 'Ours', description: '', metric: 'nps', filter: {}, minimumSample: 30 }], view: [{ name: 'V', display: 'chart' }] } });
  });
});

describe('a wall in a file', () => {
  const problems = (wall: string): string[] => problemsOf(`version: 1\nwalls:\n${wall}`);

  test('has what is left out filled in, by the kind of each tile', () => {
    const read = readYaml('version: 1\nwalls:\n  - {key: hall, name: Hall, tiles: [{id: a, kind: trend}, {id: b, kind: themes_rising}, {id: c, kind: latest_comments}]}\n');
    expect(read).toMatchObject({
      wanted: {
        wall: [
          {
            key: 'hall', name: 'Hall', theme: 'auto', language: 'en', secondsPerPage: 20, tilesPerPage: 4,
            tiles: [
              { id: 'a', kind: 'trend', metric: 'nps', period: { last: { count: 90, unit: 'day' } }, departments: [], wide: false },
              { id: 'b', kind: 'themes_rising', period: { last: { count: 28, unit: 'day' } }, departments: [], wide: false },
              { id: 'c', kind: 'latest_comments', departments: [], wide: false },
            ],
          },
        ],
      },
    });
  });

  test('says what was meant, perhaps, where a word is not known', () => {
    expect(problems('  - {key: hall, name: Hall, langauge: en, tiles: [{id: a, kind: scoer, metirc: nps}]}\n').sort()).toEqual([
      '3: walls.0.langauge: there is no field of this name here; did you mean "language"?',
      '3: walls.0.tiles.0.kind: must be one of score, trend, time_to_close, loops_at_risk, themes_rising, latest_comments, best_recovery; did you mean "score"?',
      '3: walls.0.tiles.0.metirc: there is no field of this name here; did you mean "metric"?',
    ].sort());
  });

  test('is refused where its parts do not fit together', () => {
    expect(problems('  - {key: hall, name: Hall, tiles: [{id: a, kind: best_recovery, metric: nps, period: {toDate: month}}]}\n')).toEqual(['3: walls.0.tiles.0.metric: means nothing for best_recovery; leave it out', '3: walls.0.tiles.0.period: means nothing for best_recovery; leave it out']);
    expect(problems('  - {key: hall, name: Hall, tiles: [{id: a, kind: score}, {id: a, kind: trend}]}\n')).toEqual(['3: walls.0.tiles.1.id: is the id of another tile on this wall already']);
    expect(problems('  - {key: hall, name: Hall, dimming: {from: "22:00", to: "22:00", level: 30}}\n')).toEqual(['3: walls.0.dimming.to: must differ from the beginning']);
    expect(problems('  - {key: hall, name: Hall, dimming: {from: "25:00", to: "6:00", level: 3}, tilesPerPage: 7}\n')).toHaveLength(4);
    expect(problems('  - {key: hall, name: One}\n  - {key: hall, name: Two}\n')).toEqual(['4: walls.1.key: is the key in line 3 already; keys must differ by more than case']);
    expect(problems(`  - {key: hall, name: Hall, tiles: [${Array.from({ length: 25 }, (_, index) => `{id: t${index}, kind: score}`).join(', ')}]}\n`)).toEqual(['3: walls.0.tiles: must have at most 24 entries']);
  });
});

describe('every problem of a file is named at once, with its line and without its values', () => {
  test('contents', () => {
    const yaml = `version: 1
targets:
  nps: 140
  npx: 3
  csat5: "85"
filter: []
filters:
  - name: One
    filtre: {}
    filter:
      departmnt: { in: [secret words] }
      nps: { min: nine }
      and:
        - period: { toDate: day }
      period:
        last: { count: 3, unit: fortnight }
  - name: one
    filter: { text: 5, hasComment: maybe }
  - name: Two
    description: ""
    filter: { period: { toDate: week } }
  - name: two
    filter: {}
metrics:
  - metric: npz
    name: ""
    minimumSample: 0.5
  - name: M
    metric: csat5
    target: 101
  - nonsense
views:
  - name: V
    question:
      metrics: [nps, npss]
      by:
        - dimension: departement
        - {}
      grain: weekly
      rolling: 1
      filter: { period: { form: 2026-01-01, to: 2026-02-01 } }
  - name: W
    display: pie
  - name: X
    question: { metrics: [nps], by: [{ dimension: region }, { dimension: region }, { dimension: region }] }
`;
    expect(problemsOf(yaml)).toEqual([
      '6: filter: there is no section of this name; did you mean "filters"?',
      '3: targets.nps: must be a number from -100 to 100, which is what the metric can reach',
      '4: targets.npx: there is no metric of this name; did you mean "nps"?',
      '5: targets.csat5: must be a number',
      '16: filters.0.filter.period.last.unit: must be one of hour, day, week, month, quarter, year',
      '12: filters.0.filter.nps.min: must be a number',
      '14: filters.0.filter.and.0.period: there is no field of this name here',
      '11: filters.0.filter.departmnt: there is no field of this name here; did you mean "department"?',
      '9: filters.0.filtre: there is no field of this name here; did you mean "filter"?',
      '18: filters.1.filter.text: must be a text',
      '18: filters.1.filter.hasComment: must be true or false',
      '21: filters.2.filter.period: a period cannot be saved in a filter; it is chosen where the filter is used',
      '26: metrics.0.name: must have 1 to 80 characters',
      '25: metrics.0.metric: must be one of nps, csat3, csat4, csat5, csat6, csat7, csat10, ces, cesEasy, ces5, ces5Easy, ces1, sentiment, volume, enps; did you mean "nps"?',
      '27: metrics.0.minimumSample: must be a whole number',
      '30: metrics.1.target: must be a number from 0 to 100, which is what the metric can reach',
      '31: metrics.2: must be a set of fields',
      '35: views.0.question.metrics.1: must be one of nps, csat3, csat4, csat5, csat6, csat7, csat10, ces, cesEasy, ces5, ces5Easy, ces1, sentiment, volume, enps; did you mean "nps" or "enps"?',
      '37: views.0.question.by.0.dimension: must be one of department, channel, product, region, segment, language, source, theme; did you mean "department"?',
      '38: views.0.question.by.1: must hold either dimension, or attribute',
      '39: views.0.question.grain: must be one of hour, day, week, month, quarter; did you mean "week"?',
      '40: views.0.question.rolling: must be at least 2',
      '41: views.0.question.filter.period.form: there is no field of this name here; did you mean "from"?',
      '43: views.1.display: must be one of chart, table',
      '42: views.1.question: is missing',
      '45: views.2.question.by: must have at most 2 entries',
    ]);
  });

  test('names that differ only in case', () => {
    expect(problemsOf('version: 1\nfilters:\n  - name: Two\n    filter: {}\n  - name: "tWO "\n    filter: {}\n')).toEqual(['5: filters.1.name: is the name in line 3 already; names must differ by more than case']);
  });

  test.each([
    ['nothing', '', ['1: the file must hold the fields version, targets, filters, metrics, views, inboxViews, departments, people, rootCauses, actions, templates, rules, loop, webhooks, alerts, walls']],
    ['no version', 'targets: {}', ["1: version: must be 1, the form of the file that this Heed reads"]],
    ['another version', '# a comment\nversion: 2', ["2: version: must be 1, the form of the file that this Heed reads"]],
    ['an empty section', 'version: 1\nfilters:\ntargets:', ['3: targets: must hold a number for each metric; write {} to remove all of them', '2: filters: must be a list; write [] to remove all of them']],
    ['indentation', 'version: 1\nfilters:\n  - name: A\n   filter: {}', ['4: a quote, bracket, comma or colon is missing, or the indentation does not fit']],
    ['a tab', 'version: 1\ntargets:\n\tnps: 3', ['3: indent with spaces, not with tabs']],
    ['an open quote', 'version: 1\nfilters:\n  - name: "A', ['3: a quote, bracket, comma or colon is missing, or the indentation does not fit']],
    ['a colon', 'version: 1\nfilters:\n  - name: A: B', ['3: a text with ": " in it needs quotes']],
    ['a field twice', 'version: 1\ntargets:\n  nps: 1\n  nps: 2', ['4: this field stands here for the second time']],
    ['an anchor and its alias', 'version: 1\nfilters:\n  - &a {name: A, filter: {}}\n  - *a', ['3: anchors (&) are not used here; remove it', '4: aliases (*) are not used here; write the value out']],
    ['a merge', 'version: 1\ntargets:\n  <<: {nps: 3}', ['3: fields cannot be merged in with "<<"; write them out']],
    ['types', 'version: 1\nfilters:\n  - name: !!str 5\n    filter: !js/function "x"', ['3: types (!) are not used here; remove it', '4: types (!) are not used here; remove it']],
    ['a directive', '%YAML 1.1\n---\nversion: 1', ['1: lines that begin with % are not used here; remove them']],
    ['two documents', 'version: 1\n---\nversion: 1', ['2: there must be one document, without a second "---"']],
    ['a field of JavaScript', 'version: 1\n__proto__: {}\ntargets: {constructor: 3}', ['2: __proto__: there is no section of this name', '3: targets.constructor: there is no metric of this name']],
  ])('%s', (_what, yaml, expected) => {
    expect(problemsOf(yaml)).toEqual(expected);
  });

  test('too many conditions, and levels that a scope would make too many', () => {
    const deep = (levels: number): string => (levels === 0 ? '{nps: {}}' : `{not: ${deep(levels - 1)}}`);
    const file = (filter: string): string => `version: 1\nfilters:\n  - name: Deep\n    filter: ${filter}`;
    expect(problemsOf(file(deep(6)))).toEqual([]);
    expect(problemsOf(file(deep(7)))).toEqual(['4: filters.0.filter: The filter nests and, or and not more than 8 levels deep; make it flatter.']);
    expect(problemsOf(file(`{and: [${Array.from({ length: 50 }, () => '{or: [{}, {}, {}, {}]}').join(', ')}]}`))).toEqual(['4: filters.0.filter: The filter has more than 200 conditions; use lists of values in place of branches.']);
  });
});

describe('a hostile file', () => {
  const KIB = 1024;
  test.each<[string, string]>([
    ['brackets without end', '['.repeat(256 * KIB)],
    ['braces without end', '{a: '.repeat(64 * KIB)],
    ['lists in lists', '- '.repeat(128 * KIB)],
    ['nothing but fields', Array.from({ length: 25_000 }, (_, index) => `k${index}: 1`).join('\n')],
    ['nothing but anchors', Array.from({ length: 9_000 }, (_, index) => `k${index}: &a${index} [*a${Math.max(0, index - 1)}]`).join('\n')],
    ['a billion laughs', `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefghij'].map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[index]}`).join(',')}]`).join('\n')}`],
    ['quotes', '"'.repeat(256 * KIB)],
    ['questions', '? '.repeat(128 * KIB)],
    ['unknown names that are near to nothing', `version: 1\ntargets:\n${Array.from({ length: 8_000 }, (_, index) => `  metric-${index}-${'x'.repeat(10)}: 1`).join('\n')}`],
  ])('of %s is refused in a moment', (_what, yaml) => {
    const before = process.cpuUsage();
    expect(problemsOf(yaml).length).toBeGreaterThan(0);
    // Of the processor's time: what else runs on the machine does not count.
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(5_000);
  });

  test('that is too long is not read at all', () => {
    expect(() => readYaml(`#${'é'.repeat(128 * KIB)}`)).toThrow(expect.objectContaining({ code: 'PAYLOAD_TOO_LARGE' }) as Error);
  });
});
