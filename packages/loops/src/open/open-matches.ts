import type { StoreReader } from '@heed/store';
import type { Draft, Loops, Transaction } from '../log/loops.ts';
import { newLoopId } from '../log/loop-id.ts';
import { openLoop } from '../loop/open.ts';
import type { LoopSettings, Rule } from '../settings/settings.ts';
import type { Match } from './match.ts';
import { planOpenings, type Joining, type Opening, type Standing } from './plan-openings.ts';
import { progressMark, readProgress, SWEPT, type Progress } from './progress.ts';
import { readStanding } from './standing.query.ts';

/** What opening needs. */
export interface OpeningContext {
  loops: Loops;
  store: StoreReader;
  settings: () => LoopSettings;
}

/** What came of some feedback. */
export interface Opened {
  opened: number;
  joined: number;
}

/** Who writes what rules do. */
const BY_RULE = { actor: 'system', by: '' };

/** Of each log, the last of those who open loops in this process. */
const last = new WeakMap<Loops, Promise<unknown>>();

/**
 * Opens loops one after the other within this process. What is read before a decision does not know what others decide in the same
 * append, and of two who open a loop for the same feedback both would be the first.
 */
export async function openTogether<T>(loops: Loops, work: () => Promise<T>): Promise<T> {
  const before = last.get(loops);
  const mine = (async () => {
    await before?.catch(() => undefined);
    return work();
  })();
  last.set(loops, mine);
  return mine;
}

/** A decision about loops that its transaction did not ask for: it is made again with them. */
class Unlisted extends Error {
  readonly loops: ReadonlySet<string>;

  constructor(loops: ReadonlySet<string>) {
    super('more loops are needed');
    this.loops = loops;
  }
}

/**
 * Opens loops for feedback, or joins it to loops, in one transaction; see `planOpenings` for what is decided. Everything that the
 * decision rests on is read within the transaction, and the log takes it only where nobody wrote in between. So a feedback
 * gets one loop by each rule, whatever crashes, is repeated, or runs elsewhere at the same time. `upTo` is written down
 * with it as how far the rules have come.
 */
export async function openMatches(
  { loops, store, settings }: OpeningContext,
  { matches, rules, only, progress: made }: { matches: readonly Match[]; rules: readonly Rule[]; only?: string | undefined; progress?: Pick<Progress, 'from' | 'upTo'> | undefined },
): Promise<Opened> {
  let listed: ReadonlySet<string> = new Set();
  const attempt = (): Promise<Opened> =>
    loops.transact({
      loops: [...listed],
      prepare: async () => {
        const [standing, progress] = await Promise.all([readStanding(store, matches), readProgress(loops)]);
        return { standing, progress };
      },
      decide: (transaction, { standing, progress }) => {
        const present = settings();
        const plan = planOpenings({ rules, settings: present, only, turns: progress?.turns ?? new Map() });
        plan.learn(stillOpen(standing, transaction));
        const acts = matches.flatMap((match) => plan.take(match));
        const joins = new Set(acts.flatMap(({ kind, loop }) => (kind === 'join' && !loop.startsWith('new:') ? [loop] : [])));
        if (![...joins].every((id) => listed.has(id))) throw new Unlisted(new Set([...listed, ...joins]));
        append(acts, { transaction, settings: present });
        appendProgress({ before: progress, made, turns: plan.turns() }, transaction);
        const opened = acts.filter(({ kind }) => kind === 'open').length;
        return { opened, joined: acts.length - opened };
      },
    });
  for (;;) {
    try {
      return await openTogether(loops, attempt);
    } catch (error) {
      if (!(error instanceof Unlisted)) throw error;
      listed = error.loops;
    }
  }
}

/** What was read before the transaction, less the loops that closed in it. */
function stillOpen({ taken, open }: Pick<Standing, 'taken' | 'open'>, { loops }: Transaction): Pick<Standing, 'taken' | 'open'> {
  const closed = ({ id }: { id: string }): boolean => {
    const state = loops.get(id)?.state;
    return state === 'closed' || state === 'merged';
  };
  return { taken, open: open.filter((loop) => !closed(loop)) };
}

function append(acts: readonly (Opening | Joining)[], { transaction, settings }: { transaction: Transaction; settings: LoopSettings }): void {
  const ids = new Map<string, string>();
  const drafts = new Map<string, Draft[]>();
  for (const act of acts) {
    const { loop, match, rule } = act;
    if (act.kind === 'open') {
      const id = newLoopId(transaction.now);
      ids.set(loop, id);
      const { department, priority, owner } = act;
      const opening = { openedBy: 'rule', rule: rule.name, feedbackId: match.id, customerId: match.customerId, externalId: '', department, priority, owner, watchers: rule.watchers, origin: match.origin } as const;
      drafts.set(id, openLoop({ ...opening, settings }).map((happening) => ({ ...happening, ...BY_RULE })));
    } else {
      const id = ids.get(loop) ?? loop;
      const joined: Draft = { type: 'joined', feedbackId: match.id, rule: rule.name, ...BY_RULE };
      drafts.set(id, [...(drafts.get(id) ?? []), joined]);
    }
  }
  for (const [id, list] of drafts) transaction.append(id, list);
}

interface Made {
  before: Progress | null;
  made: Pick<Progress, 'from' | 'upTo'> | undefined;
  turns: Progress['turns'];
}

/** Writes down how far the rules have come, where that is further than before, and whose turn it was, where that changed. */
function appendProgress({ before, made, turns }: Made, transaction: Transaction): void {
  const further = made !== undefined && (before === null || made.upTo > before.upTo);
  const turned = [...turns].some(([department, person]) => before?.turns.get(department) !== person);
  if (!further && !turned) return;
  const from = before?.from ?? made?.from ?? 0n;
  const upTo = further ? made.upTo : (before?.upTo ?? 0n);
  transaction.mark(SWEPT, progressMark({ from, upTo, turns }));
}
