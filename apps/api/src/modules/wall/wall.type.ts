import type { PeriodInput, PeriodUnit } from '@heed/domain';
import type { MetricId } from '@heed/measure';
import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import type { Stored } from '../../definitions/state.ts';
import type { WallLanguage, WallTheme, WallTile, WallTileKind } from '../../walls/wall.ts';
import { PeriodUnitEnum } from '../filter/filter.input.ts';
import { MetricEnum } from '../metric/metric.type.ts';
import { WallLanguageEnum, WallThemeEnum, WallTileKindEnum } from './wall-enums.ts';

@ObjectType('WallPeriodLast', { simpleResolvers: true, description: 'So many calendar units that end with the current one.' })
class WallPeriodLastType {
  @Field(() => Int, { description: 'How many units.' })
  count!: number;

  @Field(() => PeriodUnitEnum, { description: 'The unit.' })
  unit!: PeriodUnit;

  @Field(() => Boolean, { description: 'It ends with the last unit that is over.' })
  complete!: boolean;
}

@ObjectType('WallPeriod', { simpleResolvers: true, description: 'A period as it was asked for, in the form of PeriodInput; answers say which moments it comes to.' })
class WallPeriodType {
  @Field(() => String, { nullable: true, description: 'Start, included.' })
  from!: string | null;

  @Field(() => String, { nullable: true, description: 'End, not included.' })
  to!: string | null;

  @Field(() => WallPeriodLastType, { nullable: true, description: 'A period that moves with time.' })
  last!: WallPeriodLastType | null;

  @Field(() => PeriodUnitEnum, { nullable: true, description: 'The current unit up to the end of today.' })
  toDate!: PeriodUnit | null;
}

@ObjectType('WallTileSettings', { simpleResolvers: true, description: 'One question that a wall shows the answer of.' })
class WallTileSettingsType {
  @Field(() => ID, { description: 'Unique on its wall; stays when the tile changes.' })
  id!: string;

  @Field(() => WallTileKindEnum, { description: 'What it shows.' })
  kind!: WallTileKind;

  @Field(() => String, { nullable: true, description: 'In place of the usual heading.' })
  title!: string | null;

  @Field(() => MetricEnum, { nullable: true, description: 'What is measured, of SCORE and TREND.' })
  metric!: MetricId | null;

  @Field(() => WallPeriodType, { nullable: true, description: 'Over which time, of SCORE, TREND, TIME_TO_CLOSE and THEMES_RISING.' })
  period!: WallPeriodType | null;

  @Field(() => [String], { description: 'Of which departments; of all when empty.' })
  departments!: string[];

  @Field(() => Boolean, { description: 'Twice as wide as others.' })
  wide!: boolean;
}

@ObjectType('WallDimming', { simpleResolvers: true, description: "When a wall is darker, in the organisation's time zone; it may run over midnight." })
class WallDimmingType {
  @Field(() => String, { description: 'From what time of day, such as 22:00.' })
  from!: string;

  @Field(() => String, { description: 'Until what time of day.' })
  to!: string;

  @Field(() => Int, { description: 'How much of the light is left, 5 to 90 percent.' })
  level!: number;
}

@ObjectType({ simpleResolvers: true })
abstract class WallFields {
  @Field(() => ID, { description: 'What displays are bound to; stays when the name changes.' })
  key!: string;

  @Field(() => String, { description: 'What it is called.' })
  name!: string;

  @Field(() => WallThemeEnum, { description: 'Its colours.' })
  theme!: WallTheme;

  @Field(() => WallLanguageEnum, { description: 'Its language.' })
  language!: WallLanguage;

  @Field(() => Int, { description: 'For how many seconds a page stays, 5 to 600.' })
  secondsPerPage!: number;

  @Field(() => Int, { description: 'How many tiles a page has at most, 1 to 6; a wide one takes the place of two.' })
  tilesPerPage!: number;

  @Field(() => WallDimmingType, { nullable: true, description: 'When it is darker; null for never.' })
  dimming!: WallDimmingType | null;

  @Field(() => [WallTileSettingsType], { description: 'What it shows, in order; at most 24.' })
  tiles!: WallTileSettingsType[];

  @Field(() => Int, { description: 'Grows with each change of the wall. Hand it in with a change of your own, and a change by somebody else in between becomes a CONFLICT.' })
  revision!: number;
}

@ObjectType('WallSettings', { simpleResolvers: true, description: 'What a wall shows, and how: all that a display needs beside the answers of its tiles.' })
export class WallSettingsType extends WallFields {
  @Field(() => String, { description: "The organisation's time zone, in which days are cut and the wall is dimmed." })
  timeZone!: string;

  @Field(() => String, { description: "The organisation's name." })
  company!: string;

  @Field(() => GraphQLISODateTime, { description: 'The moment of the data.' })
  asOf!: Date;

  @Field(() => String, { description: 'Grows with every snapshot; a decimal number.' })
  version!: string;
}

@ObjectType('WallDisplay', { simpleResolvers: true, description: 'A screen that shows a wall with a token of its own, which may do nothing else.' })
export class WallDisplayType {
  @Field(() => ID, { description: 'Its id: that of its token.' })
  id!: string;

  @Field(() => String, { description: 'What it is called, mostly after its place.' })
  name!: string;

  @Field(() => ID, { description: 'The key of the wall that it shows.' })
  wall!: string;

  @Field(() => GraphQLISODateTime, { description: 'When it was let in.' })
  createdAt!: Date;

  @Field(() => String, { description: 'Who let it in: the name of the person, else the id of the token.' })
  createdBy!: string;

  @Field(() => [String], { nullable: true, description: 'The departments whose feedback it may show, those of whoever let it in; null for all.' })
  departments!: string[] | null;

  @Field(() => [String], { description: 'The networks that it may connect from, such as 192.168.0.0/24; from anywhere when empty.' })
  networks!: string[];

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it ends by itself; null for never.' })
  expiresAt!: Date | null;

  @Field(() => Boolean, { description: 'It told of itself within the last 90 seconds.' })
  online!: boolean;

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'When it last told of itself; null while it never has.' })
  lastSeenAt!: Date | null;

  @Field(() => String, { nullable: true, description: "The version of Heed's page that it runs." })
  release!: string | null;

  @Field(() => Int, { nullable: true, description: 'Its width in CSS pixels.' })
  width!: number | null;

  @Field(() => Int, { nullable: true, description: 'Its height in CSS pixels.' })
  height!: number | null;

  @Field(() => Int, { nullable: true, description: 'Which page of the wall it showed then, from 0.' })
  page!: number | null;

  @Field(() => Boolean, { description: 'It said that what it showed was old.' })
  stale!: boolean;
}

@ObjectType('Wall', { simpleResolvers: true, description: 'A wall and the displays that show it.' })
export class WallType extends WallFields {
  @Field(() => [WallDisplayType], { description: 'Its displays, by name; revoked and expired ones are not among them.' })
  displays!: WallDisplayType[];
}

@ObjectType('WallsAnswer', { simpleResolvers: true, description: 'All walls with their displays.' })
export class WallsAnswerType {
  @Field(() => [WallType], { description: 'The walls, by name.' })
  walls!: WallType[];

  @Field(() => [WallDisplayType], { description: 'Displays whose wall is no longer there.' })
  withoutWall!: WallDisplayType[];

  @Field(() => GraphQLISODateTime, { description: 'The moment of the data.' })
  asOf!: Date;

  @Field(() => String, { description: 'Grows with every snapshot; a decimal number.' })
  version!: string;
}

function periodType({ from, to, last, toDate }: PeriodInput): WallPeriodType {
  return { from: from ?? null, to: to ?? null, last: last ? { ...last, complete: last.complete ?? false } : null, toDate: toDate ?? null };
}

const tileType = ({ title, metric, period, ...tile }: WallTile): WallTileSettingsType => ({ ...tile, title: title ?? null, metric: metric ?? null, period: period ? periodType(period) : null });

/** What people saved of a wall, as GraphQL shows it. */
export function wallFields({ definition: { tiles, dimming, ...wall }, version }: Stored<'wall'>): Omit<WallType, 'displays'> {
  return { ...wall, dimming: dimming ?? null, tiles: tiles.map(tileType), revision: version };
}
