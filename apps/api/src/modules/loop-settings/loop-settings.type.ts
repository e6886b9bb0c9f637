import { SETTINGS_KINDS, type SettingsKind } from '@heed/loops';
import { Field, GraphQLISODateTime, Int, ObjectType, registerEnumType } from 'type-graphql';
import { SETTINGS_ACTIONS, type SettingsAction } from '../../definitions/settings-history.ts';
import { enumOf } from '../enum-of.ts';
import { LoopPersonType } from '../loop/loop-person.type.ts';
import { SnapshotType } from '../snapshot.type.ts';
import { DepartmentType } from './department.type.ts';
import { LoopActionType, PersonType, ReaskType, RootCauseType, RuleType, TemplateType } from './settings.type.ts';

@ObjectType('LoopSettings', { simpleResolvers: true, description: 'Everything that people decided about loops.' })
export class LoopSettingsType extends SnapshotType {
  @Field(() => [DepartmentType], { description: 'By name. A department that is not set up works at every hour and promises nothing.' })
  departments!: DepartmentType[];

  @Field(() => [PersonType], { description: 'Who works loops, by key.' })
  people!: PersonType[];

  @Field(() => [RuleType], { description: 'In the order in which they are asked.' })
  rules!: RuleType[];

  @Field(() => [RootCauseType], { description: 'By name.' })
  rootCauses!: RootCauseType[];

  @Field(() => [LoopActionType], { description: 'By name.' })
  actions!: LoopActionType[];

  @Field(() => [TemplateType], { description: 'By name.' })
  templates!: TemplateType[];

  @Field(() => ReaskType, { description: 'How customers are asked again.' })
  reask!: ReaskType;
}

export const SettingsKindEnum = enumOf<SettingsKind>(SETTINGS_KINDS);
registerEnumType(SettingsKindEnum, {
  name: 'SettingsKind',
  description: 'What was decided about loops.',
  valuesConfig: {
    DEPARTMENT: { description: 'A department, with its working time and its promises.' },
    PERSON: { description: 'Somebody who works loops.' },
    ROOT_CAUSE: { description: 'A root cause to choose from.' },
    ACTION: { description: 'An action to choose from.' },
    TEMPLATE: { description: 'A message to customers.' },
    RULE: { description: 'When feedback opens a loop.' },
    LOOP: { description: 'What holds for all loops: how customers are asked again.' },
  },
});

const SettingsActionEnum = enumOf<SettingsAction>(SETTINGS_ACTIONS);
registerEnumType(SettingsActionEnum, {
  name: 'SettingsAction',
  description: 'What became of a setting.',
  valuesConfig: {
    MADE: { description: 'It is new.' },
    CHANGED: { description: 'It is another than before.' },
    REMOVED: { description: 'It is gone.' },
  },
});

@ObjectType('SettingsChange', { simpleResolvers: true, description: 'A change to what people decided about loops.' })
export class SettingsChangeType {
  @Field(() => Int, { description: 'What was changed together has the same.' })
  version!: number;

  @Field(() => GraphQLISODateTime, { description: 'When.' })
  at!: Date;

  @Field(() => LoopPersonType, { nullable: true, description: 'Who, where the token says who holds it.' })
  by!: LoopPersonType | null;

  @Field(() => String, { description: "A token's id, `local`, `admin`, or `system` for the settings of the sample." })
  actor!: string;

  @Field(() => SettingsKindEnum, { description: 'What kind of setting.' })
  kind!: SettingsKind;

  @Field(() => String, { description: "The setting's name then." })
  name!: string;

  @Field(() => SettingsActionEnum, { description: 'What became of it.' })
  action!: SettingsAction;
}
