import { definedName, oneLine, textOf } from '@heed/domain';
import { didYouMean, nearNames, savedCondition, whenRefused } from '@heed/filter';
import * as z from 'zod';
import { readWorkingCalendar, workingCalendar, type WorkingCalendar } from '../clock/working-calendar.ts';
import { LOOP_DEFAULTS_NAME, type SettingsKind, type SettingsOf } from './definition.ts';
import { LONGEST_MS, readDuration } from './duration.ts';
import { whatItKeeps } from './matches.ts';
import { keyOf, PRIORITIES, PURPOSES, type Choosable, type Department, type Escalation, type OwnerChoice, type Person, type Reask, type Rule, type Target, type Targets, type Template } from './settings.ts';
import { variableProblem } from './template-variables.ts';

const MINUTE = 60_000;
/** Nobody is told of the same thing more often. */
const LEAST_REPEAT_MS = 5 * MINUTE;
const REPEAT_MS = 240 * MINUTE;
const REASK_AFTER_MS = 3 * 24 * 60 * MINUTE;
const MOST_IN_CHAIN = 20;
const MOST_TEXTS = 50;

type Issue = (issue: { code: 'custom'; path?: (string | number)[]; message: string }) => void;

/** In events and in tables, so without anything that could be mistaken. */
const personKey = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{0,79}$/, 'must be 1 to 80 letters from a to z, digits, dots, hyphens or underscores, such as ada.lovelace');

const emailAddress = z
  .string()
  .trim()
  .max(254)
  .refine((text) => text === '' || /^[^\s@<>()[\]\\,;:"\p{C}]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{N}.-]*[\p{L}\p{N}])?\.[\p{L}\p{N}-]{2,}$/u.test(text), 'must be an e-mail address such as ada@example.com, or empty');

/** A BCP 47 tag in its canonical spelling. */
const languageTag = z.string().transform((text, { addIssue }) => {
  const tag = canonicalTag(text);
  if (tag === null) addIssue({ code: 'custom', message: 'must be a language tag such as en or zh-TW' });
  return tag ?? '';
});

function canonicalTag(text: string): string | null {
  try {
    return text.length > 35 ? null : (Intl.getCanonicalLocales(text.trim())[0] ?? null);
  } catch {
    return null;
  }
}

/** The people of a list, none of them twice. */
const people = ({ most, twice }: { most: number; twice: string }): z.ZodType<string[]> =>
  z.array(personKey).max(most).superRefine((keys, { addIssue }) => {
    keys.forEach((key, index) => {
      if (keys.indexOf(key) < index) addIssue({ code: 'custom', path: [index], message: twice });
    });
  });

/** A length of time that may be given as a text or in milliseconds, each under its own name. */
interface Length {
  names: readonly [text: string, milliseconds: string];
  text: string | undefined;
  milliseconds: number | null | undefined;
  clock: Target['clock'];
}

/** Milliseconds from `least` to a year; undefined where none is given, and where what is given was refused. */
function lengthOf({ names: [textName, millisecondsName], text, milliseconds, clock }: Length, { least, addIssue }: { least: number; addIssue: Issue }): number | undefined {
  const refuse = (name: string, message: string): undefined => {
    addIssue({ code: 'custom', path: [name], message });
    return undefined;
  };
  if (text !== undefined && milliseconds != null) return refuse(textName, `says the same as ${millisecondsName}; give one of them`);
  const name = text === undefined ? millisecondsName : textName;
  const read = text === undefined ? (milliseconds ?? undefined) : readDuration(text, { clock });
  if (read === undefined) return undefined;
  if (typeof read === 'object') return refuse(name, read.problem);
  if (read >= least && read <= LONGEST_MS) return read;
  return refuse(name, least === LEAST_REPEAT_MS ? 'must be from 5 minutes to 365 days' : 'must be more than nothing and at most 365 days (8760h)');
}

const target: z.ZodType<Target> = z
  .strictObject({ within: z.string().optional(), milliseconds: z.number().int().optional(), clock: z.enum(['working', 'calendar']).default('working') })
  .transform(({ within, milliseconds, clock }, { addIssue }) => {
    if (within === undefined && milliseconds === undefined) addIssue({ code: 'custom', path: ['within'], message: 'is missing; it is a length of time such as 4h' });
    return { milliseconds: lengthOf({ names: ['within', 'milliseconds'], text: within, milliseconds, clock }, { least: 1, addIssue }) ?? 1, clock };
  });

const targets: z.ZodType<Targets> = z
  .strictObject({ acknowledge: target.optional(), contact: target.optional(), close: target.optional() })
  .transform(({ acknowledge, contact, close }) => ({ ...(acknowledge ? { acknowledge } : {}), ...(contact ? { contact } : {}), ...(close ? { close } : {}) }));

const escalation: z.ZodType<Escalation> = z
  .strictObject({
    chain: people({ most: MOST_IN_CHAIN, twice: 'is in the chain already; nobody is told twice in one round' }).default([]),
    repeat: z.string().optional(),
    repeatMs: z.number().int().optional(),
    takeBack: z.string().optional(),
    takeBackMs: z.number().int().nullable().optional(),
  })
  .transform(({ chain, repeat, repeatMs, takeBack, takeBackMs }, { addIssue }) => {
    const limits = { least: LEAST_REPEAT_MS, addIssue };
    return {
      chain,
      repeatMs: lengthOf({ names: ['repeat', 'repeatMs'], text: repeat, milliseconds: repeatMs, clock: 'working' }, limits) ?? REPEAT_MS,
      takeBackMs: lengthOf({ names: ['takeBack', 'takeBackMs'], text: takeBack, milliseconds: takeBackMs, clock: 'working' }, limits) ?? null,
    };
  });

/** In order, so that the same calendar is the same text. */
const calendar: z.ZodType<WorkingCalendar> = workingCalendar
  .superRefine((value, { addIssue }) => whenRefused(() => void readWorkingCalendar(value), (message) => addIssue({ code: 'custom', message })))
  .transform(({ timeZone, week, holidays }) => ({
    timeZone,
    week: week.map((periods) => periods.map(({ from, to }) => ({ from, to })).sort((left, right) => (left.from < right.from ? -1 : 1))),
    holidays: [...new Set(holidays)].sort(),
  }));

const department: z.ZodType<Department> = z.strictObject({
  name: definedName,
  calendar,
  targets: z
    .strictObject({ urgent: targets.default({}), high: targets.default({}), normal: targets.default({}), low: targets.default({}) })
    .default({ urgent: {}, high: {}, normal: {}, low: {} }),
  escalation: escalation.default({ chain: [], repeatMs: REPEAT_MS, takeBackMs: null }),
  fallbackOwner: personKey.nullable().default(null),
});

const person: z.ZodType<Person> = z.strictObject({
  key: personKey,
  name: definedName,
  email: emailAddress.default(''),
  departments: z
    .array(definedName)
    .max(50)
    .superRefine((names, { addIssue }) => {
      const keys = names.map(keyOf);
      keys.forEach((key, index) => {
        if (keys.indexOf(key) < index) addIssue({ code: 'custom', path: [index], message: 'is named already' });
      });
    })
    .default([]),
  language: languageTag.default('en'),
  available: z.boolean().default(true),
});

const attributeKey = z
  .string()
  .max(100)
  .refine((text) => text.trim() !== '', 'must be the key of an attribute');

const owner: z.ZodType<OwnerChoice> = z
  .strictObject({ by: z.enum(['nobody', 'person', 'round_robin', 'attribute']), person: personKey.optional(), attribute: attributeKey.optional() })
  .transform(({ by, person: key, attribute }, { addIssue }): OwnerChoice => {
    const refuse = (path: string, message: string): void => addIssue({ code: 'custom', path: [path], message });
    if (key !== undefined && by !== 'person') refuse('person', 'goes with by: person');
    if (attribute !== undefined && by !== 'attribute') refuse('attribute', 'goes with by: attribute');
    if (by === 'person' && key === undefined) refuse('person', 'is missing');
    if (by === 'attribute' && attribute === undefined) refuse('attribute', 'is missing');
    if (by === 'person') return { by, person: key ?? '' };
    return by === 'attribute' ? { by, attribute: attribute ?? '' } : { by };
  });

const rule: z.ZodType<Rule> = z.strictObject({
  name: definedName,
  order: z.number().int().min(-1_000_000).max(1_000_000).default(0),
  enabled: z.boolean().default(true),
  when: savedCondition.superRefine((when, { addIssue }) => {
    const { period: _period, saved: _saved, ...conditions } = when as typeof when & { period?: unknown; saved?: unknown };
    const keeps = whatItKeeps(conditions);
    if (keeps === 'all') addIssue({ code: 'custom', message: 'would open a loop for everything that anybody says; give at least one condition' });
    if (keeps === 'none') addIssue({ code: 'custom', message: 'can never hold: an empty list or branch keeps nothing' });
  }),
  repeatedWithinDays: z.number().int().min(1).max(366).nullable().default(null),
  department: definedName,
  departmentFromAttribute: attributeKey.nullable().default(null),
  priority: z.enum(PRIORITIES).default('normal'),
  owner: owner.default({ by: 'nobody' }),
  watchers: people({ most: MOST_IN_CHAIN, twice: 'is named already' }).default([]),
  last: z.boolean().default(true),
});

const choosable: z.ZodType<Choosable> = z.strictObject({ name: definedName, retired: z.boolean().default(false) });

const suggest = (name: string, known: readonly string[]): string => didYouMean(nearNames(name, known), `there are ${known.join(', ')}`);

const template: z.ZodType<Template> = z
  .strictObject({
    name: definedName,
    purpose: z.enum(PURPOSES),
    texts: z.record(z.string(), z.strictObject({ subject: oneLine({ most: 200 }), body: textOf({ most: 10_000 }).refine((text) => text !== '', 'must not be empty') })),
  })
  .transform(({ name, purpose, texts }, { addIssue }) => {
    const refuse = (path: string[], message: string): void => addIssue({ code: 'custom', path: ['texts', ...path], message });
    const entries = Object.entries(texts);
    if (entries.length === 0 || entries.length > MOST_TEXTS) refuse([], `must hold a text in 1 to ${MOST_TEXTS} languages`);
    const byTag = new Map<string, { subject: string; body: string }>();
    for (const [written, { subject, body }] of entries) {
      const tag = canonicalTag(written);
      if (tag === null) refuse([written], 'must be under a language tag such as en or zh-TW');
      else if (byTag.has(tag)) refuse([written], 'is the same language as another text');
      else byTag.set(tag, { subject, body });
      for (const [field, text] of Object.entries({ subject, body })) {
        const problem = variableProblem(text, { purpose, suggest });
        if (problem !== null) refuse([written, field], problem);
      }
    }
    return { name, purpose, texts: Object.fromEntries(byTag) };
  });

const reask: z.ZodType<Reask> = z
  .strictObject({ enabled: z.boolean().default(false), after: z.string().optional(), afterMs: z.number().int().optional(), template: z.union([z.literal(''), definedName]).default('') })
  .transform(({ enabled, after, afterMs, template: name }, { addIssue }) => {
    if (enabled && name === '') addIssue({ code: 'custom', path: ['template'], message: 'is missing; name a template for the purpose reask' });
    return { enabled, afterMs: lengthOf({ names: ['after', 'afterMs'], text: after, milliseconds: afterMs, clock: 'calendar' }, { least: 1, addIssue }) ?? REASK_AFTER_MS, template: name };
  });

/** What holds while nobody decided otherwise. */
export const NO_REASK: Reask = { enabled: false, afterMs: REASK_AFTER_MS, template: '' };

/** The shape of each kind, as it comes from outside and as it stands in the journal. */
export const SETTINGS_SCHEMAS: Readonly<{ [Kind in SettingsKind]: z.ZodType<SettingsOf[Kind]> }> = {
  department,
  person,
  root_cause: choosable,
  action: choosable,
  template,
  rule,
  loop: z.strictObject({ name: z.literal(LOOP_DEFAULTS_NAME).default(LOOP_DEFAULTS_NAME), reask: reask.default(NO_REASK) }),
};
