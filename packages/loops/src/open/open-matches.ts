import type { StoreReader } from '@heed/store';
import type { Draft, Loops, Transaction } from '../log/loops.ts';
import { newLoopId } from '../log/loop-id.ts';
import { openLoop } from '../loop/open.ts';
import type { LoopSettings, Rule } from '../settings/settings.ts';
import type { Match } from './match.ts';
import { planOpenings, type Joining, type Opening } from './plan-openings.ts';
import { progressMark, readProgress, readTurns, SWEPT, TURNS, turnsMark, type Progress } from './progress.ts';
import { readStanding } from './standing.query.ts';

/** What opening needs. */
export interface OpeningContext {
  loops: Loops;
  store: StoreReader;
  settings: () => LoopSettings;
}

/** At most so much feedback is best opened in one transaction, because others wait for it. */
export const MOST_TOGETHER = 5_000;

/** What came of some feedback. */
export interface Opened {
  opened: number;
  joined: number;
}

/** Who writes what rules do. */
const BY_RULE = { actor: 'system', by: '' };

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
 * gets one loop by each rule, whatever crashes, is repeated, or runs elsewhere at the same time. `progress` is written down with
 * it, where it is further than before.
 */
export async function openMatches(
  { loops, store, settings }: OpeningContext,
  { matches, rules, only, progress: made }: { matches: readonly Match[]; rules: readonly Rule[]; only?: string | undefined; progress?: Progress | undefined },
): Promise<Opened> {
  let listed: ReadonlySet<string> = new Set();
  const attempt = (): Promise<Opened> =>
    loops.transact({
      loops: [...listed],
      prepare: async () => {
        const [standing, turns, before] = await Promise.all([readStanding(store, matches), readTurns(loops), made && readProgress(loops)]);
        return { standing, turns, before };
      },
      decide: (transaction, { standing, turns, before }) => {
        const present = settings();
        const plan = planOpenings({ rules, settings: present, only, turns });
        plan.learn(standing);
        const acts = matches.flatMap((match) => plan.take(match));
        const joins = new Set(acts.flatMap(({ kind, loop }) => (kind === 'join' && !loop.startsWith('new:') ? [loop] : [])));
        if (![...joins].every((id) => listed.has(id))) throw new Unlisted(new Set([...listed, ...joins]));
        append(acts, { transaction, settings: present });
        if (made && (!before || made.upTo > before.upTo)) transaction.mark(SWEPT, progressMark({ from: before?.from ?? made.from, upTo: made.upTo }));
        if ([...plan.turns()].some(([department, person]) => turns.get(department) !== person)) transaction.mark(TURNS, turnsMark(plan.turns()));
        const opened = acts.filter(({ kind }) => kind === 'open').length;
        return { opened, joined: acts.length - opened };
      },
    });
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Unlisted)) throw error;
      listed = error.loops;
    }
  }
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
      const list = drafts.get(id);
      if (list) list.push(joined);
      else drafts.set(id, [joined]);
    }
  }
  for (const [id, list] of drafts) transaction.append(id, list);
}
