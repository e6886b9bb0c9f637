import type { LoopOpening, NotTold } from './loop-step.ts';
import type { Plot } from './plot.ts';

/** Words that people choose from. */
export interface Choices {
  rootCauses: readonly string[];
  actions: readonly string[];
}

/** The first of a list most often, as where one cause leads and the others follow. */
function leading(list: readonly string[], plot: Plot): string {
  return list.length === 0 ? '' : (list[Math.min(list.length - 1, Math.floor(list.length * plot.random.float() ** 1.7))] as string);
}

/** The company acted, and the customer hears of it or does not; then the loop is closed. */
export function end(plot: Plot, { opening, choices }: { opening: LoopOpening; choices: Choices }): { told: boolean } {
  const { random } = plot;
  plot.add({ type: 'acted', rootCause: leading(choices.rootCauses, plot), action: leading(choices.actions, plot) });
  plot.add({ type: 'resolved', note: '' });
  const told = !opening.anonymous && opening.customer && random.chance(0.97);
  if (!told) {
    plot.work(3, { scatter: 0.8 });
    plot.add({ type: 'closed', outcome: 'not_told', reason: reasonOf(opening, plot), note: '' });
    return { told };
  }
  plot.work(3, { scatter: 0.9 });
  plot.add({ type: 'told', way: random.weighted({ email: 62, call: 26, chat: 12 }), messageId: null, note: '' });
  if (random.chance(0.34)) {
    plot.pass(9, { scatter: 0.7 });
    plot.add({ type: 'confirmed', note: '' }, { by: '' });
  }
  plot.work(4, { scatter: 0.8 });
  plot.add({ type: 'closed', outcome: 'told', reason: null, note: '' });
  return { told };
}

function reasonOf({ anonymous, customer }: LoopOpening, { random }: Plot): NotTold {
  if (anonymous) return 'anonymous';
  return customer ? random.weighted({ unreachable: 70, no_consent: 30 }) : 'unreachable';
}

/** Days after the close until the customer is asked again, as the settings of the sample say. */
const REASK_DAYS = 7;
const ASKED_AGAIN = 0.62;
const ANSWERED = 0.44;

/** An answer of each band on the scales in use, from 0 or 1 to so many points. */
const SCORES: Readonly<Record<number, { promoter: number; passive: number; detractor: number }>> = {
  5: { promoter: 5, passive: 3, detractor: 2 },
  7: { promoter: 6, passive: 4, detractor: 2 },
  10: { promoter: 9, passive: 7, detractor: 3 },
};
type Band = 'promoter' | 'passive' | 'detractor';
const RANK: readonly Band[] = ['detractor', 'passive', 'promoter'];
/** How those answer whose feedback was of a band. */
const AFTER: Readonly<Record<Band, Readonly<Partial<Record<Band, number>>>>> = {
  detractor: { promoter: 44, passive: 35, detractor: 21 },
  passive: { promoter: 60, passive: 35, detractor: 5 },
  promoter: { promoter: 92, passive: 8 },
};

/** The same question again some days after the close. True when the customer is unhappy still, so that the loop opens again. */
export function askAgain(plot: Plot, { opening: { scale, band }, messageId }: { opening: LoopOpening; messageId: string }): boolean {
  const { random } = plot;
  const scores = SCORES[scale];
  if (!scores || band === '' || !random.chance(ASKED_AGAIN)) return false;
  plot.at += REASK_DAYS * 86_400_000;
  plot.add({ type: 'reasked', messageId }, { by: '' });
  if (!random.chance(ANSWERED)) return false;
  plot.pass(14, { scatter: 1 });
  const after = random.weighted(AFTER[band]);
  const change = RANK.indexOf(after) - RANK.indexOf(band);
  plot.add({ type: 'answered', score: scores[after], scale, recovery: change > 0 ? 'recovered' : change === 0 ? 'unchanged' : 'worse' }, { by: '' });
  return after === 'detractor';
}
