import { HeedError } from '@heed/domain';
import { didYouMean, nearNames } from '@heed/filter';
import { keyOf, type Actor, type LoopSettings } from '@heed/loops';
import type { Asker } from '../../graphql/context.ts';
import { callerOf } from '../../graphql/context.ts';

/** The key of a person as the settings have it. Throws BAD_USER_INPUT, with near keys, for somebody who is not there. */
export function knownPerson(key: string, { people }: Pick<LoopSettings, 'people'>, path: string): string {
  const person = people.get(keyOf(key));
  if (person) return person.key;
  const near = nearNames(key, [...people.values()].map((one) => one.key));
  throw new HeedError('BAD_USER_INPUT', `${path} names nobody among the people of this Heed; ${didYouMean(near, 'add them in the settings, or use the key of somebody who is there.')}`, { path, near });
}

/**
 * Who acts. A token that belongs to somebody acts as them and nobody else; whoever sits at this machine, and administrators
 * whose token names nobody, say with `as` whom they are. Throws FORBIDDEN where that is not theirs to say.
 */
export function actorOf(context: Asker, as: string | null | undefined): Actor {
  const { id, role, person } = callerOf(context);
  if (as === null || as === undefined || (person !== null && keyOf(as) === keyOf(person))) return { id, by: person ?? '' };
  if (person !== null || !(id === 'local' || role === 'admin')) throw new HeedError('FORBIDDEN', 'You cannot act as somebody else; leave `as` out.');
  return { id, by: knownPerson(as, context.heed.loopSettings(), 'as') };
}
