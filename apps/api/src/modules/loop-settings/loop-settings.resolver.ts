import { CUSTOMER_READERS, READERS } from '@heed/domain';
import { keyOf, type SettingsKind } from '@heed/loops';
import { Arg, Authorized, Ctx, Int, Query, Resolver, Root, Subscription } from 'type-graphql';
import { isSetting } from '../../definitions/definition.ts';
import type { Stored } from '../../definitions/state.ts';
import { callerOf, type Context } from '../../graphql/context.ts';
import type { View } from '../../live/hub.ts';
import { answered, watch } from '../../live/watched.ts';
import { personType } from '../loop/loop-person.type.ts';
import { assertPageSize } from '../page-size.ts';
import { departmentType } from './department.type.ts';
import { LoopSettingsType, SettingsChangeType, SettingsKindEnum } from './loop-settings.type.ts';
import { SETTING_TYPES, type ReaskType } from './settings.type.ts';

/** Whether the caller may see how people are reached. */
export const seesPeople = (context: Context): boolean => CUSTOMER_READERS.includes(callerOf(context).role);

/** How customers are asked again, as GraphQL shows it. */
export function reaskType({ heed }: Context): ReaskType {
  return { ...heed.definitions.loopSettings().reask, version: heed.definitions.list('loop')[0]?.version ?? 0 };
}

type Settings = Omit<LoopSettingsType, 'asOf' | 'version'>;

function loopSettings(context: Context, { personal }: { personal: boolean }): Settings {
  const { definitions } = context.heed;
  const rules = new Map(definitions.list('rule').map((rule) => [keyOf(rule.definition.name), rule]));
  return {
    departments: definitions.list('department').map(departmentType),
    people: definitions.list('person').map((person) => SETTING_TYPES.person(person, { personal })),
    rules: definitions.loopSettings().rules.map(({ name }) => SETTING_TYPES.rule(rules.get(keyOf(name)) as Stored<'rule'>)),
    rootCauses: definitions.list('root_cause').map(SETTING_TYPES.rootCause),
    actions: definitions.list('action').map(SETTING_TYPES.action),
    templates: definitions.list('template').map(SETTING_TYPES.template),
    reask: reaskType(context),
  };
}

function settingsView(context: Context): View<Settings> {
  const personal = seesPeople(context);
  return {
    key: JSON.stringify(['loopSettings', personal]),
    moment: () => '',
    touchedBy: (change) => change.kind === 'definitions' && change.kinds.some(isSetting),
    compute: () => Promise.resolve(loopSettings(context, { personal })),
  };
}

@Resolver()
export class LoopSettingsResolver {
  @Authorized(...READERS)
  @Query(() => LoopSettingsType, { complexity: 20, description: 'Everything that people decided about loops: departments, people, rules, lists to choose from, templates.' })
  loopSettings(@Ctx() context: Context): Promise<LoopSettingsType> {
    return answered(context, () => Promise.resolve(loopSettings(context, { personal: seesPeople(context) })));
  }

  @Authorized(...READERS)
  @Subscription(() => LoopSettingsType, {
    name: 'loopSettings',
    complexity: 20,
    description: 'The same answer as the query: at once, and again after each change that alters it.',
    subscribe: ({ context }: { context: Context }) => watch(context, () => settingsView(context)),
  })
  loopSettingsChanged(@Root() snapshot: LoopSettingsType): LoopSettingsType {
    return snapshot;
  }

  @Authorized(...READERS)
  @Query(() => [SettingsChangeType], { complexity: 20, description: 'Who changed what in the settings of loops, newest first.' })
  settingsHistory(
    @Ctx() { heed }: Context,
    @Arg('first', () => Int, { defaultValue: 50, description: 'How many, 1 to 200.' }) first: number,
    @Arg('kind', () => SettingsKindEnum, { nullable: true, description: 'Of this kind; of all when missing.' }) kind: SettingsKind | null | undefined,
  ): SettingsChangeType[] {
    assertPageSize(first);
    const holders = new Map(heed.tokens.list().map(({ id, person }) => [id, person]));
    const settings = heed.definitions.loopSettings();
    return heed.definitions.settingsHistory({ first, kind: kind ?? undefined }).map(({ at, actor, ...change }) => ({ ...change, at: new Date(at), actor, by: personType(holders.get(actor) ?? null, settings) }));
  }
}
