import type { Context } from '../../graphql/context.ts';
import type { View } from '../../live/hub.ts';
import type { ShownDisplay } from '../../walls/displays.ts';
import { personType } from '../loop/loop-person.type.ts';
import { wallFields, type WallDisplayType, type WallsAnswerType, type WallType } from './wall.type.ts';

const orNull = (moment: number | null): Date | null => (moment === null ? null : new Date(moment));

/** A display as GraphQL shows it. */
export function displayType({ heed }: Pick<Context, 'heed'>, { token, seen, online }: ShownDisplay): WallDisplayType {
  const maker = heed.tokens.find(token.createdBy);
  return {
    id: token.id,
    name: token.name,
    wall: token.wall ?? '',
    createdAt: new Date(token.createdAt),
    createdBy: personType(maker?.person ?? null, heed.loopSettings())?.name ?? maker?.name ?? token.createdBy,
    departments: token.departments,
    networks: token.networks,
    expiresAt: orNull(token.expiresAt),
    online,
    lastSeenAt: orNull(seen?.at ?? null),
    release: seen?.release ?? null,
    width: seen?.width ?? null,
    height: seen?.height ?? null,
    page: seen?.page ?? null,
    stale: seen?.stale ?? false,
  };
}

/** A wall with its displays. */
export function wallType(wall: Parameters<typeof wallFields>[0], displays: readonly WallDisplayType[]): WallType {
  return { ...wallFields(wall), displays: displays.filter((display) => display.wall === wall.definition.key) };
}

/** All walls with their displays, live. Everybody who may see them sees the same. */
export function wallsView(context: Context): View<Omit<WallsAnswerType, 'asOf' | 'version'>> {
  const { definitions, displays } = context.heed;
  return {
    key: JSON.stringify(['walls']),
    touchedBy: (change) => change.kind === 'displays' || (change.kind === 'definitions' && (change.kinds.includes('wall') || change.kinds.includes('person'))),
    compute() {
      const walls = definitions.list('wall').sort((left, right) => left.definition.name.localeCompare(right.definition.name));
      const shown = displays.list().map((display) => displayType(context, display));
      const keys = new Set(walls.map(({ definition }) => definition.key));
      return Promise.resolve({ walls: walls.map((wall) => wallType(wall, shown)), withoutWall: shown.filter(({ wall }) => !keys.has(wall)) });
    },
  };
}
