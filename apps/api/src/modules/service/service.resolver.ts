import { WATCHERS } from '@heed/domain';
import { Authorized, Ctx, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { Context } from '../../graphql/context.ts';
import type { View } from '../../live/hub.ts';
import { answered, watch } from '../../live/watched.ts';
import { ServiceType } from './service.type.ts';

/** Nothing of it is read from the database, so that it can be told while there is none. */
function serviceView({ heed }: Context): View<Omit<ServiceType, 'asOf' | 'version'>> {
  return {
    key: 'service',
    touchedBy: ({ kind }) => kind === 'service',
    compute() {
      const { away, since } = heed.database();
      return Promise.resolve({ release: heed.version, database: away ? 'away' : 'ready', since: new Date(since) });
    },
  };
}

@Resolver()
export class ServiceResolver {
  @Authorized(...WATCHERS)
  @Query(() => ServiceType, { complexity: 1, description: 'How Heed itself is.' })
  service(@Ctx() context: Context): Promise<ServiceType> {
    return answered(context, serviceView(context).compute);
  }

  @Authorized(...WATCHERS)
  @Subscription(() => ServiceType, {
    name: 'service',
    complexity: 1,
    description: 'The same answer as the query: at once, and again when the database goes away or comes back.',
    subscribe: ({ context }: { context: Context }) => watch(context, () => serviceView(context)),
  })
  serviceChanged(@Root() snapshot: ServiceType): ServiceType {
    return snapshot;
  }
}
