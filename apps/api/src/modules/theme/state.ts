import { feedbackByIds, type FeedbackRow } from '@heed/measure';
import { livingThemes, openProposals, type Job, type Proposal, type ProposedGroup, type ThemeAct } from '@heed/themes';
import { callerOf, type Context } from '../../graphql/context.ts';
import type { View } from '../../live/hub.ts';
import { feedbackType } from '../feedback/feedback.type.ts';
import { personType } from '../loop/loop-person.type.ts';
import { knownThemes, type KnownThemes } from './known-themes.ts';
import type { ProposedThemeType, ThemeEditType, ThemeEmbedderType, ThemeJobResultType, ThemeJobType, ThemeProposalType, ThemesStateType } from './theme-state.type.ts';

/** So many comments show what a proposal is about. */
const EXAMPLES = 3;
/** So many proposals are shown; the rest waits. */
const PROPOSALS = 20;
const EDITS = 200;

/** A view of how far themes are. It is touched by what is done to them, and by what a job tells of itself. */
export function themesStateView(context: Context): View<Omit<ThemesStateType, 'asOf' | 'version'>> {
  return {
    key: JSON.stringify(['themesState', callerOf(context).departments]),
    touchedBy: ({ kind }) => kind === 'themes' || kind === 'workspace',
    compute: () => answerState(context),
  };
}

async function answerState(context: Context): Promise<Omit<ThemesStateType, 'asOf' | 'version'>> {
  const known = knownThemes(context);
  const { catalogue } = known;
  const proposals = openProposals(catalogue).slice(0, PROPOSALS);
  const examples = await exampleLoader(context, proposals.flatMap(({ groups }) => groups));
  const jobs = await context.heed.themes.studies.list();
  const job = jobs.find(({ state }) => state === 'running');
  const lastJob = jobs.findLast(({ state, kind }) => state !== 'running' && kind !== 'split');
  return {
    themes: livingThemes(catalogue).map(({ id }) => known.get(id)).sort((left, right) => left.name.localeCompare(right.name)),
    proposals: proposals.map((proposal) => proposalType(proposal, { known, examples })),
    job: job ? jobType(job) : null,
    lastJob: lastJob ? jobResultType(lastJob) : null,
    model: catalogue.model,
    embedder: embedderType(context, jobs),
    excludedWords: Object.values(catalogue.excludedWords).flat(),
  };
}

/** What is shown of a group that could be a theme. */
type Group = Pick<ProposedGroup, 'label' | 'phrases' | 'feedbackIds' | 'size'>;
type Examples = (group: Pick<Group, 'feedbackIds'>) => FeedbackRow[];

/** The first comments of groups that the caller may see, all in one question. */
export async function exampleLoader(context: Context, groups: readonly Pick<Group, 'feedbackIds'>[]): Promise<Examples> {
  const scope = callerOf(context).departments;
  // Of a group some may be erased, or not be the caller's to see.
  const ids = groups.flatMap(({ feedbackIds }) => feedbackIds.slice(0, EXAMPLES * 3));
  const rows = await feedbackByIds(context.heed.store, { ids });
  const visible = new Map(rows.filter(({ department }) => scope === null || scope.includes(department)).map((row) => [row.id, row]));
  return ({ feedbackIds }) => feedbackIds.flatMap((id) => visible.get(id) ?? []).slice(0, EXAMPLES);
}

/** A group that could be a theme, as GraphQL shows it. */
export const proposedTheme = (group: Group, examples: Examples): ProposedThemeType => ({ name: group.label, comments: group.size, telling: [...group.phrases], examples: examples(group).map(feedbackType) });

function proposalType({ id, kind, at, themes, groups, evidence }: Proposal, { known, examples }: { known: KnownThemes; examples: Examples }): ThemeProposalType {
  const { firstSeen, texts, expected, people, hours, falseAlarms } = evidence;
  return {
    id,
    kind,
    at: new Date(at),
    themes: themes.flatMap((theme) => known.find(theme) ?? []),
    becomes: groups.map((group) => proposedTheme(group, examples)),
    firstSeen: firstSeen === undefined ? null : new Date(firstSeen),
    recent: texts ?? null,
    expected: expected ?? null,
    people: people ?? null,
    hours: hours ?? null,
    falseAlarms: falseAlarms ?? null,
  };
}

function embedderType({ heed }: Context, jobs: readonly Job[]): ThemeEmbedderType | null {
  const state = heed.themes.embedder();
  const found = jobs.findLast(({ kind, state: came }) => kind === 'discover' && came === 'done');
  return state && { model: state.model, problem: state.degraded?.message ?? null, groupedLocally: (found?.result?.withoutEmbedder ?? 0) > 0 };
}

const jobType = ({ kind, step, done, of, startedAt }: Job): ThemeJobType => ({ kind, step, done, of, startedAt: new Date(startedAt) });

function jobResultType({ kind, endedAt, result, refusal }: Job): ThemeJobResultType {
  return { kind, endedAt: new Date(endedAt ?? 0), comments: result?.comments ?? 0, made: (result?.themes ?? 0) + (result?.proposals ?? 0), problem: refusal };
}

/** What was done to a theme, or to all of them, newest first. Throws NOT_FOUND for a theme that there never was. */
export function readEdits(context: Context, id: string | null): ThemeEditType[] {
  const { catalogue } = context.heed.themes;
  const known = knownThemes(context);
  const undoable = new Set(catalogue.undoable({ first: EDITS }).map(({ version }) => version));
  if (id === null) {
    return catalogue.acts().slice(-EDITS).reverse().map((act) => editType(act, { context, undoable: undoable.has(act.version), detail: '' }));
  }
  known.get(id);
  return catalogue.history(id, { first: EDITS }).map((entry) => {
    const [change] = entry.changes;
    const others = entry.others.flatMap((other) => known.find(other)?.name ?? []);
    return editType(entry, { context, undoable: entry.undoable && undoable.has(entry.version), detail: entry.undone ? '' : (readable(change?.to ?? null, known) ?? others.join(', ')) });
  });
}

/** What something was changed to: the name of a theme for its id. */
const readable = (value: string | null, known: KnownThemes): string | null => value && (known.find(value)?.name ?? value);

function editType({ version, command, at, actor, by }: Pick<ThemeAct, 'version' | 'command' | 'at' | 'actor' | 'by'>, { context, undoable, detail }: { context: Context; undoable: boolean; detail: string }): ThemeEditType {
  return { version, type: command, at: new Date(at), by: personType(by, context.heed.loopSettings())?.name ?? actor, detail, undoable };
}
