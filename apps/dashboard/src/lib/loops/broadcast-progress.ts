import type { Broadcast } from '#lib/api/broadcasts-documents.ts';

/** What can have become of somebody in an audience, in the order in which it is shown. */
const KINDS = ['sent', 'uncertain', 'failed', 'refused', 'waiting'] as const;
export type PartKind = (typeof KINDS)[number];

export interface ProgressPart {
  kind: PartKind;
  n: number;
  /** Of all, 0 to 100. */
  percent: number;
}

type Counted = Pick<Broadcast, PartKind | 'recipients'>;

/** How far a broadcast has come: what was sent and what still waits always, the rest where there is any. Parts add up to the whole. */
export function progressParts(broadcast: Counted): ProgressPart[] {
  const { recipients } = broadcast;
  return KINDS.map((kind) => ({ kind, n: broadcast[kind], percent: recipients === 0 ? 0 : (100 * broadcast[kind]) / recipients })).filter(({ kind, n }) => n > 0 || kind === 'sent' || kind === 'waiting');
}

/** How many of the audience are dealt with, one way or another. */
export const dealtWith = ({ recipients, waiting }: Pick<Counted, 'recipients' | 'waiting'>): number => recipients - waiting;
