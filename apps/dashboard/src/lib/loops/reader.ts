import type { LoopChoices, LoopWorkspace } from '#lib/api/loops-documents.ts';

/** Who works loops on this screen. */
export interface LoopReader {
  /** The key of their person; null where nobody said it. */
  me: string | null;
  /** The departments that they work for. */
  mine: string[];
  /** Whether people say it themselves: a sign-in of one's own says who acts, at a shared one nobody knows. */
  sayable: boolean;
  /** What the API is told, where the sign-in does not say it. */
  as: string | null;
}

/** Who reads, by the sign-in, else by what was chosen in this browser. */
export function loopReader(workspace: LoopWorkspace, { people, chosen }: { people: LoopChoices['people']; chosen: string | null }): LoopReader {
  const sayable = workspace.person === null && (workspace.localMode || workspace.role === 'ADMIN');
  const me = workspace.person?.key ?? (sayable ? (people.find(({ key }) => key === chosen)?.key ?? null) : null);
  return { me, sayable, as: sayable ? me : null, mine: people.find(({ key }) => key === me)?.departments ?? [] };
}
