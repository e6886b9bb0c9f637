import type { Department, Product } from './company.ts';

/** What people talk about. `battery` is the subject that emerges in the last weeks. */
export const SUBJECTS = [
  'pairing', 'connection', 'app', 'alerts', 'picture', 'battery', 'energy', 'setup',
  'waiting', 'agent', 'replacement',
  'delivery', 'packaging', 'tracking',
  'invoice', 'refund', 'cancellation',
  'advice', 'business', 'plan',
  'promotion', 'newsletter', 'productPage',
  'workplace',
] as const;
export type Subject = (typeof SUBJECTS)[number];

/** Devices as the texts name them; the subscription is no device and no text inflects its name. */
export const DEVICES = ['hub', 'climate', 'view', 'bell', 'lock', 'glow'] as const;
export type Device = (typeof DEVICES)[number];

export const PRODUCT_OF: Readonly<Record<Device, Product>> = {
  hub: 'Halvorn Hub',
  climate: 'Halvorn Climate',
  view: 'Halvorn View',
  bell: 'Halvorn Bell',
  lock: 'Halvorn Lock',
  glow: 'Halvorn Glow',
};

interface SubjectFacts {
  /**
   * How much each department hears of it on an ordinary day; a department's weights need not add up to anything.
   */
  readonly heardBy: Readonly<Partial<Record<Department, number>>>;
  /** Mean mood in standard deviations: 0 is an ordinary day of this company. */
  readonly mood: number;
  /** The devices it can be about, or what else it is about. */
  readonly about: readonly Device[] | 'subscription' | 'company';
}

/** Weights, moods and devices of each subject on a day without a story (`story.ts` adds the rest). */
export const SUBJECT_FACTS: Readonly<Record<Subject, SubjectFacts>> = {
  pairing: { heardBy: { 'Product & Engineering': 8, Support: 5 }, mood: 0, about: DEVICES },
  connection: { heardBy: { 'Product & Engineering': 13, Support: 6 }, mood: -0.1, about: DEVICES },
  app: { heardBy: { 'Product & Engineering': 26 }, mood: 0.15, about: DEVICES },
  alerts: { heardBy: { 'Product & Engineering': 14 }, mood: -0.05, about: ['view', 'bell'] },
  picture: { heardBy: { 'Product & Engineering': 14 }, mood: 0.3, about: ['view', 'bell'] },
  battery: { heardBy: {}, mood: -1.3, about: ['lock', 'bell'] },
  energy: { heardBy: { 'Product & Engineering': 13 }, mood: 0.5, about: ['climate'] },
  setup: { heardBy: { 'Product & Engineering': 7, Support: 13 }, mood: 0.25, about: DEVICES },
  waiting: { heardBy: { Support: 20 }, mood: -0.35, about: DEVICES },
  agent: { heardBy: { Support: 42 }, mood: 0.55, about: DEVICES },
  replacement: { heardBy: { Support: 14 }, mood: 0.1, about: DEVICES },
  delivery: { heardBy: { Delivery: 45 }, mood: 0.3, about: DEVICES },
  packaging: { heardBy: { Delivery: 25 }, mood: 0.35, about: DEVICES },
  tracking: { heardBy: { Delivery: 30 }, mood: 0.1, about: DEVICES },
  invoice: { heardBy: { Billing: 40 }, mood: -0.1, about: 'subscription' },
  refund: { heardBy: { Billing: 30 }, mood: -0.1, about: DEVICES },
  cancellation: { heardBy: { Billing: 30 }, mood: -0.35, about: 'subscription' },
  advice: { heardBy: { Sales: 50 }, mood: 0.45, about: DEVICES },
  business: { heardBy: { Sales: 25 }, mood: 0.1, about: ['hub', 'view', 'lock'] },
  plan: { heardBy: { Sales: 25 }, mood: 0, about: 'subscription' },
  promotion: { heardBy: { Marketing: 35 }, mood: 0.25, about: DEVICES },
  newsletter: { heardBy: { Marketing: 25 }, mood: -0.2, about: 'company' },
  productPage: { heardBy: { Marketing: 40 }, mood: 0.2, about: DEVICES },
  workplace: { heardBy: {}, mood: 0, about: 'company' },
};
