import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { ACTIONS, type Action, type Step } from '../../definitions/difference.ts';
import { definitionAsYaml } from '../../definitions/yaml/write-yaml.ts';
import { enumOf } from '../enum-of.ts';

const ActionEnum = enumOf<Action>(ACTIONS);
registerEnumType(ActionEnum, {
  name: 'DefinitionAction',
  description: 'What becomes of a definition.',
  valuesConfig: {
    CREATED: { description: 'It is new.' },
    CHANGED: { description: 'It is there with other contents.' },
    REMOVED: { description: 'It is there, and the file has its section without it.' },
    UNCHANGED: { description: 'It is there as the file says.' },
  },
});

@ObjectType('DefinitionChange', { simpleResolvers: true, description: 'What becomes of one definition.' })
export class DefinitionChangeType {
  @Field(() => String, { description: 'What it is: target, filter, metric, view, inbox_view, department, person, root_cause, action, template, rule, loop, webhook, alert or wall.' })
  kind!: string;

  @Field(() => String, { description: "Its name; of a target the metric's, of a person and a wall the key." })
  name!: string;

  @Field(() => ActionEnum, { description: 'What becomes of it.' })
  action!: Action;

  @Field(() => String, { nullable: true, description: 'How it stood in a file before; null when it is new.' })
  before!: string | null;

  @Field(() => String, { nullable: true, description: 'How it stands in a file after; null when it goes.' })
  after!: string | null;
}

@ObjectType('AppliedDefinitions', { simpleResolvers: true, description: 'What a file of definitions changed, or would change.' })
export class AppliedDefinitionsType {
  @Field(() => [DefinitionChangeType], { description: 'Everything that the file names or removes, by kind.' })
  changes!: DefinitionChangeType[];

  @Field(() => Boolean, { description: 'False when it was only a trial.' })
  applied!: boolean;
}

/** A step as GraphQL shows it. */
export function definitionChangeType({ kind, name, action, before, after }: Step): DefinitionChangeType {
  return { kind, name, action, before: before && definitionAsYaml(kind, before), after: after && definitionAsYaml(kind, after) };
}
