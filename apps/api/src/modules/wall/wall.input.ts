import type { MetricId } from '@heed/measure';
import { Field, GraphQLISODateTime, ID, InputType, Int } from 'type-graphql';
import type { WallLanguage, WallTheme, WallTileKind } from '../../walls/wall.ts';
import { PeriodInput } from '../filter/filter.input.ts';
import { MetricEnum } from '../metric/metric.type.ts';
import { WallLanguageEnum, WallThemeEnum, WallTileKindEnum } from './wall-enums.ts';

@InputType({ description: 'When a wall is darker.' })
export class WallDimmingInput {
  @Field(() => String, { description: 'From what time of day, such as 22:00.' })
  from!: string;

  @Field(() => String, { description: 'Until what time of day.' })
  to!: string;

  @Field(() => Int, { description: 'How much of the light is left, 5 to 90 percent.' })
  level!: number;
}

@InputType({ description: 'One question that a wall shows the answer of.' })
export class WallTileInput {
  @Field(() => ID, { nullable: true, description: 'Its id; a new one is made when missing.' })
  id?: string | null;

  @Field(() => WallTileKindEnum, { description: 'What it shows.' })
  kind!: WallTileKind;

  @Field(() => String, { nullable: true, description: 'In place of the usual heading, 1 to 80 characters.' })
  title?: string | null;

  @Field(() => MetricEnum, { nullable: true, description: 'Of SCORE and TREND alone; NPS when missing.' })
  metric?: MetricId | null;

  @Field(() => PeriodInput, { nullable: true, description: 'Of SCORE and THEMES_RISING (the last 28 days when missing), TREND and TIME_TO_CLOSE (the last 90) alone.' })
  period?: PeriodInput | null;

  @Field(() => [String], { defaultValue: [], description: 'Of which departments; of all when empty.' })
  departments!: string[];

  @Field(() => Boolean, { defaultValue: false, description: 'Twice as wide as others.' })
  wide!: boolean;
}

@InputType({ description: 'What a wall is to show.' })
export class WallInput {
  @Field(() => ID, { nullable: true, description: 'Which wall is replaced; when missing a new one is made, with a key after its name.' })
  key?: string | null;

  @Field(() => String, { description: 'What it is called, 1 to 80 characters.' })
  name!: string;

  @Field(() => WallThemeEnum, { defaultValue: 'auto', description: 'Its colours.' })
  theme!: WallTheme;

  @Field(() => WallLanguageEnum, { defaultValue: 'en', description: 'Its language.' })
  language!: WallLanguage;

  @Field(() => Int, { defaultValue: 20, description: 'For how many seconds a page stays, 5 to 600.' })
  secondsPerPage!: number;

  @Field(() => Int, { defaultValue: 4, description: 'How many tiles a page has at most, 1 to 6.' })
  tilesPerPage!: number;

  @Field(() => WallDimmingInput, { nullable: true, description: 'When it is darker; never when missing.' })
  dimming?: WallDimmingInput | null;

  @Field(() => [WallTileInput], { description: 'What it shows, in order; at most 24.' })
  tiles!: WallTileInput[];

  @Field(() => Int, { nullable: true, description: 'The revision that you saw, 0 for none: CONFLICT when it is another by now. When missing, only a change at the same moment is a conflict.' })
  revision?: number | null;
}

@InputType({ description: 'A display that is to show a wall.' })
export class NewDisplayInput {
  @Field(() => ID, { description: 'The key of the wall.' })
  wall!: string;

  @Field(() => String, { description: 'What it is called, 1 to 80 characters.' })
  name!: string;

  @Field(() => [String], { defaultValue: [], description: 'The networks that it may connect from, such as 192.168.0.0/24 or 2001:db8::/48, at most 20; from anywhere when empty.' })
  networks!: string[];

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it ends by itself; never when missing.' })
  expiresAt?: Date | null;
}

@InputType({ description: 'A display that shows a code and waits to be let in.' })
export class PairingInput {
  @Field(() => String, { description: 'The six digits that it shows.' })
  code!: string;

  @Field(() => ID, { description: 'The key of the wall.' })
  wall!: string;

  @Field(() => String, { description: 'What the display is called, 1 to 80 characters.' })
  name!: string;

  @Field(() => [String], { defaultValue: [], description: 'The networks that it may connect from, as for a new display.' })
  networks!: string[];
}

@InputType({ description: 'What is to change of a display; what is left out stays.' })
export class DisplayChangeInput {
  @Field(() => ID, { nullable: true, description: 'The key of the wall that it shows from now on, at once.' })
  wall?: string | null;

  @Field(() => String, { nullable: true, description: 'What it is called.' })
  name?: string | null;

  @Field(() => [String], { nullable: true, description: 'The networks that it may connect from; from anywhere when empty.' })
  networks?: string[] | null;
}

@InputType({ description: 'What a display tells of itself, every 30 seconds.' })
export class DisplayReportInput {
  @Field(() => String, { description: "The version of Heed's page that it runs, at most 40 characters." })
  release!: string;

  @Field(() => Int, { description: 'Its width in CSS pixels.' })
  width!: number;

  @Field(() => Int, { description: 'Its height in CSS pixels.' })
  height!: number;

  @Field(() => Int, { description: 'Which page of the wall it shows, from 0.' })
  page!: number;

  @Field(() => Boolean, { description: 'What it shows is old.' })
  stale!: boolean;
}
