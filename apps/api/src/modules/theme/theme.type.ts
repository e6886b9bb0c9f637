import { Field, Float, GraphQLISODateTime, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { LoopPersonType } from '../loop/loop-person.type.ts';
import { enumOf } from '../enum-of.ts';

export const THEME_ORIGINS = ['discovered', 'person', 'emerged', 'imported'] as const;
const ThemeOriginEnum = enumOf(THEME_ORIGINS);
registerEnumType(ThemeOriginEnum, {
  name: 'ThemeOrigin',
  description: 'Where a theme comes from.',
  valuesConfig: {
    DISCOVERED: { description: 'Found in the comments.' },
    PERSON: { description: 'Made by a person.' },
    EMERGED: { description: 'Found as a sudden burst of similar comments.' },
    IMPORTED: { description: 'Part of a taxonomy that was brought along.' },
  },
});

@ObjectType('ThemeWords', { simpleResolvers: true, description: 'Words and phrases of one language.' })
export class ThemeWordsType {
  @Field(() => String, { description: 'BCP 47 tag; empty for every language.' })
  language!: string;

  @Field(() => [String], { description: 'The words and phrases.' })
  phrases!: string[];
}

@ObjectType('ThemeSpike', { simpleResolvers: true, description: 'A theme is mentioned far more often than in the same hours of the same weekday.' })
export class ThemeSpikeType {
  @Field(() => GraphQLISODateTime, { description: 'When it began.' })
  since!: Date;

  @Field(() => Int, { description: 'Comments in the hours that were looked at.' })
  comments!: number;

  @Field(() => Int, { description: 'How many hours were looked at.' })
  hours!: number;

  @Field(() => Float, { description: 'Comments that would be usual in them.' })
  expected!: number;

  @Field(() => Int, { description: 'Different people among those who wrote.' })
  people!: number;

  @Field(() => Float, { description: 'The probability that a quiet day shows any.' })
  falseAlarms!: number;
}

@ObjectType('Theme', { simpleResolvers: true, description: 'Something that people talk about. Its id stays when it is renamed, and through every run.' })
export class ThemeType {
  @Field(() => ID, { description: 'Its id; stands in filters.' })
  id!: string;

  @Field(() => String, { description: 'What it is called.' })
  name!: string;

  @Field(() => Boolean, { description: 'A person gave the name; no run changes it.' })
  named!: boolean;

  @Field(() => String, { description: 'What it is about, in the words of a person; may be empty.' })
  description!: string;

  @Field(() => ID, { nullable: true, description: 'The group that it belongs to; null for none.' })
  parent!: string | null;

  @Field(() => Boolean, { description: 'Kept at the top, and never retired by a run.' })
  pinned!: boolean;

  @Field(() => Boolean, { description: 'Left out of lists; its comments are still counted in it.' })
  hidden!: boolean;

  @Field(() => ThemeOriginEnum, { description: 'Where it comes from.' })
  origin!: (typeof THEME_ORIGINS)[number];

  @Field(() => String, { nullable: true, description: 'BCP 47 tag of the comments that it was found in; null when it has several languages.' })
  language!: string | null;

  @Field(() => [String], { description: 'The phrases that tell it from the others, the most telling first.' })
  telling!: string[];

  @Field(() => [ThemeWordsType], { description: 'Words and phrases that put a comment into it; empty where it goes by example alone.' })
  words!: ThemeWordsType[];

  @Field(() => Int, { description: 'How many comments people confirmed in it or moved into it.' })
  examples!: number;

  @Field(() => String, { nullable: true, description: 'The department that looks after it.' })
  department!: string | null;

  @Field(() => LoopPersonType, { nullable: true, description: 'Who does.' })
  owner!: LoopPersonType | null;

  @Field(() => String, { nullable: true, description: 'By when something is to be done about it, yyyy-MM-dd.' })
  dueOn!: string | null;

  @Field(() => GraphQLISODateTime, { description: 'When it was first there.' })
  createdAt!: Date;

  @Field(() => [ID], { nullable: true, description: 'What became of it: the themes that it went over into; null while it lives.' })
  into!: string[] | null;

  @Field(() => ThemeSpikeType, { nullable: true, description: 'It is mentioned far more often than usual right now; null when it is not.' })
  spike!: ThemeSpikeType | null;
}
