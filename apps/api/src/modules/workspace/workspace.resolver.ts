import { ADMINS, WATCHERS } from '@heed/domain';
import { countFeedback, dimensionValues } from '@heed/measure';
import { Authorized, Ctx, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import { callerOf, filterFor, type Context } from '../../graphql/context.ts';
import type { View } from '../../live/hub.ts';
import { watch } from '../../live/watched.ts';
import { personType } from '../loop/loop-person.type.ts';
import { WorkspaceType } from './workspace.type.ts';

async function workspace(context: Context): Promise<WorkspaceType> {
  const { heed } = context;
  const filter = filterFor(context, null);
  const calendar = heed.calendar();
  const [feedbackCount, languages] = await Promise.all([
    countFeedback(heed.store, { filter, calendar }),
    dimensionValues(heed.store, { dimension: 'language', filter, first: 20, calendar }),
  ]);
  return {
    name: heed.workspace.name(),
    timeZone: calendar.timeZone,
    sampleData: heed.workspace.sampleData(),
    localMode: heed.config.localMode,
    mail: heed.mail.isSetUp,
    role: callerOf(context).role,
    person: personType(callerOf(context).person, heed.loopSettings()),
    version: heed.version,
    feedbackCount,
    languages: languages.map(({ value }) => value).filter((value) => value !== ''),
  };
}

function workspaceView(context: Context): View<WorkspaceType> {
  const { role, departments, person } = callerOf(context);
  return { key: JSON.stringify(['workspace', role, departments, person]), touchedBy: (change) => change.kind === 'feedback' || change.kind === 'themes' || change.kind === 'workspace' || (change.kind === 'definitions' && change.kinds.includes('person')), compute: () => workspace(context) };
}

@Resolver()
export class WorkspaceResolver {
  @Authorized(...WATCHERS)
  @Query(() => WorkspaceType, { complexity: 20, description: 'Where Heed runs and what the caller may do.' })
  workspace(@Ctx() context: Context): Promise<WorkspaceType> {
    return workspace(context);
  }

  @Authorized(...WATCHERS)
  @Subscription(() => WorkspaceType, {
    name: 'workspace',
    complexity: 20,
    description: 'The same answer as the query: at once, and again after each change that alters it.',
    subscribe: ({ context }: { context: Context }) => watch(context, () => workspaceView(context)),
  })
  workspaceChanged(@Root() snapshot: WorkspaceType): WorkspaceType {
    return snapshot;
  }

  @Authorized(...ADMINS)
  @Mutation(() => WorkspaceType, { complexity: 50, description: 'Removes the sample data, everywhere and for good.' })
  async clearSampleData(@Ctx() context: Context): Promise<WorkspaceType> {
    await context.heed.workspace.clearSample(callerOf(context).id);
    return workspace(context);
  }
}
