import type { Catalogue, Proposal, ProposalDraft } from '../catalogue/state.ts';
import { FALSE_SPIKES, type ThemeSpike } from './theme-spikes.ts';

/** A spike that was raised and is not over. */
export interface RaisedSpike {
  /** Of the proposal: one spike has one, for as long as it lasts. */
  id: string;
  theme: string;
  /** Epoch milliseconds: when it began, and when it was raised. */
  since: number;
  at: number;
  /** Comments in the window that was looked at, which had so many hours, and how many there would usually be. */
  comments: number;
  hours: number;
  expected: number;
  /** Null where nobody mentioned it before. */
  growth: number | null;
  people: number;
  /** Probability that a quiet day shows any. */
  falseAlarms: number;
  /** Comments that show it, the latest first. */
  feedbackIds: readonly string[];
  /** Somebody has looked at it or put it away. */
  seen: boolean;
}

const HOUR_MS = 3_600_000;

/** The spikes that were raised and are not over, the newest first. */
export function raisedSpikes({ proposals, themes }: Pick<Catalogue, 'proposals' | 'themes'>): RaisedSpike[] {
  return [...proposals.values()].flatMap((proposal) => {
    const [theme] = proposal.themes;
    if (proposal.kind !== 'spiking' || proposal.state === 'over' || theme === undefined || themes.get(theme)?.retired !== null) return [];
    const { firstSeen = proposal.at, recent = 0, hours = 24, expected = 0, growth, people = 0, falseAlarms = FALSE_SPIKES } = proposal.evidence;
    const { id, at, groups, state } = proposal;
    return [{ id, theme, since: firstSeen, at, comments: recent, hours, expected, growth: growth ?? null, people, falseAlarms, feedbackIds: groups[0]?.feedbackIds ?? [], seen: state !== 'open' }];
  }).reverse();
}

/** What is to be raised, and which proposals are over. What was raised is not raised again before it was over, and only for what began after that. */
export function spikeProposals({ spikes, raised }: { spikes: readonly ThemeSpike[]; raised: ReadonlySet<string> }, { proposals, themes }: Pick<Catalogue, 'proposals' | 'themes'>): { raise: ProposalDraft[]; over: string[] } {
  const last = new Map<string, Proposal>();
  for (const proposal of proposals.values()) if (proposal.kind === 'spiking') last.set(proposal.themes[0] ?? '', proposal);
  const found = new Set(spikes.map(({ theme }) => theme));
  const over = [...last].filter(([theme, { state }]) => state !== 'over' && !raised.has(theme) && !found.has(theme)).map(([, { id }]) => id);
  const raise = spikes.flatMap((spike) => {
    const before = last.get(spike.theme);
    if (before && (before.state !== 'over' || spike.since <= (before.overAt ?? before.at))) return [];
    return [draftOf(spike, themes.get(spike.theme)?.name ?? spike.theme)];
  });
  return { raise, over };
}

function draftOf({ theme, count, expected, growth, people, since, window, p, adjusted, feedbackIds }: ThemeSpike, label: string): ProposalDraft {
  const hours = (window.to - window.from) / HOUR_MS;
  const evidence = { texts: count, recent: count, expected, people, firstSeen: since, hours, probability: p, adjusted, falseAlarms: FALSE_SPIKES, ...(growth === null ? {} : { growth }) };
  return { kind: 'spiking', key: `spiking:${theme}:${since}`, themes: [theme], groups: [{ label, phrases: [], language: null, feedbackIds, size: count }], evidence };
}
