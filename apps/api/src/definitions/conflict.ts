import type { DefinitionKind } from './definition.ts';
import type { Path } from './shape.ts';

/** What some changes would break: which definition it is about and where in it, or null for all of its kind. */
export interface Conflict {
  kind: DefinitionKind;
  name: string | null;
  path: Path;
  message: string;
}
