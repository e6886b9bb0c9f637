import { PART, type Lineage, type Surprise } from './lineage.ts';
import type { ProposalDraft, ProposedGroup, ThemeDescent } from './state.ts';
import { wordKey } from './words.ts';

/** What a new grouping found, as proposals to accept or decline: `describe` tells what a group is. Their keys are the same for the same thing in another run. */
export function proposalsOf({ surprises }: Pick<Lineage, 'surprises'>, { describe }: { describe: (group: number) => ProposedGroup }): ProposalDraft[] {
  return surprises.map((surprise): ProposalDraft => {
    const groups = surprise.kind === 'new' || surprise.kind === 'split' ? surprise.groups.map(describe) : [];
    const themes = surprise.kind === 'new' ? [] : surprise.themes;
    const size = groups.reduce((sum, group) => sum + group.size, 0);
    return { kind: surprise.kind, key: keyOf(surprise, { themes, groups }), themes, groups, evidence: groups.length > 0 ? { texts: size } : {} };
  });
}

/** By themes, and by the most telling phrase of each group, for numbers of groups are of one run. */
const keyOf = ({ kind }: Surprise, { themes, groups }: { themes: readonly string[]; groups: readonly ProposedGroup[] }): string =>
  JSON.stringify([kind, [...themes].sort(), groups.map(({ label, phrases }) => wordKey(phrases[0] ?? label)).sort()]);

/** A lineage as the catalogue keeps it with the model that brought it: themes of which next to nothing went there are left out. */
export const descentsOf = ({ groups }: Pick<Lineage, 'groups'>): ThemeDescent[] =>
  groups.map(({ theme, how, from }) => ({ theme, how, from: from.flatMap((share) => (share.theme === theme || share.share < PART ? [] : [share.theme])) }));
