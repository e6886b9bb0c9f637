import type { LoopOpening, NotTold } from './loop-step.ts';
import type { Plot } from './plot.ts';

/** Words that people choose from. */
export interface Choices {
  rootCauses: readonly string[];
  actions: readonly string[];
}

/** The first of a list most often, as where one cause leads and the others follow. */
export function leading(list: readonly string[], plot: Plot): string {
  return list.length === 0 ? '' : (list[Math.min(list.length - 1, Math.floor(list.length * plot.random.float() ** 1.7))] as string);
}

/** The company acted, and the customer hears of it or does not; then the loop is closed. */
export function end(plot: Plot, { opening, choices }: { opening: LoopOpening; choices: Choices }): { told: boolean } {
  const { random } = plot;
  plot.add({ type: 'acted', rootCause: leading(choices.rootCauses, plot), action: leading(choices.actions, plot) });
  plot.add({ type: 'resolved', note: '' });
  const told = !opening.anonymous && opening.customer && random.chance(0.86);
  if (!told) {
    plot.work(3, { scatter: 0.8 });
    plot.add({ type: 'closed', outcome: 'not_told', reason: reasonOf(opening, plot), note: '' });
    return { told };
  }
  plot.work(1.5, { scatter: 0.9 });
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

/** Days after the close until the customer is asked again. */
const REASK_DAYS = 3;
const ASKED_AGAIN = 0.6;
const ANSWERED = 0.42;

/** The same question again after the close, and what became of the answer. */
export function askAgain(plot: Plot, { opening, messageId }: { opening: LoopOpening; messageId: string }): void {
  const { random } = plot;
  const { scale, band } = opening;
  if (scale === 0 || band === '' || !random.chance(ASKED_AGAIN)) return;
  plot.at += REASK_DAYS * 86_400_000;
  plot.add({ type: 'reasked', messageId }, { by: '' });
  if (!random.chance(ANSWERED)) return;
  plot.pass(14, { scatter: 1 });
  const recovery = band === 'promoter' ? (random.chance(0.9) ? 'unchanged' : 'worse') : random.weighted({ recovered: 54, unchanged: 36, worse: band === 'detractor' ? 0 : 10 });
  const best = scale - (scale > 5 && random.chance(0.5) ? 1 : 0);
  const score = recovery === 'recovered' || (recovery === 'unchanged' && band === 'promoter') ? best : Math.max(1, Math.round(scale * (band === 'passive' && recovery === 'unchanged' ? 0.7 : 0.35)));
  plot.add({ type: 'answered', score, scale, recovery }, { by: '' });
}
