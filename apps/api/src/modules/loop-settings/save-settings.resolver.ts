import { HeedError, LOOP_SETTERS } from '@heed/domain';
import type { Priority, SettingsKind, Targets } from '@heed/loops';
import { Arg, Args, ArgsType, Authorized, Ctx, Field, ID, Int, Mutation, Resolver } from 'type-graphql';
import type { Stored } from '../../definitions/state.ts';
import { callerOf, type Context } from '../../graphql/context.ts';
import { NameArgs } from '../definitions/definition.args.ts';
import { remove } from '../definitions/listed.ts';
import { readDefinition } from '../definitions/read-definition.ts';
import { RuleInput } from '../rule-preview/rule.input.ts';
import { DepartmentInput, DepartmentType, departmentType } from './department.type.ts';
import { reaskType, seesPeople } from './loop-settings.resolver.ts';
import { LoopActionInput, PersonInput, ReaskInput, RootCauseInput, TemplateInput } from './settings.input.ts';
import { LoopActionType, PersonType, ReaskType, RootCauseType, RuleType, SETTING_TYPES, TemplateType } from './settings.type.ts';

const VERSION = { nullable: true, description: 'The version that you saw, 0 for none: CONFLICT when it is another by now. When missing, only a change at the same moment is a conflict.' };

@ArgsType()
class KeyArgs {
  @Field(() => ID, { description: "The person's key." })
  key!: string;

  @Field(() => Int, VERSION)
  version?: number | null;
}

type Version = number | null | undefined;

function save<Kind extends SettingsKind>(context: Context, { kind, value, version }: { kind: Kind; value: object; version: Version }): Promise<Stored<Kind>> {
  return context.heed.definitions.save(kind, readDefinition(kind, { ...value }), { caller: callerOf(context), seen: version ?? undefined });
}

/** A list of targets by priority, as settings hold them. */
function byPriority({ targets, ...rest }: DepartmentInput): object {
  const found: Record<Priority, Targets> = { urgent: {}, high: {}, normal: {}, low: {} };
  targets.forEach(({ priority, target, milliseconds, clock }, index) => {
    const promised = found[priority];
    if (promised[target]) throw new HeedError('BAD_USER_INPUT', `targets.${index}: this target of this priority is there already; give each once.`);
    promised[target] = { milliseconds, clock };
  });
  return { ...rest, targets: found };
}

/** A list of texts by language, as settings hold them. */
function byLanguage({ texts, ...rest }: TemplateInput): object {
  const found = new Map(texts.map(({ language, subject, body }) => [language, { subject, body }]));
  if (found.size < texts.length) throw new HeedError('BAD_USER_INPUT', 'texts: a language is there twice; give each once.');
  return { ...rest, texts: Object.fromEntries(found) };
}

/** Makes and removes what people decide about loops. Who may: see `assertMayChange`. */
@Resolver()
export class SaveSettingsResolver {
  @Authorized(...LOOP_SETTERS)
  @Mutation(() => DepartmentType, { complexity: 20, description: 'Sets up a department. A lead of some departments may change those. Loops that are open keep what was promised for them.' })
  async saveDepartment(@Ctx() context: Context, @Arg('input', () => DepartmentInput, { description: 'The department.' }) input: DepartmentInput, @Arg('version', () => Int, VERSION) version: Version): Promise<DepartmentType> {
    return departmentType(await save(context, { kind: 'department', value: byPriority(input), version }));
  }

  @Authorized(...LOOP_SETTERS)
  @Mutation(() => Boolean, { complexity: 20, description: 'Removes what was set up for a department, unless rules or people name it; false when there is nothing.' })
  removeDepartment(@Ctx() context: Context, @Args(() => NameArgs) args: NameArgs): Promise<boolean> {
    return remove(context, { kind: 'department', args });
  }

  @Authorized(...LOOP_SETTERS)
  @Mutation(() => PersonType, { complexity: 20, description: 'Adds somebody who works loops, or changes who has that key.' })
  async savePerson(@Ctx() context: Context, @Arg('input', () => PersonInput, { description: 'The person.' }) input: PersonInput, @Arg('version', () => Int, VERSION) version: Version): Promise<PersonType> {
    return SETTING_TYPES.person(await save(context, { kind: 'person', value: input, version }), { personal: seesPeople(context) });
  }

  @Authorized(...LOOP_SETTERS)
  @Mutation(() => Boolean, { complexity: 20, description: 'Removes a person, unless departments or rules name them; their name leaves the history of loops, their key stays. False when there is none.' })
  removePerson(@Ctx() context: Context, @Args(() => KeyArgs) { key, version }: KeyArgs): Promise<boolean> {
    return remove(context, { kind: 'person', args: { name: key, version: version ?? null } });
  }

  @Authorized(...LOOP_SETTERS)
  @Mutation(() => RuleType, { complexity: 20, description: 'Saves a rule. It works on feedback from now on; applyRule applies it to what there is.' })
  async saveRule(@Ctx() context: Context, @Arg('input', () => RuleInput, { description: 'The rule.' }) input: RuleInput, @Arg('version', () => Int, VERSION) version: Version): Promise<RuleType> {
    return SETTING_TYPES.rule(await save(context, { kind: 'rule', value: input, version }));
  }

  @Authorized(...LOOP_SETTERS)
  @Mutation(() => Boolean, { complexity: 20, description: 'Removes a rule; what it opened stays. False when there is none.' })
  removeRule(@Ctx() context: Context, @Args(() => NameArgs) args: NameArgs): Promise<boolean> {
    return remove(context, { kind: 'rule', args });
  }

  @Authorized(...LOOP_SETTERS)
  @Mutation(() => RootCauseType, { complexity: 20, description: 'Adds a root cause, or changes it.' })
  async saveRootCause(@Ctx() context: Context, @Arg('input', () => RootCauseInput, { description: 'The root cause.' }) input: RootCauseInput, @Arg('version', () => Int, VERSION) version: Version): Promise<RootCauseType> {
    return SETTING_TYPES.rootCause(await save(context, { kind: 'root_cause', value: input, version }));
  }

  @Authorized(...LOOP_SETTERS)
  @Mutation(() => Boolean, { complexity: 20, description: 'Removes a root cause; loops that have it keep it. False when there is none.' })
  removeRootCause(@Ctx() context: Context, @Args(() => NameArgs) args: NameArgs): Promise<boolean> {
    return remove(context, { kind: 'root_cause', args });
  }

  @Authorized(...LOOP_SETTERS)
  @Mutation(() => LoopActionType, { complexity: 20, description: 'Adds an action, or changes it.' })
  async saveLoopAction(@Ctx() context: Context, @Arg('input', () => LoopActionInput, { description: 'The action.' }) input: LoopActionInput, @Arg('version', () => Int, VERSION) version: Version): Promise<LoopActionType> {
    return SETTING_TYPES.action(await save(context, { kind: 'action', value: input, version }));
  }

  @Authorized(...LOOP_SETTERS)
  @Mutation(() => Boolean, { complexity: 20, description: 'Removes an action; loops that have it keep it. False when there is none.' })
  removeLoopAction(@Ctx() context: Context, @Args(() => NameArgs) args: NameArgs): Promise<boolean> {
    return remove(context, { kind: 'action', args });
  }

  @Authorized(...LOOP_SETTERS)
  @Mutation(() => TemplateType, { complexity: 20, description: 'Saves a template; unknown variables are refused.' })
  async saveTemplate(@Ctx() context: Context, @Arg('input', () => TemplateInput, { description: 'The template.' }) input: TemplateInput, @Arg('version', () => Int, VERSION) version: Version): Promise<TemplateType> {
    return SETTING_TYPES.template(await save(context, { kind: 'template', value: byLanguage(input), version }));
  }

  @Authorized(...LOOP_SETTERS)
  @Mutation(() => Boolean, { complexity: 20, description: 'Removes a template, unless customers are asked again with it; false when there is none.' })
  removeTemplate(@Ctx() context: Context, @Args(() => NameArgs) args: NameArgs): Promise<boolean> {
    return remove(context, { kind: 'template', args });
  }

  @Authorized(...LOOP_SETTERS)
  @Mutation(() => ReaskType, { complexity: 20, description: 'Decides how customers are asked again after a loop has closed.' })
  async setReask(@Ctx() context: Context, @Arg('input', () => ReaskInput, { description: 'How.' }) input: ReaskInput, @Arg('version', () => Int, VERSION) version: Version): Promise<ReaskType> {
    await save(context, { kind: 'loop', value: { reask: input }, version });
    return reaskType(context);
  }
}
