import { Field, GraphQLISODateTime, ObjectType, registerEnumType } from 'type-graphql';
import { enumOf } from '../enum-of.ts';
import { SnapshotType } from '../snapshot.type.ts';

const DATABASE_STATES = ['ready', 'away'] as const;

const DatabaseStateEnum = enumOf(DATABASE_STATES);
registerEnumType(DatabaseStateEnum, {
  name: 'DatabaseState',
  description: 'Whether the database answers.',
  valuesConfig: {
    READY: { description: 'It answers.' },
    AWAY: { description: 'It does not: what is shown is what was last known, and nothing can be saved.' },
  },
});

@ObjectType('Service', { simpleResolvers: true, description: 'How Heed itself is. It can be asked and watched also while the database is away.' })
export class ServiceType extends SnapshotType {
  @Field(() => String, { description: "Heed's version; a page that was made for another should load itself anew." })
  release!: string;

  @Field(() => DatabaseStateEnum, { description: 'Whether the database answers; known within five seconds.' })
  database!: (typeof DATABASE_STATES)[number];

  @Field(() => GraphQLISODateTime, { description: 'Since when that is so.' })
  since!: Date;
}
