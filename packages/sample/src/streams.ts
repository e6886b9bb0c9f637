import type { Channel, Department, Segment } from './company.ts';

/** What a stream asks for: the share of its rows that carry each score. */
export interface AskedScores {
  readonly nps?: number;
  readonly csat?: number;
  readonly ces?: number;
  readonly enps?: number;
}

/** One stream of feedback: where it comes in, about whom, with which scores and how often with words. */
export interface Stream {
  /** Share of all rows; the shares add up to 1. */
  readonly share: number;
  /** Begins each external id. */
  readonly prefix: string;
  readonly departments: Readonly<Partial<Record<Department, number>>>;
  readonly channels: Readonly<Partial<Record<Channel, number>>>;
  readonly segments: Readonly<Record<Segment, number>>;
  readonly asks: AskedScores;
  /** Share of rows with a comment on an ordinary mood; strong moods write half as often again. */
  readonly commented: number;
  readonly anonymous: number;
  /** Share of the other rows whose customer is known. */
  readonly known: number;
  /** Share of the rows with a comment whose words the vendor of the channel has judged; none when missing. */
  readonly judged?: number;
  /** How its words are put down. */
  readonly voice: 'answer' | 'review' | 'letter' | 'chat' | 'staffNote' | 'salesNote';
}

const MIXED: Readonly<Record<Segment, number>> = { Consumer: 80, 'Small business': 14, Enterprise: 6 };
const BUSINESS: Readonly<Record<Segment, number>> = { Consumer: 20, 'Small business': 46, Enterprise: 34 };

/** The streams by source. */
export const STREAMS = {
  'sample:post-purchase-survey': {
    share: 0.25,
    prefix: 'PP',
    departments: { Delivery: 34, Sales: 21, Marketing: 17, 'Product & Engineering': 19, Billing: 9 },
    channels: { 'Web survey': 70, 'E-mail': 20, App: 10 },
    segments: MIXED,
    asks: { nps: 0.9, csat: 0.95 },
    commented: 0.25,
    anonymous: 0.1,
    known: 0.6,
    voice: 'answer',
  },
  'sample:support-follow-up': {
    share: 0.23,
    prefix: 'SF',
    departments: { Support: 62, Billing: 22, 'Product & Engineering': 16 },
    channels: { Phone: 30, Chat: 36, 'E-mail': 34 },
    segments: MIXED,
    asks: { csat: 1, ces: 0.75 },
    commented: 0.28,
    anonymous: 0.04,
    known: 0.72,
    voice: 'answer',
  },
  'sample:self-service': {
    share: 0.06,
    prefix: 'SS',
    departments: { Support: 58, Billing: 22, 'Product & Engineering': 20 },
    channels: { 'Web survey': 62, App: 38 },
    segments: MIXED,
    asks: { ces: 1 },
    commented: 0.17,
    anonymous: 0.36,
    known: 0.3,
    voice: 'answer',
  },
  'sample:relationship-survey': {
    share: 0.242,
    prefix: 'RS',
    departments: { 'Product & Engineering': 37, Support: 22, Billing: 12, Sales: 10, Delivery: 8, Marketing: 9 },
    channels: { 'Web survey': 78, 'E-mail': 14, App: 8 },
    segments: MIXED,
    asks: { nps: 1 },
    commented: 0.32,
    anonymous: 0.16,
    known: 0.55,
    voice: 'answer',
  },
  'sample:app-reviews': {
    share: 0.07,
    prefix: 'AR',
    departments: { 'Product & Engineering': 78, Support: 8, Sales: 7, Marketing: 7 },
    channels: { App: 58, 'Review site': 42 },
    segments: { Consumer: 93, 'Small business': 7, Enterprise: 0 },
    asks: { csat: 1 },
    commented: 0.86,
    anonymous: 0.15,
    known: 0.05,
    voice: 'review',
  },
  'sample:email': {
    share: 0.045,
    prefix: 'EM',
    departments: { Support: 30, Billing: 28, Delivery: 24, 'Product & Engineering': 12, Marketing: 6 },
    channels: { 'E-mail': 1 },
    segments: MIXED,
    asks: {},
    commented: 1,
    anonymous: 0,
    known: 0.95,
    voice: 'letter',
  },
  'sample:chat': {
    share: 0.05,
    prefix: 'CH',
    departments: { Support: 44, 'Product & Engineering': 22, Delivery: 20, Billing: 14 },
    channels: { Chat: 1 },
    segments: MIXED,
    asks: { csat: 0.5 },
    commented: 0.8,
    anonymous: 0.08,
    known: 0.6,
    judged: 0.94,
    voice: 'chat',
  },
  'sample:sales-calls': {
    share: 0.02,
    prefix: 'SC',
    departments: { Sales: 1 },
    channels: { Phone: 62, 'In person': 38 },
    segments: BUSINESS,
    asks: {},
    commented: 1,
    anonymous: 0,
    known: 0.9,
    voice: 'salesNote',
  },
  'sample:staff-notes': {
    share: 0.02,
    prefix: 'SN',
    departments: { Support: 40, Sales: 22, Delivery: 22, Billing: 16 },
    channels: { Phone: 50, 'In person': 50 },
    segments: MIXED,
    asks: {},
    commented: 1,
    anonymous: 0.1,
    known: 0.55,
    voice: 'staffNote',
  },
  'sample:staff-survey': {
    share: 0.013,
    prefix: 'ST',
    departments: { Support: 30, 'Product & Engineering': 28, Sales: 14, Delivery: 14, Marketing: 8, Billing: 6 },
    channels: { 'Web survey': 1 },
    segments: { Consumer: 0, 'Small business': 0, Enterprise: 0 },
    asks: { enps: 1 },
    commented: 0.4,
    anonymous: 1,
    known: 0,
    voice: 'answer',
  },
} as const satisfies Record<string, Stream>;

/** The sources of the sample, `sample:` and the stream's name. */
export type SampleSource = keyof typeof STREAMS;
export const SAMPLE_SOURCES = Object.keys(STREAMS) as readonly SampleSource[];
