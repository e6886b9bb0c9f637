import { findSilence, readArrivals, type AlertRule, type Finding } from '@heed/alerts';
import type { Calendar, FeedbackFilter, Period } from '@heed/domain';
import { standingByDepartment, type LoopFilter } from '@heed/loops';
import { clearAmong, measureBreakdown, measureScore, measureThemeWindows, METRICS, type Change, type Estimate, type MetricId } from '@heed/measure';
import type { StoreReader } from '@heed/store';
import { findSpikes, type Catalogue } from '@heed/themes';
import { loopsPath, scorePath, sourcePath, themePath } from './evidence.ts';

/** What is asked to find out whether something is to be told. */
export interface Looking {
  store: StoreReader;
  /** As of which moment. */
  calendar: Calendar;
  catalogue: Catalogue;
}

/** At most so many departments are looked at beside each other. */
const MOST_DEPARTMENTS = 200;
/** Weeks with which a day of themes is compared. */
const WEEKS = 8;

/** Everything that holds for a rule as of a moment; loops alone are asked as they stand now. Throws BAD_USER_INPUT for a filter that is not valid any more. */
export function findFindings(rule: AlertRule, looking: Looking): Promise<Finding[]> {
  switch (rule.kind) {
    case 'score_down':
      return scoresDown(rule, looking);
    case 'theme_spiking':
      return themesSpiking(rule, looking);
    case 'loops_late':
    case 'loops_at_risk':
      return loopsWaiting(rule, looking);
    case 'source_silent':
      return sourcesSilent(rule, looking);
  }
}

/** The rule's conditions, within its departments. */
export function filterOf({ filter, departments }: AlertRule): FeedbackFilter {
  return departments.length === 0 ? filter : { and: [filter, { department: { in: departments } }] };
}

/** The loops that a rule looks at. */
export function loopFilterOf({ filter, departments }: AlertRule): LoopFilter {
  return { ...(departments.length > 0 ? { department: { in: departments } } : {}), ...(Object.keys(filter).length > 0 ? { feedback: filter } : {}) };
}

interface Compared {
  department: string;
  estimate: Estimate;
  change: Change | null;
}

async function scoresDown(rule: AlertRule, { store, calendar }: Looking): Promise<Finding[]> {
  const metric = METRICS[rule.metric as MetricId];
  const filter: FeedbackFilter = { ...filterOf(rule), period: { last: { count: rule.days, unit: 'day' } } };
  const asked = { metric: metric.id, filter, calendar };
  const compared: Compared[] = [];
  let periods: { period: Period | null; previous: Period | null };
  if (rule.eachDepartment) {
    const { groups, period, previousPeriod } = await measureBreakdown(store, { ...asked, by: 'department', first: MOST_DEPARTMENTS });
    compared.push(...groups.filter(({ key }) => key !== '').map(({ key, ...group }) => ({ department: key, ...group })));
    periods = { period, previous: previousPeriod };
  } else {
    const { estimate, change, period } = await measureScore(store, asked);
    compared.push({ department: '', estimate, change });
    periods = { period, previous: change?.previousPeriod ?? null };
  }
  const { period, previous } = periods;
  if (!period || !previous) return [];
  const judged = compared.map(({ estimate: { n }, change }) => ({ value: change?.value ?? null, low: change?.low ?? null, high: change?.high ?? null, n, previousN: change?.previous.n ?? 0 }));
  const clear = clearAmong(judged, { minimumSample: rule.minimumSample ?? metric.minimumSample });
  const looked = judged.length;
  return compared.flatMap(({ department, estimate, change }, index): Finding[] => {
    const one = judged[index];
    if (!one || clear[index] !== true || one.value === null || one.low === null || one.high === null || estimate.value === null || change?.previous.value == null) return [];
    // Of what is better low, more is worse.
    const worse = metric.better === 'lower' ? one.value : -one.value;
    if (worse <= 0 || worse < rule.threshold) return [];
    return [
      {
        subject: department,
        departments: department === '' ? rule.departments : [department],
        path: scorePath(rule, { department, period }),
        facts: { kind: 'score_down', metric: metric.id, department, value: estimate.value, previous: change.previous.value, change: one.value, low: one.low, high: one.high, n: one.n, previousN: one.previousN, period, previousPeriod: previous, looked },
      },
    ];
  });
}

async function themesSpiking(rule: AlertRule, { store, calendar: { now }, catalogue }: Looking): Promise<Finding[]> {
  const windows = await measureThemeWindows(store, { filter: filterOf(rule), at: now, weeks: WEEKS });
  const period = { from: now - 86_400_000, to: now };
  return findSpikes(windows.now, { earlier: windows.earlier, fewest: Math.max(1, Math.ceil(rule.threshold)) }).flatMap(({ theme, count, expected, growth }): Finding[] => {
    const known = catalogue.themes.get(theme);
    if (!known || known.hidden) return [];
    return [{ subject: theme, departments: rule.departments, path: themePath(rule, { theme, period }), facts: { kind: 'theme_spiking', theme, name: known.name, count, expected, growth, period } }];
  });
}

async function loopsWaiting(rule: AlertRule, { store, calendar }: Looking): Promise<Finding[]> {
  const late = rule.kind === 'loops_late';
  return (await standingByDepartment(store, { filter: loopFilterOf(rule), calendar })).flatMap(({ department, atRisk, breached }): Finding[] => {
    const loops = late ? breached : atRisk;
    if (loops < Math.max(1, rule.threshold)) return [];
    return [{ subject: department, departments: [department], path: loopsPath(late ? 'breached' : 'at_risk', department), facts: { kind: late ? 'loops_late' : 'loops_at_risk', department, loops } }];
  });
}

async function sourcesSilent(rule: AlertRule, { store, calendar: { now, timeZone } }: Looking): Promise<Finding[]> {
  const arrivals = await readArrivals(store, { filter: filterOf(rule), now });
  return [...arrivals].flatMap(([source, at]): Finding[] => {
    const silence = findSilence(at, { now, timeZone });
    if (!silence?.silent) return [];
    const { lastAt, silentMs, usualMs, expected } = silence;
    return [{ subject: source, departments: rule.departments, path: sourcePath(rule, source), facts: { kind: 'source_silent', source, lastAt, silentMs, usualMs, expected } }];
  });
}
