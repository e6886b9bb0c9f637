import type { Period } from '@heed/domain';
import type { StoreReader } from '@heed/store';
import { askedFor, workingRules } from '../open/asked-rules.ts';
import type { Match } from '../open/match.ts';
import { readMatches, type Position } from '../open/matches.query.ts';
import { keepRepeated } from '../open/repeats.query.ts';
import { keyOf, type LoopSettings, type Rule } from '../settings/settings.ts';
import type { HistoricLoop, HistoricStep } from './historic-loop.ts';

/** Feedback that a rule turned into a loop in the past. */
export interface PastOpening {
  match: Match;
  rule: Rule;
  department: string;
}

/** What became of it, and until when it was open; null while it still is. */
export interface PastCourse {
  steps: readonly HistoricStep[];
  closedAt: number | null;
}

interface PastOptions {
  settings: LoopSettings;
  /** Half-open, epoch milliseconds. */
  period: Period;
  course: (opening: PastOpening) => PastCourse;
}

const PAGE = 10_000;

/**
 * The loops that the rules would have opened in a period, had Heed been there, each with the course that `course` tells. As for new
 * feedback, the rules are asked in order, and what a customer says while they have an open loop in the department that the rule
 * leads to joins that loop; but here loops close at the moments that their courses tell. Throws as the store.
 */
export async function pastOpenings(store: StoreReader, { settings, period, course }: PastOptions): Promise<HistoricLoop[]> {
  const rules = workingRules(settings, { onError: () => undefined });
  if (rules.length === 0) return [];
  const found: Standing[] = [];
  const open = new Map<string, Standing[]>();
  let after: Position | null = null;
  do {
    const page = await readMatches(store, { asked: askedFor(rules), scope: { period }, after, limit: PAGE });
    for (const match of await keepRepeated(store, page.matches, { rules })) take(match, { rules, settings, course, found, open });
    after = page.next;
  } while (after);
  return found.map(({ loop, steps }) => ({ ...loop, steps: steps.sort((left, right) => left.at - right.at) }));
}

/** A loop as it came to be, and the departments by which further feedback finds it. */
interface Standing {
  loop: HistoricLoop;
  steps: HistoricStep[];
  closedAt: number | null;
}

interface Taking extends Omit<PastOptions, 'period'> {
  rules: readonly Rule[];
  found: Standing[];
  /** Of each customer. */
  open: Map<string, Standing[]>;
}

function take(match: Match, { rules, settings, course, found, open }: Taking): void {
  const at = match.occurredAt;
  const own = match.customerId === null ? [] : (open.get(match.customerId) ?? []).filter(({ closedAt }) => closedAt === null || closedAt > at);
  for (const place of match.rules) {
    const rule = rules[place];
    if (!rule) continue;
    const department = departmentOf(rule, match, settings);
    const known = own.findLast(({ loop, steps }) => [loop.department, holderAt(steps, at) ?? loop.department].some((name) => keyOf(name) === keyOf(department)));
    if (known) known.steps.push({ type: 'joined', feedbackId: match.id, rule: rule.name, at, by: '' });
    else {
      const { steps, closedAt } = course({ match, rule, department });
      const watched = [...new Set(rule.watchers)].map((person): HistoricStep => ({ type: 'watched', person, watching: true, at, by: '' }));
      const loop: HistoricLoop = {
        identity: `${match.id} ${rule.name}`, externalId: '', openedAt: at, openedBy: 'rule', rule: rule.name, feedbackId: match.id, customerId: match.customerId, department, priority: rule.priority, origin: match.origin, steps: [],
      };
      const standing = { loop, steps: [...watched, ...steps], closedAt };
      found.push(standing);
      own.push(standing);
    }
    if (rule.last) break;
  }
  if (match.customerId !== null && own.length > 0) open.set(match.customerId, own);
}

function departmentOf({ department, departmentFromAttribute }: Rule, { attributes }: Match, { departments }: LoopSettings): string {
  const named = departmentFromAttribute === null ? undefined : attributes.get(departmentFromAttribute);
  return (named === undefined ? undefined : departments.get(keyOf(named))?.name) ?? department;
}

/** Who had the loop at a moment, if it was handed over before. */
function holderAt(steps: readonly HistoricStep[], moment: number): string | undefined {
  return steps.reduce<string | undefined>((holder, step) => (step.type === 'routed' && step.at <= moment ? step.department : holder), undefined);
}
