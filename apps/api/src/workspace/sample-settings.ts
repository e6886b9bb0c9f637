import { SETTINGS_KINDS, SETTINGS_SCHEMAS, type AllSettings } from '@heed/loops';
import { SAMPLE_SETTINGS } from '@heed/sample';

/** How loops are worked at the sample company, read as what people write. */
export const sampleSettings = (): AllSettings =>
  Object.fromEntries(SETTINGS_KINDS.map((kind) => [kind, SAMPLE_SETTINGS[kind].map((given) => SETTINGS_SCHEMAS[kind].parse(given))])) as unknown as AllSettings;
