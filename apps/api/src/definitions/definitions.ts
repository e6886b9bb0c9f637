import { HeedError, type FeedbackFilter } from '@heed/domain';
import { NO_SETTINGS, SETTINGS_KINDS, settingsOf, type AllSettings, type LoopSettings, type SettingsKind } from '@heed/loops';
import type { MetricId } from '@heed/measure';
import type { Journal, JournalEvent } from '@heed/store';
import type { Caller } from '../access/caller.ts';
import { readFile, type FileResult } from './apply-file.ts';
import { changesOf, stepsTo, type Wanted } from './difference.ts';
import { conflictsOf } from './check.ts';
import { isSetting, keyOf, KIND_WORDS, nameOf, type DefinitionChange, type DefinitionKind, type DefinitionOf } from './definition.ts';
import { assertMayChange } from './may-change.ts';
import { sentence } from './problems.ts';
import { resolveFilter } from './resolve-filter.ts';
import { settingsChanges, type SettingsChange } from './settings-history.ts';
import { settingsIn } from './settings-in.ts';
import { applied, changed, EMPTY, find, listed, type State, type Stored } from './state.ts';
import { untouchedSince } from './untouched.ts';
import { writeYaml } from './yaml/write-yaml.ts';

/** What people saved for all: views, filters, metrics, targets, and how loops are worked. */
export interface Definitions {
  /** The definitions of a kind by name, whatever its case. */
  list<Kind extends DefinitionKind>(kind: Kind): Stored<Kind>[];
  /** What a metric should reach, in its unit, or null. */
  target(metric: MetricId): number | null;
  /** Everything that people decided about loops; the same object while nothing of it changed. */
  loopSettings(): LoopSettings;
  /** What was changed in that, of all kinds or one, newest first; at most 10,000 are kept. */
  settingsHistory(options: { first: number; kind?: SettingsKind | undefined }): SettingsChange[];
  /** A filter with the conditions of the saved filters that it names. Throws BAD_USER_INPUT for a name that there is not. */
  resolve(filter: FeedbackFilter): FeedbackFilter;
  /** Makes or replaces a definition, which a schema has read. Throws CONFLICT, FORBIDDEN, or BAD_USER_INPUT where it does not fit. */
  save<Kind extends DefinitionKind>(kind: Kind, definition: DefinitionOf[Kind], by: Editor): Promise<Stored<Kind>>;
  /** Gives a view another name, in one event. Throws NOT_FOUND where there is none, BAD_USER_INPUT where the new name is taken, and as `save`. */
  rename<Kind extends NamedKind>(kind: Kind, names: { name: string; definition: DefinitionOf[Kind] }, by: Editor): Promise<Stored<Kind>>;
  /** Takes a definition away; false when there was none. Throws as `save`. */
  remove(kind: DefinitionKind, name: string, by: Editor): Promise<boolean>;
  /** Saves those among some settings that there are none of yet, as one event. Returns the version in which they came, here or elsewhere. Throws as `save`. */
  saveMissing(settings: AllSettings, by: Editor): Promise<number>;
  /** Removes the settings that are still as they came in one of some versions, with nothing that others name. Throws as `save`. */
  removeUntouched(versions: readonly number[], by: Editor): Promise<void>;
  /** Everything as a file, the same text for the same definitions; without the section of people where `personal` is false, and that of webhooks where `webhooks` is. */
  yaml(options?: { personal?: boolean; webhooks?: boolean }): string;
  /** Makes the definitions what a file says, all or nothing, or only says what would change. Throws BAD_USER_INPUT with every problem. */
  apply(yaml: string, options: { caller: Caller; dryRun: boolean }): Promise<FileResult>;
  /** Reads what other processes decided. */
  refresh(): Promise<void>;
}

/** What nothing else refers to by its name. */
export type NamedKind = 'view' | 'inbox_view';

/** Who changes something, and which version of it they saw (0 for none); without one, only a change at the same moment is a conflict. */
export interface Editor {
  caller: Caller;
  seen?: number | undefined;
}

const STREAM = 'definitions';
const ATTEMPTS = 10;
const MOST_HISTORY = 10_000;

/** Definitions, derived from the journal. Call `refresh` once before use, and regularly after. `onChange` hears which kinds changed. */
export function createDefinitions({ journal, now, onChange }: { journal: Journal; now: () => number; onChange: (kinds: readonly DefinitionKind[]) => void }): Definitions {
  let state: State = EMPTY;
  let settings: LoopSettings = NO_SETTINGS;
  let history: SettingsChange[] = [];

  function advance(events: readonly JournalEvent[]): void {
    const kinds = new Set<DefinitionKind>();
    for (const event of events) {
      if (event.version <= state.version) continue;
      const next = applied(state, event);
      history.push(...settingsChanges(event, { before: state, changes: next.changes }));
      state = next.state;
      for (const { kind } of next.changes) kinds.add(kind);
      // The version is that of the last change to them, so that it is the same for whoever reads several events at once.
      if (next.changes.some(({ kind }) => isSetting(kind))) settings = settingsOf(settingsIn(state), { version: event.version });
    }
    history = history.slice(-MOST_HISTORY);
    if (kinds.size > 0) onChange([...kinds]);
  }

  const refresh = async (): Promise<void> => advance(await journal.read(STREAM, { after: state.version }));

  let lastDecision: Promise<void> = Promise.resolve();

  /** What this process decides goes one after the other, so that only other processes are raced. */
  function inTurn(decision: () => Promise<void>): Promise<void> {
    lastDecision = lastDecision.then(decision, decision);
    return lastDecision;
  }

  /**
   * Appends what `propose` wants of the newest state as one event; nothing when that is nothing. When somebody else was
   * first, it is proposed anew to the new state, unless they changed the same thing.
   */
  async function decide(caller: Caller, propose: () => DefinitionChange[]): Promise<void> {
    await refresh();
    const before = state;
    await inTurn(async () => {
      for (let attempt = 1; ; attempt++) {
        const changes = propose();
        if (changes.length === 0) return;
        for (const change of changes) assertUnchanged(change, find(before, change)?.version ?? 0);
        assertFits(changes, caller);
        try {
          // As it will be read back.
          const payload = JSON.parse(JSON.stringify({ changes })) as unknown;
          advance([await journal.append(STREAM, { expected: state.version, type: 'changed', actor: caller.id, at: now(), payload })]);
          return;
        } catch (error) {
          if (!(error instanceof HeedError && error.code === 'CONFLICT') || attempt === ATTEMPTS) throw error;
          await refresh();
        }
      }
    });
  }

  function assertFits(changes: readonly DefinitionChange[], caller: Caller): void {
    const [conflict] = conflictsOf(changes, { from: state, to: changed(state, changes, { version: state.version + 1, by: caller.id }) });
    if (!conflict) return;
    throw new HeedError('BAD_USER_INPUT', `${sentence(conflict)}.`);
  }

  /** Throws CONFLICT, with the definition as it is now, unless its version is the one that was seen. */
  function assertUnchanged({ kind, name }: Pick<DefinitionChange, 'kind' | 'name'>, seen: number): void {
    const current = find(state, { kind, name });
    if ((current?.version ?? 0) === seen) return;
    throw new HeedError('CONFLICT', `Somebody else ${current ? 'changed' : 'removed'} this ${KIND_WORDS[kind]} in the meantime; look at what it is now and decide again.`, {
      kind,
      name,
      current: current ? { ...current.definition, version: current.version } : null,
    });
  }

  async function change(wanted: DefinitionChange, { caller, seen }: Editor): Promise<void> {
    await decide(caller, () => {
      const current = find(state, wanted);
      if (JSON.stringify(current?.definition ?? null) === JSON.stringify(wanted.definition)) return [];
      if (seen !== undefined) assertUnchanged(wanted, seen);
      assertMayChange(wanted, { current, caller });
      return [wanted];
    });
  }

  return {
    refresh,
    list: (kind) => listed(state, kind),
    target: (metric) => state.target.get(keyOf(metric))?.definition.value ?? null,
    loopSettings: () => settings,
    settingsHistory: ({ first, kind }) => history.filter((one) => kind === undefined || one.kind === kind).slice(-first).reverse(),
    resolve: (filter) => resolveFilter(filter, state),
    yaml: (options) => writeYaml(state, options),
    async save(kind, definition, editor) {
      const name = nameOf(kind, definition);
      await change({ kind, name, definition } as DefinitionChange, editor);
      const stored = find(state, { kind, name });
      // Somebody may have removed it right after.
      return (stored ?? { definition, version: state.version, by: editor.caller.id }) as Stored<typeof kind>;
    },
    async rename(kind, { name, definition }, { caller, seen }) {
      await decide(caller, () => {
        const current = find(state, { kind, name });
        if (!current) throw new HeedError('NOT_FOUND', `There is no ${KIND_WORDS[kind]} of this name.`);
        if (seen !== undefined) assertUnchanged({ kind, name }, seen);
        const same = keyOf(name) === keyOf(definition.name);
        if (!same && find(state, { kind, name: definition.name })) throw new HeedError('BAD_USER_INPUT', `There is a ${KIND_WORDS[kind]} of this name already; choose another.`);
        const changes = [...(same ? [] : [{ kind, name: current.definition.name, definition: null }]), { kind, name: definition.name, definition }] as DefinitionChange[];
        for (const change of changes) assertMayChange(change, { current, caller });
        return changes;
      });
      return (find(state, { kind, name: definition.name }) ?? { definition, version: state.version, by: caller.id }) as Stored<typeof kind>;
    },
    async remove(kind, name, editor) {
      await refresh();
      const there = find(state, { kind, name });
      if (there) await change({ kind, name: nameOf(kind, there.definition), definition: null }, editor);
      else if (editor.seen !== undefined) assertUnchanged({ kind, name }, editor.seen);
      return there !== undefined;
    },
    async saveMissing(wanted, { caller }) {
      await decide(caller, () => {
        const changes = changesOf(stepsTo(wanted as unknown as Wanted, state).filter(({ action }) => action === 'created'));
        for (const change of changes) assertMayChange(change, { current: undefined, caller });
        return changes;
      });
      const saved = SETTINGS_KINDS.flatMap((kind) => wanted[kind].map((definition) => find(state, { kind, name: nameOf(kind, definition) })));
      return Math.min(...saved.flatMap((stored) => (stored?.by === caller.id ? [stored.version] : [])));
    },
    async removeUntouched(versions, { caller }) {
      await decide(caller, () => {
        const changes = untouchedSince(state, versions);
        for (const change of changes) assertMayChange(change, { current: find(state, change), caller });
        return changes;
      });
    },
    async apply(yaml, { caller, dryRun }) {
      const comparedWith = readFile(yaml, caller);
      await refresh();
      let result = comparedWith(state);
      if (dryRun) return result;
      const meant = JSON.stringify(result.changes);
      await decide(caller, () => {
        result = comparedWith(state);
        // Nothing is left to do where somebody applied the same file.
        if (result.changes.length === 0 || JSON.stringify(result.changes) === meant) return result.changes;
        throw new HeedError('CONFLICT', 'Somebody else changed definitions in the meantime, so that this file would change something else than it did; look at it again.');
      });
      return result;
    },
  };
}
