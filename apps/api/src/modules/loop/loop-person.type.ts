import { keyOf, type LoopSettings } from '@heed/loops';
import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType('LoopPerson', { simpleResolvers: true, description: 'Somebody who works loops.' })
export class LoopPersonType {
  @Field(() => ID, { description: 'The key, which never changes.' })
  key!: string;

  @Field(() => String, { description: 'The name; the key where the person is no longer known.' })
  name!: string;
}

/** A person as GraphQL shows them; null for nobody. */
export function personType(key: string | null, { people }: Pick<LoopSettings, 'people'>): LoopPersonType | null {
  return key ? { key, name: people.get(keyOf(key))?.name ?? key } : null;
}
