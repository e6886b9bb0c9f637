import { RULE_KINDS, WEEKDAYS } from '@heed/alerts';
import { DIMENSIONS, GRAINS, LOOP_STATES, PERIOD_UNITS } from '@heed/domain';
import { LOOP_SORTS } from '@heed/loops';
import { METRIC_IDS, METRICS } from '@heed/measure';
import fc from 'fast-check';
import { WALL_LANGUAGES, WALL_THEMES } from '../../walls/wall.ts';
import { INBOX_QUEUES, keyOf } from '../definition.ts';
import type { Wanted } from '../difference.ts';
import { SCHEMAS } from '../schemas.ts';
import { arbitrarySettings } from './arbitrary-settings.ts';

/** Texts that a file may get wrong: of any alphabet, and those that mean something in YAML. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom('yes', 'no', 'null', '~', '', ' ', '1', '0x1F', '1e3', '-', '- a', '# a', 'a: b', 'a #b', '&a', '*a', '!a', '%a', '@a', '`', '"', "'", '|', '>', '{', '[', '<<', '---', '...', '2026-01-01', '.inf', 'a\nb\n', '\n a', 'a\tb', '\\n', 'trailing ', '台北', '🙂', '\u2028', '\u0085', '\uFEFFa'),
);
const name = text.map((given) => given.trim().normalize('NFC')).filter((given) => SCHEMAS.filter.safeParse({ name: given, filter: {} }).success);
const description = fc.option(text.filter((given) => SCHEMAS.filter.safeParse({ name: 'x', description: given, filter: {} }).success), { nil: undefined });
const metric = fc.constantFrom(...METRIC_IDS);

const given = (record: Record<string, fc.Arbitrary<unknown>>) => fc.record(record, { requiredKeys: [], noNullPrototype: true });
const number = fc.oneof(fc.integer({ min: -1_000, max: 1_000 }), fc.double({ noNaN: true, noDefaultInfinity: true }));
const choice = given({ in: fc.array(text, { maxLength: 3 }), notIn: fc.array(text, { maxLength: 3 }) });
const leaf: Record<string, fc.Arbitrary<unknown>> = {
  ...Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, choice])),
  attributes: fc.array(fc.record({ key: text, in: fc.array(text, { maxLength: 2 }), min: number, max: number }, { requiredKeys: ['key'], noNullPrototype: true }), { maxLength: 2 }),
  theme: choice,
  loop: given({ state: fc.subarray([...LOOP_STATES]), open: fc.boolean(), department: choice }),
  nps: given({ min: number, max: number }),
  csatScale: fc.constantFrom(3, 5, 10),
  text,
  hasComment: fc.boolean(),
};
const branch = given(leaf);
const condition = given({ ...leaf, and: fc.array(branch, { maxLength: 2 }), or: fc.array(branch, { maxLength: 2 }), not: branch });

const period = fc.oneof(
  fc.record({ last: fc.record({ count: fc.integer({ min: 1, max: 90 }), unit: fc.constantFrom(...PERIOD_UNITS) }, { noNullPrototype: true }) }, { noNullPrototype: true }),
  fc.record({ toDate: fc.constantFrom(...PERIOD_UNITS) }, { noNullPrototype: true }),
  fc.constant({ from: '2026-01-01', to: '2026-02-01' }),
);
const grouping = fc.oneof(fc.constantFrom(...DIMENSIONS).map((dimension) => ({ dimension })), text.filter((key) => key !== '').map((attribute) => ({ attribute })));

/** A question; the saved filters that it names are chosen among those there are. */
const question = (saved: readonly string[]) =>
  fc.record(
    {
      metrics: fc.uniqueArray(metric, { minLength: 1, maxLength: 3 }),
      by: fc.array(grouping, { maxLength: 2 }),
      grain: fc.constantFrom(...GRAINS),
      compare: fc.boolean(),
      first: fc.integer({ min: 1, max: 200 }),
      filter: fc.record({ period, department: choice, ...(saved.length > 0 ? { saved: fc.subarray([...saved], { minLength: 1 }) } : {}) }, { requiredKeys: [], noNullPrototype: true }),
    },
    { requiredKeys: ['metrics'], noNullPrototype: true },
  );

/** Conditions on loops. */
const inboxFilter = (saved: readonly string[]) => given({ department: choice, owner: choice, rootCause: choice, priority: fc.subarray(['urgent', 'low']), opened: period, text, ...(saved.length > 0 ? { feedback: fc.record({ saved: fc.subarray([...saved], { minLength: 1 }) }, { noNullPrototype: true }) } : {}) });

const few = { maxLength: 5, selector: (one: { name: string }) => keyOf(one.name) };
const aim = (id: keyof typeof METRICS) => fc.double({ min: METRICS[id].min, max: METRICS[id].max, noNaN: true });

/** Small groups of employees are kept apart by the usual sample, so theirs is never below it. */
const leastSample = (id: keyof typeof METRICS) => fc.integer({ min: METRICS[id].population === 'employees' ? METRICS[id].minimumSample : 1, max: 1_000_000 });

/** What people may have saved to measure by. */
const measures: fc.Arbitrary<Wanted> = fc.uniqueArray(fc.record({ name, description, filter: condition }, { requiredKeys: ['name', 'filter'], noNullPrototype: true }), few).chain((filters) =>
  fc
    .record({
      target: fc.uniqueArray(metric.chain((id) => aim(id).map((value) => ({ name: id, value }))), few),
      filter: fc.constant(filters),
      metric: fc.uniqueArray(
        metric.chain((id) => fc.record({ name, description, metric: fc.constant(id), filter: condition, target: aim(id), minimumSample: leastSample(id) }, { requiredKeys: ['name', 'metric'], noNullPrototype: true })),
        few,
      ),
      view: fc.uniqueArray(fc.record({ name, display: fc.constantFrom('chart', 'table'), question: question(filters.map((filter) => filter.name)) }, { noNullPrototype: true }), few),
      inbox_view: fc.uniqueArray(fc.record({ name, queue: fc.constantFrom(...INBOX_QUEUES), filter: inboxFilter(filters.map((filter) => filter.name)), sort: fc.constantFrom(...LOOP_SORTS) }, { requiredKeys: ['name'], noNullPrototype: true }), few),
    })
    .map((raw) => Object.fromEntries(Object.entries(raw).map(([kind, all]) => [kind, (all as unknown[]).map((one) => SCHEMAS[kind as keyof typeof SCHEMAS].parse(one))])) as Wanted),
);

const clockTime = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })).map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
const tile = fc.oneof(
  fc.record({ kind: fc.constantFrom('score', 'trend'), metric, period, title: name, departments: fc.array(text, { maxLength: 2 }), wide: fc.boolean() }, { requiredKeys: ['kind'], noNullPrototype: true }),
  fc.record({ kind: fc.constantFrom('loops_at_risk', 'latest_comments', 'best_recovery'), title: name, wide: fc.boolean() }, { requiredKeys: ['kind'], noNullPrototype: true }),
);
const wallKey = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,6}$/);
/** Screens in offices. */
const walls: fc.Arbitrary<Wanted> = fc
  .uniqueArray(
    fc.record(
      {
        key: wallKey,
        name,
        theme: fc.constantFrom(...WALL_THEMES),
        language: fc.constantFrom(...WALL_LANGUAGES),
        tilesPerPage: fc.integer({ min: 1, max: 6 }),
        dimming: fc.record({ from: clockTime, to: clockTime, level: fc.integer({ min: 5, max: 90 }) }, { noNullPrototype: true }).filter(({ from, to }) => from !== to),
        tiles: fc.array(tile, { maxLength: 4 }).map((tiles) => tiles.map((one, index) => ({ ...one, id: `t${index}` }))),
      },
      { requiredKeys: ['key', 'name'], noNullPrototype: true },
    ),
    { maxLength: 3, selector: ({ key }) => key },
  )
  .map((all) => ({ wall: all.map((one) => SCHEMAS.wall.parse(one)) }));

const clock = fc.constantFrom('00:00', '07:30', '22:00');

/** What people may be told of, by webhooks and people that there are. */
const alerting = (people: readonly string[]): fc.Arbitrary<Wanted> =>
  fc.uniqueArray(fc.record({ name, url: fc.constantFrom('https://chat.example/a?b=c', 'http://10.0.0.1:8080/'), enabled: fc.boolean() }, { noNullPrototype: true }), few).chain((webhooks) =>
    fc
      .uniqueArray(
        fc.constantFrom(...RULE_KINDS).chain((kind) =>
          fc.record(
            {
              name, kind: fc.constant(kind), filter: condition, days: fc.integer({ min: 1, max: 92 }), departments: fc.uniqueArray(name, { maxLength: 2, selector: keyOf }), eachDepartment: fc.boolean(),
              threshold: fc.double({ min: 0, max: 100, noNaN: true }), minimumSample: fc.option(fc.integer({ min: 2, max: 100 })), recipients: fc.subarray([...people]), webhooks: fc.subarray(webhooks.map((webhook) => webhook.name)),
              quietHours: fc.array(fc.record({ from: clock, to: clock, days: fc.subarray([...WEEKDAYS], { minLength: 1 }) }, { noNullPrototype: true }), { maxLength: 2 }), repeatAfterHours: fc.option(fc.integer({ min: 1, max: 720 })),
              ...(kind === 'score_down' ? { metric: fc.constantFrom('nps', 'csat5') } : {}),
            },
            { requiredKeys: ['name', 'kind'], noNullPrototype: true },
          ),
        ),
        few,
      )
      .map((rules) => ({ webhook: webhooks.map((one) => SCHEMAS.webhook.parse(one)), alert: rules.map((one) => SCHEMAS.alert.parse(one)) })),
  );

/** Everything that a Heed may have saved, all of it fitting together. */
export const arbitraryWanted: fc.Arbitrary<Required<Wanted>> = fc
  .tuple(measures, arbitrarySettings({ text, name, condition }), walls)
  .chain(([one, other, hung]) => alerting((other.person ?? []).map(({ key }) => key)).map((told) => ({ ...one, ...other, ...hung, ...told }) as Required<Wanted>));
