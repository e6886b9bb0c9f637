import { keyOf, type LoopSettings, type Priority, type Rule } from '../settings/settings.ts';
import { createOwners, type Turns } from './choose-owner.ts';
import type { Match } from './match.ts';

/** An open loop, as far as joining it matters. */
export interface OpenLoop {
  id: string;
  customerId: string | null;
  department: string;
  firstDepartment: string;
}

/** What is already there for some feedback. */
export interface Standing {
  /** By which rules each feedback is already part of which loops; the rule is empty where no rule did it. */
  taken: readonly { feedbackId: string; rule: string; loopId: string }[];
  /** Open loops of the customers, and those that the feedback itself is part of; from the oldest. */
  open: readonly OpenLoop[];
  turns: Turns;
}

/** A loop to be opened, under an id that only the plan knows. */
export interface Opening {
  kind: 'open';
  loop: string;
  match: Match;
  rule: Rule;
  department: string;
  priority: Priority;
  owner: string | null;
}

/** A loop, of before or of this plan, to be joined. */
export interface Joining {
  kind: 'join';
  loop: string;
  match: Match;
  rule: Rule;
}

/** Decides about feedback, one after the other, and remembers what it decided. */
export interface Plan {
  /** Takes note of what is there for feedback that comes next. */
  learn(standing: Pick<Standing, 'taken' | 'open'>): void;
  /** What happens for a feedback; nothing where it is already part of loops by the rules that hold for it. */
  take(match: Match): (Opening | Joining)[];
  /** Whose turn it was last, after everything that was taken. */
  turns(): Turns;
}

/**
 * The rules of opening, without any reading or writing, so that a preview decides as the opener does.
 *
 * The rules that hold for a feedback are asked in order, up to the first that is the `last` one. A feedback is part of one
 * loop by each rule, for ever: neither a correction nor a later look opens a second. Where the customer has an open loop in
 * the department that the rule leads to, or the same feedback has (two rules can lead to one department, also for the anonymous), it
 * joins that loop, the newest of several. `only` lets just one rule act; the others still say where it is not asked.
 */
export function planOpenings({ rules, settings, only, turns }: { rules: readonly Rule[]; settings: LoopSettings; only?: string | undefined; turns: Turns }): Plan {
  const owners = createOwners(settings, { turns });
  const taken = new Map<string, { rule: string; loopId: string }[]>();
  const byId = new Map<string, OpenLoop>();
  const byCustomer = new Map<string, OpenLoop[]>();
  let number = 0;

  function noteOpen(loop: OpenLoop): void {
    if (byId.has(loop.id)) return;
    byId.set(loop.id, loop);
    if (loop.customerId === null) return;
    const list = byCustomer.get(loop.customerId);
    if (list) list.push(loop);
    else byCustomer.set(loop.customerId, [loop]);
  }

  function noteTaken(feedbackId: string, part: { rule: string; loopId: string }): void {
    const list = taken.get(feedbackId);
    if (list) list.push(part);
    else taken.set(feedbackId, [part]);
  }

  function departmentOf({ department, departmentFromAttribute }: Rule, { attributes }: Match): string {
    const named = departmentFromAttribute === null ? undefined : attributes.get(departmentFromAttribute);
    return (named === undefined ? undefined : settings.departments.get(keyOf(named))?.name) ?? department;
  }

  function toJoin(match: Match, department: string): OpenLoop | undefined {
    const own = (taken.get(match.id) ?? []).flatMap(({ loopId }) => byId.get(loopId) ?? []);
    const candidates = [...own, ...(match.customerId === null ? [] : (byCustomer.get(match.customerId) ?? []))];
    const key = keyOf(department);
    return candidates.findLast((loop) => keyOf(loop.department) === key || keyOf(loop.firstDepartment) === key);
  }

  function act(match: Match, rule: Rule): Opening | Joining {
    const department = departmentOf(rule, match);
    const known = toJoin(match, department);
    const loop = known ?? { id: `new:${number++}`, customerId: match.customerId, department, firstDepartment: department };
    noteOpen(loop);
    noteTaken(match.id, { rule: rule.name, loopId: loop.id });
    if (known) return { kind: 'join', loop: loop.id, match, rule };
    return { kind: 'open', loop: loop.id, match, rule, department, priority: rule.priority, owner: owners.choose(rule, { department, match }) };
  }

  return {
    learn(standing) {
      for (const loop of standing.open) noteOpen(loop);
      for (const { feedbackId, rule, loopId } of standing.taken) noteTaken(feedbackId, { rule, loopId });
    },
    take(match) {
      const acts: (Opening | Joining)[] = [];
      for (const place of match.rules) {
        const rule = rules[place];
        if (!rule) continue;
        const acting = only === undefined || rule.name === only;
        if (acting && !taken.get(match.id)?.some((part) => part.rule === rule.name)) acts.push(act(match, rule));
        if (rule.last) break;
      }
      return acts;
    },
    turns: owners.turns,
  };
}
