import type { StoryDay } from '../story/day.ts';
import { deliveryDelay, INCIDENT, incidentStrength } from '../story/story.ts';

/** How a department works its loops, in its own working hours. Medians; the scatter is that of a lognormal (standard deviation of the logarithm). */
export interface Pace {
  acknowledge: number;
  /** After the acknowledgement. */
  contact: number;
  /** After contact, or after acknowledgement where nobody can be contacted. */
  resolve: number;
  scatter: number;
  /** Share of what is not pressing that is put aside for long: it takes the second median, with its own scatter. */
  aside: number;
  asideResolve: number;
}

/**
 * Support answers within hours, Sales calls at once, Billing is steady, Marketing thanks promoters within days, Delivery is quick where it
 * is not overloaded, and at Product & Engineering hardly half of everything is mended soon and the rest lies for months.
 */
const PACES: Readonly<Record<string, Pace>> = {
  Support: { acknowledge: 0.2, contact: 0.6, resolve: 3.5, scatter: 0.75, aside: 0.01, asideResolve: 90 },
  Sales: { acknowledge: 0.3, contact: 0.25, resolve: 8, scatter: 0.7, aside: 0.02, asideResolve: 160 },
  'Product & Engineering': { acknowledge: 1.6, contact: 3.5, resolve: 14, scatter: 0.9, aside: 0.58, asideResolve: 1_200 },
  Marketing: { acknowledge: 1.5, contact: 6, resolve: 5, scatter: 0.6, aside: 0.01, asideResolve: 80 },
  Delivery: { acknowledge: 0.5, contact: 1.2, resolve: 6, scatter: 0.7, aside: 0.01, asideResolve: 90 },
  Billing: { acknowledge: 0.5, contact: 1.5, resolve: 6.5, scatter: 0.4, aside: 0.01, asideResolve: 80 },
};
const ORDINARY: Pace = { acknowledge: 2, contact: 4, resolve: 16, scatter: 0.8, aside: 0.02, asideResolve: 120 };

/** Days after the fix over which Support works off what piled up. */
const RECOVERY_DAYS = 20;

/** The pace of a department on a day of the story. */
export function paceOf(department: string, day: StoryDay): Pace {
  const pace = PACES[department] ?? ORDINARY;
  const factor = overload(department, day);
  return { ...pace, acknowledge: pace.acknowledge * factor, contact: pace.contact * factor, resolve: pace.resolve * factor };
}

/** In the last days everybody is behind, so that whoever looks first finds something to do. */
const BUSY = { days: 6, factor: 2.2 } as const;

/** By how much everything takes longer: Support in the incident and until it has recovered, Delivery before Christmas. */
function overload(department: string, day: StoryDay): number {
  if (day.ago < BUSY.days) return BUSY.factor;
  if (department === 'Delivery') return 1 + 5 * deliveryDelay(day);
  if (department !== 'Support') return 1;
  const sinceFix = INCIDENT.endsDaysAgo - day.ago;
  const left = sinceFix >= 0 && sinceFix < RECOVERY_DAYS ? 1 - sinceFix / RECOVERY_DAYS : 0;
  return 1 + 4 * Math.max(incidentStrength(day), left);
}

/** Where a department's loops go when another must act, with the share that does. */
export const HAND_OVERS: Readonly<Record<string, { to: string; share: number; note: string }>> = {
  Support: { to: 'Product & Engineering', share: 0.12, note: 'Reproduced here; needs a fix in the product.' },
  Delivery: { to: 'Billing', share: 0.05, note: 'The parcel came; the refund is yours.' },
  Sales: { to: 'Billing', share: 0.04, note: 'Asks about the invoice, not about buying.' },
  'Product & Engineering': { to: 'Support', share: 0.03, note: 'Works as designed; please explain it to the customer.' },
};
