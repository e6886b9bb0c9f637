import { SETTINGS_KINDS, type AllSettings } from '@heed/loops';
import { listed, type State } from './state.ts';

/** The settings of loops among all definitions, as people wrote them. */
export const settingsIn = (state: State): AllSettings =>
  Object.fromEntries(SETTINGS_KINDS.map((kind) => [kind, listed(state, kind).map(({ definition }) => definition)])) as unknown as AllSettings;
