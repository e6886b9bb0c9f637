import { SAMPLE_WALL } from '@heed/sample';
import type { Caller } from '../access/caller.ts';
import type { Definitions } from '../definitions/definitions.ts';
import { savedWall } from '../walls/wall.ts';

/** Hangs up the sample's wall, unless somebody has one already. */
export async function hangSampleWall(definitions: Definitions, { caller }: { caller: Caller }): Promise<void> {
  if (definitions.list('wall').length === 0) await definitions.save('wall', savedWall.parse(SAMPLE_WALL), { caller });
}

/** Takes it down where it is as it came and no display shows it; whoever looks at it has made it their own. */
export async function takeDownSampleWall(definitions: Definitions, { caller, shown }: { caller: Caller; shown: ReadonlySet<string | null> }): Promise<void> {
  const sample = savedWall.parse(SAMPLE_WALL);
  const wall = definitions.list('wall').find(({ definition }) => definition.key === sample.key);
  if (wall && JSON.stringify(wall.definition) === JSON.stringify(sample) && !shown.has(sample.key)) await definitions.remove('wall', sample.key, { caller });
}
