import { HeedError } from '@heed/domain';
import type { CommandName } from './command-name.ts';
import type { CatalogueHistory, ThemeAct, ThemeHappening } from './event.ts';
import { foldCatalogue, undoneVersions } from './fold.ts';
import { firstProblem } from './sound.ts';
import { needs, rootOf, writes } from './touches.ts';

/** What models did is not taken back but followed by another model, or by going back to an older one. */
const FINAL = new Set<CommandName>(['build', 'propose', 'withdraw']);

const versionAt = (acts: readonly ThemeAct[]) => (version: number): ThemeAct | undefined => acts[version - 1]?.version === version ? acts[version - 1] : acts.find((act) => act.version === version);

/**
 * The later acts that build on one, oldest first: they decide the same thing anew, or need what it made. An undoing does where what it
 * undid came before and stays undone; what came after and is undone is as though it had never been.
 */
function dependents(acts: readonly ThemeAct[], act: ThemeAct): ThemeAct[] {
  const at = versionAt(acts);
  const root = rootOf(act, at);
  const decided = new Set(root.events.flatMap(writes));
  const undone = undoneVersions(acts);
  return acts.filter((later) => {
    if (later.version <= act.version || undone.has(later.version)) return false;
    const about = rootOf(later, at);
    if (about !== later && !(undone.has(about.version) && about.version < root.version)) return false;
    return about.events.some((event) => [...writes(event), ...needs(event)].some((key) => decided.has(key)));
  });
}

/** Throws NOT_FOUND or CONFLICT, with what must be taken back before in `details.dependents`, unless the act can be taken back. */
export function decideUndo({ acts }: CatalogueHistory, { version, now, actor }: { version: number; now: number; actor: { id: string; by: string } }): ThemeHappening[] {
  const act = versionAt(acts)(version);
  if (!act) throw new HeedError('NOT_FOUND', 'There is no such act to take back.', { version });
  if (FINAL.has(act.command)) throw new HeedError('CONFLICT', 'What a model did cannot be taken back; go back to an older model instead.', { version, possible: ['roll_back'] });
  if (undoneVersions(acts).has(version)) throw new HeedError('CONFLICT', 'This was taken back already.', { version, dependents: [], possible: [] });
  const later = dependents(acts, act);
  if (later.length > 0) {
    const versions = later.map((one) => one.version);
    const most = versions.slice(-5).reverse().join(', ');
    throw new HeedError('CONFLICT', `Later changes build on this one. Take those back first, the last one first: ${most}${versions.length > 5 ? ' and earlier ones' : ''}.`, { version, dependents: versions, possible: ['undo'] });
  }
  const event: ThemeHappening = { type: 'undone', version };
  const problem = firstProblem(foldCatalogue([...acts, { version: (acts.at(-1)?.version ?? 0) + 1, command: 'undo', actor: actor.id, by: actor.by, at: now, events: [event] }]));
  if (problem) throw new HeedError('CONFLICT', `This cannot be taken back as things are now: ${problem.reason}`, { version, dependents: [], themes: problem.themes });
  return [event];
}

/** The acts of people that can be taken back as far as later acts are concerned, newest first: looked for until `first` are found. */
export function undoableActs(acts: readonly ThemeAct[], { first, by }: { first: number; by?: ((act: ThemeAct) => boolean) | undefined }): ThemeAct[] {
  const at = versionAt(acts);
  const undone = undoneVersions(acts);
  // Newest first, all keys of later acts that stand are known; an undoing counts for what it is about only where that came before (see `dependents`).
  const decidedLater = new Set<string>();
  const undoings: { root: ThemeAct; keys: string[] }[] = [];
  const found: ThemeAct[] = [];
  for (const act of acts.toReversed()) {
    if (found.length === first) break;
    if (undone.has(act.version)) continue;
    const root = rootOf(act, at);
    const decided = root.events.flatMap(writes);
    const free = !decided.some((key) => decidedLater.has(key)) && !undoings.some((undoing) => undoing.root.version < root.version && undoing.keys.some((key) => decided.includes(key)));
    if (free && !FINAL.has(act.command) && (by?.(act) ?? true)) found.push(act);
    const keys = root.events.flatMap((event) => [...writes(event), ...needs(event)]);
    if (root === act) for (const key of keys) decidedLater.add(key);
    else if (undone.has(root.version)) undoings.push({ root, keys });
  }
  return found;
}
