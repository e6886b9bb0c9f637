import { findSilence, nextStep, readArrivals, type Alert, type AlertRule, type Finding } from '@heed/alerts';
import { bucketsOf } from '@heed/domain';
import { lateSpans, type LateSpan } from '@heed/loops';
import { countFeedback } from '@heed/measure';
import { loopsPath, sourcePath } from './evidence.ts';
import { filterOf, findFindings, loopFilterOf, type Looking } from './find-findings.ts';
import { settleMs } from './settle.ts';

/** An alert that would have been raised; moments are epoch milliseconds. */
export interface PreviewedAlert {
  at: number;
  overAt: number | null;
  finding: Finding;
}

export interface AlertsPreview {
  /** The newest first. */
  alerts: PreviewedAlert[];
  /** Whether there was anything to judge by. */
  judged: boolean;
}

type Previewing = Looking & { days: number };

const DAY = 86_400_000;
const MINUTE = 60_000;
const MOST_SPANS = 100_000;
/** Of each source so many of its longest pauses are looked at. */
const PAUSES = 100;

/** What a rule would have raised in the last days, as far as that can be told from what there is now. Throws BAD_USER_INPUT for a filter that is not valid any more. */
export async function previewAlerts(rule: AlertRule, previewing: Previewing): Promise<AlertsPreview> {
  const preview = await (rule.kind === 'source_silent' ? previewSources(rule, previewing) : rule.kind === 'loops_late' || rule.kind === 'loops_at_risk' ? previewLoops(rule, previewing) : previewDays(rule, previewing));
  return { ...preview, alerts: preview.alerts.toSorted((left, right) => right.at - left.at) };
}

/** As of the end of each day, one after the other, as if it had been looked only then. */
async function previewDays(rule: AlertRule, { days, ...looking }: Previewing): Promise<AlertsPreview> {
  const { calendar } = looking;
  const from = calendar.now - days * DAY;
  const open = new Map<string, PreviewedAlert & Pick<Alert, 'state' | 'lastRaisedAt' | 'clearSince'>>();
  const alerts: PreviewedAlert[] = [];
  const moments = bucketsOf({ from, to: calendar.now }, { grain: 'day', timeZone: calendar.timeZone }).map(({ to }) => to - 1);
  for (const now of moments) {
    const holds = new Map((await findFindings(rule, { ...looking, calendar: { ...calendar, now } })).map((finding) => [finding.subject, finding]));
    for (const subject of new Set([...open.keys(), ...holds.keys()])) {
      const finding = holds.get(subject);
      const known = open.get(subject);
      // A day has passed since it was last looked: longer than anything needs to settle.
      const step = nextStep(known ?? null, finding !== undefined, { now, repeatMs: null, settleMs: 0 });
      if (step === 'raise' && finding) {
        const raised = { at: now, overAt: null, finding, state: 'raised' as const, lastRaisedAt: now, clearSince: null };
        open.set(subject, raised);
        alerts.push(raised);
      } else if (step === 'over' && known) {
        known.overAt = now;
        open.delete(subject);
      }
    }
  }
  return { alerts, judged: (await countFeedback(looking.store, { filter: { ...filterOf(rule), period: { last: { count: days, unit: 'day' } } }, calendar })) > 0 };
}

/** By when loops became late or at risk, and were closed. */
async function previewLoops(rule: AlertRule, { store, calendar, days }: Previewing): Promise<AlertsPreview> {
  const spans = await lateSpans(store, { filter: loopFilterOf(rule), calendar, from: calendar.now - days * DAY, most: MOST_SPANS });
  const late = rule.kind === 'loops_late';
  const mine = spans.filter(({ standing }) => (standing === 'breached') === late);
  const alerts = [...Map.groupBy(mine, ({ department }) => department)].flatMap(([department, some]) => stretches(some, { least: Math.max(1, rule.threshold), settle: settleMs(rule) }).map(({ from, to, loops }): PreviewedAlert => ({
    at: from,
    overAt: to,
    finding: { subject: department, departments: [department], path: loopsPath(late ? 'breached' : 'at_risk', department), facts: { kind: late ? 'loops_late' : 'loops_at_risk', department, loops } },
  })));
  return { alerts, judged: spans.length > 0 };
}

/** When at least so many spans held at once, and how many did when that began. What is interrupted for no longer than `settle` is one. */
function stretches(spans: readonly LateSpan[], { least, settle }: { least: number; settle: number }): { from: number; to: number | null; loops: number }[] {
  const changes = spans.flatMap(({ from, to }) => [{ at: from, by: 1 }, ...(to === null ? [] : [{ at: Math.max(from, to), by: -1 }])]).sort((left, right) => left.at - right.at || right.by - left.by);
  const found: { from: number; to: number | null; loops: number }[] = [];
  let held = 0;
  for (const { at, by } of changes) {
    const before = held;
    held += by;
    const last = found.at(-1);
    if (before < least && held >= least) {
      if (last?.to != null && at - last.to < settle) last.to = null;
      else found.push({ from: at, to: null, loops: held });
    } else if (before >= least && held < least && last) last.to = at;
  }
  return found;
}

/** Of each source the pauses that would have been called a silence, each by the 60 days before it. */
async function previewSources(rule: AlertRule, { store, calendar: { now, timeZone }, days }: Previewing): Promise<AlertsPreview> {
  const recent = now - days * DAY;
  const arrivals = await readArrivals(store, { filter: filterOf(rule), now, historyMs: (days + 60) * DAY });
  let judged = false;
  const alerts = [...arrivals].flatMap(([source, at]): PreviewedAlert[] => {
    const pauses = at.map((from, index) => ({ from, index, to: at[index + 1] ?? null })).filter(({ from, to }) => (to ?? now) > recent && (to ?? now) - from >= 30 * MINUTE);
    const longest = pauses.sort((left, right) => (right.to ?? now) - right.from - ((left.to ?? now) - left.from)).slice(0, PAUSES);
    return longest.flatMap(({ from, index, to }) => {
      const history = at.slice(0, index + 1).filter((moment) => moment >= from - 60 * DAY);
      const asOf = (moment: number) => findSilence(history, { now: moment, timeZone });
      const end = asOf(to ?? now);
      judged ||= end !== undefined;
      if (!end?.silent) return [];
      // The first minute in which it was one.
      let [quiet, silent] = [from, to ?? now];
      while (silent - quiet > MINUTE) {
        const middle = (quiet + silent) / 2;
        if (asOf(middle)?.silent) silent = middle;
        else quiet = middle;
      }
      const { lastAt, usualMs, expected } = asOf(silent) ?? end;
      return [{ at: silent, overAt: to, finding: { subject: source, departments: rule.departments, path: sourcePath(rule, source), facts: { kind: 'source_silent', source, lastAt, silentMs: silent - lastAt, usualMs, expected } } }];
    });
  });
  return { alerts, judged };
}
