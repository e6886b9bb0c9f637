import { HeedError } from '@heed/domain';
import { hash } from 'node:crypto';
import { Random } from '../random.ts';
import { storyDays, type StoryDay } from '../story/day.ts';
import { askAgain, end, type Choices } from './ending.ts';
import type { LoopOpening, LoopStep, StoryDepartment } from './loop-step.ts';
import { HAND_OVERS, paceOf, type Pace } from './pace.ts';
import { Plot } from './plot.ts';

export interface LoopStoryOptions extends Choices {
  /** The same seed and the same opening give the same story. A safe integer. */
  seed: number;
  /** Epoch milliseconds; what lies after it has not happened yet. */
  now: number;
  timeZone: string;
  departments: readonly StoryDepartment[];
}

/** What became of a loop up to now. */
export interface LoopTale {
  steps: LoopStep[];
  /** Null while it is open. */
  closedAt: number | null;
}

/**
 * Tells what the company of the sample did about each opening: who took it, when the customer was spoken to, where it went, what was done, and
 * how it ended, or how far it is. Each is told by itself, whatever the others. Throws BAD_USER_INPUT without departments.
 */
export function sampleLoopStory({ seed, now, timeZone, departments, ...choices }: LoopStoryOptions): (opening: LoopOpening) => LoopTale {
  const [first] = departments;
  if (!first || departments.some(({ people }) => people.length === 0)) throw new HeedError('BAD_USER_INPUT', 'The loops of the sample need departments with people.');
  const days = storyDays({ now, timeZone });
  const byName = new Map(departments.map((department) => [department.name, department]));
  const dayOf = (at: number): StoryDay => {
    let [low, high] = [0, days.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((days[middle] as StoryDay).from <= at) low = middle;
      else high = middle - 1;
    }
    return days[low] as StoryDay;
  };
  return (opening) => {
    const department = byName.get(opening.department) ?? first;
    const random = new Random(seed, opening.feedbackId);
    const plot = new Plot({ at: opening.occurredAt, department, random });
    tell(plot, { opening, choices, byName, pace: () => paceOf(plot.department.name, dayOf(plot.at)) });
    const steps = plot.steps.filter(({ at }) => at <= now);
    const last = steps.findLast(({ type }) => type === 'closed' || type === 'reopened');
    return { steps, closedAt: last?.type === 'closed' ? last.at : null };
  };
}

interface Telling {
  opening: LoopOpening;
  choices: Choices;
  byName: ReadonlyMap<string, StoryDepartment>;
  pace: () => Pace;
}

/** What is pressing goes first. */
const HASTE = { urgent: 0.5, high: 0.75, normal: 1, low: 1.5 } as const;
/** Share of what closes without any act. */
const DUPLICATE = 0.015;
const INVALID = 0.01;
const WAITS = 0.28;
const REOPENED = 0.02;
/** What is pressing is seldom put aside. */
const PRESSING_ASIDE = 0.25;
/** From when on somebody goes through what was put aside, and over how many days: no company shows a list that begins with last year. */
const ASIDE_DAYS = { from: 105, more: 33 } as const;

function tell(plot: Plot, telling: Telling): void {
  const { opening, pace } = telling;
  const { random } = plot;
  const assigned = opening.owner !== null || random.chance(0.93);
  if (assigned) plot.assign('rule', { named: opening.owner });
  const haste = HASTE[opening.priority];
  plot.work(pace().acknowledge * haste, { scatter: 0.8 });
  if (!assigned) plot.assign('person');
  plot.add({ type: 'acknowledged' });
  if (random.chance(DUPLICATE + INVALID)) {
    plot.work(0.5, { scatter: 0.6 });
    plot.add({ type: 'closed', outcome: 'not_told', reason: random.chance(DUPLICATE / (DUPLICATE + INVALID)) ? 'duplicate' : 'invalid', note: '' });
    return;
  }
  contact(plot, telling);
  handOver(plot, telling);
  wait(plot, telling);
  act(plot, { openSince: opening.occurredAt, pace: pace(), haste, pressing: opening.priority === 'urgent' || opening.priority === 'high' });
  const { told } = end(plot, telling);
  if (random.chance(REOPENED)) {
    plot.pass(30, { scatter: 0.9 });
    reopen(plot, { ...telling, why: told && random.chance(0.65) ? 'rejected' : 'person' });
  } else if (told && askAgain(plot, { opening, messageId: messageIdOf(opening.feedbackId) })) reopen(plot, { ...telling, why: 'reask' });
}

function contact(plot: Plot, { opening, pace }: Telling): void {
  if (opening.anonymous || !opening.customer) return;
  // Whoever asked to be called is called first.
  plot.work(pace().contact * HASTE[opening.priority] * (opening.contactRequested ? 0.6 : 1), { scatter: 0.7 });
  plot.add({ type: 'contacted', way: plot.random.weighted({ email: 55, call: 33, chat: 12 }), messageId: null, note: '' });
}

function handOver(plot: Plot, { byName, pace }: Telling): void {
  const way = HAND_OVERS[plot.department.name];
  const next = way && byName.get(way.to);
  if (!next || !plot.random.chance(way.share)) return;
  plot.work(2, { scatter: 0.7 });
  plot.add({ type: 'routed', department: next.name, note: way.note });
  plot.add({ type: 'assigned', owner: null, how: 'person' });
  plot.department = next;
  plot.work(pace().acknowledge, { scatter: 0.8 });
  plot.assign('person');
  plot.add({ type: 'acknowledged' });
}

function wait(plot: Plot, { opening }: Telling): void {
  const { random } = plot;
  if (opening.anonymous || !opening.customer || !random.chance(WAITS)) return;
  plot.work(0.7, { scatter: 0.6 });
  plot.add({ type: 'waiting', note: '' });
  plot.pass(44, { scatter: 0.9 });
  plot.add({ type: 'resumed' });
}

function act(plot: Plot, { openSince, pace, haste, pressing }: { openSince: number; pace: Pace; haste: number; pressing: boolean }): void {
  const { random } = plot;
  const aside = random.chance(pace.aside * (pressing ? PRESSING_ASIDE : 1));
  const since = plot.at;
  plot.work((aside ? pace.asideResolve : pace.resolve) * haste, { scatter: aside ? 0.7 : pace.scatter });
  if (aside) plot.by(Math.max(since, openSince + (ASIDE_DAYS.from + random.float() * ASIDE_DAYS.more) * 86_400_000));
}

function reopen(plot: Plot, { why, ...telling }: Telling & { why: 'person' | 'rejected' | 'reask' }): void {
  if (why === 'rejected') plot.add({ type: 'rejected', note: '' }, { by: '' });
  const openSince = plot.at;
  plot.add({ type: 'reopened', why, note: '' }, { by: why === 'person' ? plot.owner : '' });
  plot.work(0.8, { scatter: 0.6 });
  plot.add({ type: 'acknowledged' });
  act(plot, { openSince, pace: telling.pace(), haste: 0.7, pressing: true });
  end(plot, telling);
}

/** A UUID for the message that asks again; nothing but its being there matters. */
function messageIdOf(feedbackId: string): string {
  const digest = hash('sha256', `reask ${feedbackId}`, 'hex');
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-a${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}
