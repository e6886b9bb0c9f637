import { stringify } from 'yaml';
import { DEFINITION_KINDS, isSetting, type DefinitionKind, type DefinitionOf, type SavedTarget } from '../definition.ts';
import { listed, type State } from '../state.ts';
import { settingWritten } from './write-settings.ts';

/** The version of the file's form. */
export const FILE_VERSION = 1;

/** What the sections of a file are called. */
export const SECTIONS: Readonly<Record<DefinitionKind, string>> = { target: 'targets', filter: 'filters', metric: 'metrics', view: 'views', inbox_view: 'inboxViews', department: 'departments', person: 'people', root_cause: 'rootCauses', action: 'actions', template: 'templates', rule: 'rules', loop: 'loop', webhook: 'webhooks', alert: 'alerts', wall: 'walls' };

const HEAD = `# The saved definitions of a Heed, for review and for use in another one.
#   npm run definitions -- export FILE            writes this file
#   npm run definitions -- apply FILE --dry-run   says what it would change; without --dry-run it changes it, all or nothing
# A section that is in the file is the whole truth: what it does not name is removed. A section that is missing stays as it is.
#
# targets   what each metric should reach, in its unit; metrics are nps, csat5 and so on, as the API's "metrics" lists them
# filters   name, description, filter: conditions as in every question, without a period
# metrics   name, description, metric, filter, target, minimumSample: a metric over a part of the feedback
# views     name, display (chart or table), question: metrics, by, grain, rolling, filter, compare, compareWith, first,
#           firstWithin; the question's filter may name saved filters under "saved"
# inboxViews  name, queue (open, mine, my_departments, unassigned, at_risk, breached, waiting, to_tell, closed or all), filter:
#           conditions on loops, sort (due, opened or changed)
# departments  name as in feedback, calendar: timeZone, week (seven lists of from and to, Monday first), holidays; targets by
#           urgent, high, normal, low: acknowledge, contact, close, each within a time (30m, 4h; 2d on the clock calendar alone) on
#           the clock working or calendar; escalation: chain of keys of people, repeat, takeBack; fallbackOwner
# people    key, name, email, departments, language, available
# rootCauses, actions  name, retired
# templates name, purpose (contact, told or reask), texts by language: subject, body with variables such as {{customer.name}}
# rules     name, order, enabled, when: conditions, repeatedWithinDays, department, departmentFromAttribute, priority, owner: by
#           nobody, person, round_robin or attribute; watchers, last
# loop      reask: enabled, after, template
# webhooks  name, url, enabled; what signs them is made by Heed and stands in no file
# alerts    name, kind (score_down, theme_spiking, loops_late, loops_at_risk or source_silent), enabled, metric, filter, days, departments,
#           eachDepartment, threshold, minimumSample, recipients: keys of people; mail, webhooks: names; quietHours: from, to, days
#           (mon to sun) on which they begin; repeatAfterHours
# walls     key, name, theme (light, dark or auto), language, secondsPerPage, tilesPerPage, dimming: from, to, level; tiles: id, kind
#           (score, trend, time_to_close, loops_at_risk, themes_rising, latest_comments or best_recovery), title, metric, period,
#           departments, wide
# Names have 1 to 80 characters and are unique within their section, whatever their case.
`;

/** Unfolded, so that a change of one value changes one line; quoted where older readers would see no text. */
const FORM = { lineWidth: 0, compat: 'yaml-1.1', aliasDuplicateObjects: false } as const;

function written(kind: DefinitionKind, definition: DefinitionOf[DefinitionKind]): Record<string, unknown> {
  if (kind === 'target') return { [definition.name]: (definition as SavedTarget).value };
  if (isSetting(kind)) return settingWritten(kind, definition as DefinitionOf[typeof kind]);
  const entries = Object.entries(definition).filter(([field, value]) => value !== undefined && !(field === 'description' && value === ''));
  return Object.fromEntries(entries);
}

/** Sections that hold fields and no list. */
const isMap = (kind: DefinitionKind): boolean => kind === 'target' || kind === 'loop';

/** One definition as it stands in a file, without the list around it. */
export function definitionAsYaml(kind: DefinitionKind, definition: DefinitionOf[DefinitionKind]): string {
  return stringify(written(kind, definition), FORM);
}

/** Writing 1,500 definitions takes 0.3 s, and each change looks at how long the file would be: what stays is written once. */
const entries = new WeakMap<object, string>();

/** One definition as an entry of its section. */
function entryOf(kind: DefinitionKind, definition: DefinitionOf[DefinitionKind]): string {
  let entry = entries.get(definition);
  if (entry === undefined) {
    const value = written(kind, definition);
    const section = stringify({ section: isMap(kind) ? value : [value] }, FORM);
    entry = section.slice(section.indexOf('\n') + 1);
    entries.set(definition, entry);
  }
  return entry;
}

/**
 * Everything that is defined as a file: sections and names in a fixed order, so that the same definitions are the same text.
 * For those who may not see how people and webhooks are reached, their sections are missing, which says nothing of them.
 */
export function writeYaml(state: State, { personal = true, webhooks = true }: { personal?: boolean; webhooks?: boolean } = {}): string {
  const sections = DEFINITION_KINDS.filter((kind) => (personal || kind !== 'person') && (webhooks || kind !== 'webhook')).map((kind) => {
    const all = listed(state, kind).map(({ definition }) => entryOf(kind, definition));
    return all.length > 0 ? `${SECTIONS[kind]}:\n${all.join('')}` : stringify({ [SECTIONS[kind]]: isMap(kind) ? {} : [] }, FORM);
  });
  return [HEAD, stringify({ version: FILE_VERSION }, FORM), ...sections].join('\n');
}
