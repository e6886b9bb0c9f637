import type { SettingsKind } from '@heed/loops';
import type { JournalEvent } from '@heed/store';
import { isSetting, type DefinitionChange } from './definition.ts';
import { find, type State } from './state.ts';

export const SETTINGS_ACTIONS = ['made', 'changed', 'removed'] as const;
export type SettingsAction = (typeof SETTINGS_ACTIONS)[number];

/** One change to the settings of loops. */
export interface SettingsChange {
  /** Of the journal's stream; what was changed together has the same. */
  version: number;
  /** Epoch milliseconds. */
  at: number;
  /** A token's id, `local`, `admin`, or `system` for the sample's settings. */
  actor: string;
  kind: SettingsKind;
  name: string;
  action: SettingsAction;
}

/** What an event changed of the settings, as seen from the state before it. */
export function settingsChanges({ version, at, actor }: JournalEvent, { before, changes }: { before: State; changes: readonly DefinitionChange[] }): SettingsChange[] {
  return changes.flatMap(({ kind, name, definition }) => {
    const old = find(before, { kind, name })?.definition;
    if (!isSetting(kind) || (!old && !definition)) return [];
    return [{ version, at, actor, kind, name: (definition ?? old)?.name ?? name, action: !definition ? 'removed' : old ? 'changed' : 'made' }];
  });
}
