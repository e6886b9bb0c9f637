import { HeedError } from '@heed/domain';
import type { ThemeActor, ThemeCommand } from '../command.ts';
import { decide } from '../decide.ts';
import type { Tied } from '../deciding.ts';
import { actOf, payloadOf } from '../event-json.ts';
import type { BuiltTheme, CatalogueHistory, ThemeAct, ThemeHappening } from '../event.ts';
import { advance } from '../fold.ts';
import { EMPTY_CATALOGUE, type Catalogue, type Theme } from '../state.ts';

export const ANNA: ThemeActor = { id: 'token-1', by: 'anna' };
export const BORA: ThemeActor = { id: 'token-2', by: 'bora' };
export const MODEL: ThemeActor = { id: 'system', by: '' };
export const START = Date.UTC(2026, 10, 2, 9);

/** The id of a comment. */
export const comment = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** A theme as a model has it. */
export const builtTheme = (id: string, change: Partial<BuiltTheme> = {}): BuiltTheme => ({ id, label: `label ${id}`, phrases: [`phrase ${id}`], language: 'en', parent: null, ...change });

/** Departments of a small organisation; owners are anna and bora. */
export const TIED: Tied = {
  department: (name) => {
    const known = ['Logistics', 'Support'].find((one) => one.toLowerCase() === name.toLowerCase());
    if (known === undefined) throw new HeedError('BAD_USER_INPUT', 'department names a department that is not set up; add it in the settings.', { path: 'department' });
    return known;
  },
  owner: (key) => {
    if (!['anna', 'bora'].includes(key)) throw new HeedError('BAD_USER_INPUT', 'owner names nobody; add them in the settings.', { path: 'owner' });
    return key;
  },
};

export interface TestCatalogue {
  readonly state: Catalogue;
  readonly acts: readonly ThemeAct[];
  readonly history: CatalogueHistory;
  theme(id: string): Theme;
  /** Does it a minute after the last act, and returns the events. */
  do(command: ThemeCommand, actor?: ThemeActor): ThemeHappening[];
  /** What it was refused with. */
  refused(command: ThemeCommand, actor?: ThemeActor): HeedError;
  /** The version of the last act. */
  last(): number;
}

/** A catalogue without a journal. Its ids are t1, t2, … in the order in which they are made; every act is written and read as the journal would. */
export function testCatalogue(commands: readonly ThemeCommand[] = []): TestCatalogue {
  let history: CatalogueHistory = { catalogue: EMPTY_CATALOGUE, acts: [] };
  let ids = 0;
  const decided = (command: ThemeCommand, actor: ThemeActor, now: number): ThemeHappening[] => decide(history, command, { actor, now, newId: () => `t${++ids}`, tied: TIED });
  const catalogue: TestCatalogue = {
    get state() {
      return history.catalogue;
    },
    get acts() {
      return history.acts;
    },
    get history() {
      return history;
    },
    theme(id) {
      const theme = history.catalogue.themes.get(id);
      if (!theme) throw new Error(`There is no theme ${id}.`);
      return theme;
    },
    do(command, actor = command.do === 'build' || command.do === 'propose' || command.do === 'withdraw' ? MODEL : ANNA) {
      const version = history.acts.length + 1;
      const at = START + version * 60_000;
      const events = decided(command, actor, at);
      if (events.length > 0) history = advance(history, [actOf({ version, type: command.do, actor: actor.id, at, payload: payloadOf({ by: actor.by, events }) })]);
      return events;
    },
    refused(command, actor = ANNA) {
      try {
        decided(command, actor, START);
      } catch (error) {
        if (error instanceof HeedError) return error;
        throw error;
      }
      throw new Error(`${command.do} was not refused.`);
    },
    last: () => history.acts.length,
  };
  for (const command of commands) catalogue.do(command);
  return catalogue;
}
