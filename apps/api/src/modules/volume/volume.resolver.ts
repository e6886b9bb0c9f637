import { WATCHERS } from '@heed/domain';
import { measureVolume } from '@heed/measure';
import { Args, Authorized, Ctx, Query, Resolver, Root, Subscription } from 'type-graphql';
import { filterFor, type Context } from '../../graphql/context.ts';
import type { View } from '../../live/hub.ts';
import { answered, feedbackView, watch } from '../../live/watched.ts';
import { FilterArgs } from '../score/score.args.ts';
import { VolumeType } from './volume.type.ts';

function volumeView(context: Context, { filter: input }: FilterArgs): View<Omit<VolumeType, 'asOf' | 'version'>> {
  const filter = filterFor(context, input);
  const { heed } = context;
  return feedbackView(context, {
    field: 'volume',
    filter,
    args: null,
    // It counts how many were judged.
    readings: true,
    async compute() {
      const { earliest, latest, ...volume } = await measureVolume(heed.store, { filter, calendar: heed.calendar() });
      return { ...volume, earliest: earliest === null ? null : new Date(earliest), latest: latest === null ? null : new Date(latest) };
    },
  });
}

@Resolver()
export class VolumeResolver {
  @Authorized(...WATCHERS)
  @Query(() => VolumeType, { complexity: 20, description: 'How much feedback matches, and which metrics it answers.' })
  volume(@Ctx() context: Context, @Args(() => FilterArgs) args: FilterArgs): Promise<VolumeType> {
    return answered(context, volumeView(context, args).compute);
  }

  @Authorized(...WATCHERS)
  @Subscription(() => VolumeType, {
    name: 'volume',
    complexity: 20,
    description: 'The same answer as the query: at once, and again after each change that alters it.',
    subscribe: ({ args, context }: { args: FilterArgs; context: Context }) => watch(context, () => volumeView(context, args)),
  })
  volumeChanged(@Root() snapshot: VolumeType, @Args(() => FilterArgs) _args: FilterArgs): VolumeType {
    return snapshot;
  }
}
