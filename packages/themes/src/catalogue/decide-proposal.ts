import { HeedError } from '@heed/domain';
import { bad, commentsIn, nameIn, themeIn } from './arguments.ts';
import type { ThemeCommand } from './command.ts';
import { merge, retire, split } from './decide-structure.ts';
import type { Deciding } from './deciding.ts';
import type { ThemeHappening } from './event.ts';
import { labelOf } from './label-of.ts';
import { uniquelyLabelled } from './labels.ts';
import type { Catalogue, Proposal, ProposalDraft, ProposedGroup } from './state.ts';

type Of<Name extends ThemeCommand['do']> = ThemeCommand & { do: Name };

/** So many proposals may wait at a time; more would not be read. */
const MOST_PROPOSALS = 200;

/** The proposals that wait and still make sense: every theme that they name lives. Newest first. */
export const openProposals = ({ proposals, themes }: Pick<Catalogue, 'proposals' | 'themes'>): Proposal[] =>
  [...proposals.values()].filter(({ state, themes: named }) => state === 'open' && named.every((id) => themes.get(id)?.retired === null)).reverse();

/** What is new among what a model found: neither open nor declined, and of themes that live. */
export function propose(catalogue: Catalogue, command: Of<'propose'>, { newId }: Deciding): ThemeHappening[] {
  const known = new Set([...catalogue.proposals.values()].filter(({ state }) => state !== 'accepted').map(({ key }) => key));
  const room = Math.max(0, MOST_PROPOSALS - openProposals(catalogue).length);
  const events: ThemeHappening[] = [];
  command.proposals.forEach((draft, index) => {
    const problem = problemOf(draft);
    if (problem !== null) throw bad(`proposals.${index}`, problem);
    if (known.has(draft.key) || events.length === room || !draft.themes.every((id) => catalogue.themes.get(id)?.retired === null)) return;
    known.add(draft.key);
    const groups = draft.groups.map((group, at): ProposedGroup => ({ ...group, label: labelOf(group), feedbackIds: commentsIn(group.feedbackIds, { path: `proposals.${index}.groups.${at}.feedbackIds`, least: 0 }) }));
    events.push({ type: 'proposed', id: newId(), proposal: { ...draft, groups } });
  });
  return events;
}

function problemOf({ kind, key, themes, groups }: ProposalDraft): string | null {
  if (key === '') return 'A proposal needs a key, so that it is not made twice.';
  switch (kind) {
    case 'new':
    case 'emerging':
      return themes.length === 0 && groups.length === 1 ? null : 'It has one group and names no theme.';
    case 'split':
      return themes.length === 1 && groups.length >= 2 ? null : 'It names one theme and has at least two groups.';
    case 'merge':
      return new Set(themes).size >= 2 ? null : 'It names at least two themes.';
    case 'spiking':
      return themes.length === 1 && groups.length === 1 ? null : 'It names one theme and has the group of comments that show it.';
    case 'retire':
      return themes.length === 1 ? null : 'It names one theme.';
  }
}

/** What is proposed happens, as an act of whoever accepted it. */
export function accept(catalogue: Catalogue, command: Of<'accept'>, deciding: Deciding): ThemeHappening[] {
  const proposal = openProposal(catalogue, command.proposal);
  const names = (command.names ?? []).map((name, index) => (name === undefined || name.trim() === '' ? undefined : nameIn(name, `names.${index}`)));
  return [{ type: 'accepted', proposal: proposal.id }, ...happening(catalogue, { proposal, names, deciding })];
}

function happening(catalogue: Catalogue, { proposal, names, deciding }: { proposal: Proposal; names: readonly (string | undefined)[]; deciding: Deciding }): ThemeHappening[] {
  const { kind, themes, groups } = proposal;
  const [first = '', ...others] = themes;
  switch (kind) {
    // Somebody has taken note of it; there is nothing to change.
    case 'spiking':
      return [];
    case 'merge': {
      // A pinned theme is the one that stays.
      const into = themes.find((id) => catalogue.themes.get(id)?.pinned) ?? first;
      const merged = merge(catalogue, { do: 'merge', themes: [first, ...others], into });
      return names[0] === undefined ? merged : [...merged, { type: 'renamed', theme: into, name: names[0] }];
    }
    case 'retire':
      return retire(catalogue, { do: 'retire', theme: first });
    case 'split':
      return split(catalogue, { do: 'split', theme: first, parts: groups.map(({ label, phrases, feedbackIds }, index) => ({ label, phrases, feedbackIds, name: names[index] })) }, deciding);
    case 'new':
    case 'emerging':
      return groups.map((group, index) => made(catalogue, { group, name: names[index] ?? null, id: deciding.newId(), emerging: kind === 'emerging' }));
  }
}

function made(catalogue: Catalogue, { group, name, id, emerging }: { group: ProposedGroup; name: string | null; id: string; emerging: boolean }): ThemeHappening {
  const { label, phrases, language, feedbackIds, among = [] } = group;
  const [labelled] = uniquelyLabelled(catalogue, [{ id, label, phrases: [...phrases], language, parent: null }]);
  return { type: 'created', id, name, label: labelled?.label ?? label, description: '', parent: null, origin: emerging ? 'emerged' : 'discovered', language, phrases: [...phrases], words: {}, seeds: [...feedbackIds], ...(among.length > 0 ? { among: [...among] } : {}) };
}

export function decline(catalogue: Catalogue, command: Of<'decline'>): ThemeHappening[] {
  return [{ type: 'declined', proposal: openProposal(catalogue, command.proposal).id }];
}

/** What is no longer so, whatever became of it. */
export function withdraw({ proposals }: Catalogue, command: Of<'withdraw'>): ThemeHappening[] {
  return [...new Set(command.proposals)].flatMap((id) => {
    const proposal = proposals.get(id);
    return proposal && proposal.state !== 'over' ? [{ type: 'withdrawn', proposal: id } as const] : [];
  });
}

function openProposal(catalogue: Catalogue, id: string): Proposal {
  const proposal = catalogue.proposals.get(id);
  if (!proposal) throw new HeedError('NOT_FOUND', 'There is no such proposal.', { path: 'proposal', id });
  if (proposal.state === 'over') throw new HeedError('CONFLICT', 'What was proposed is over by now; there is nothing to decide.', { path: 'proposal', id, version: catalogue.version });
  if (proposal.state !== 'open') throw new HeedError('CONFLICT', `This proposal was ${proposal.state} already; take that back to decide anew.`, { path: 'proposal', id, version: catalogue.version });
  proposal.themes.forEach((theme) => themeIn(catalogue, { id: theme, path: 'proposal' }));
  return proposal;
}
