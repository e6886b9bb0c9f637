import { WATCHERS } from '@heed/domain';
import { createClocks, measureCloseCurve, measureDepartments, type LoopQuestion } from '@heed/loops';
import { Args, Authorized, Ctx, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { Context } from '../../graphql/context.ts';
import type { View } from '../../live/hub.ts';
import { answered, loopView, watch } from '../../live/watched.ts';
import { readPeriod } from '../filter/read-filter.ts';
import type { LoopFilterInput } from '../loop/loop-filter.input.ts';
import { loopFilterFor } from '../loop/read-loop-filter.ts';
import { CloseCurvesType, closeCurvesType } from './close-curve.type.ts';
import { CloseCurveArgs, DepartmentsArgs } from './departments.args.ts';
import { LoopAnswerType, loopAnswerType } from './departments.type.ts';

/** A view whose answers say themselves of which moment they are: they may come from memory. */
function ofItsMoment<T extends object>(view: Omit<Parameters<typeof loopView<T>>[0], 'compute'>, compute: () => Promise<{ asOf: number; answer: T }>): View<T> {
  let measuredAt: Date | undefined;
  return {
    ...loopView({
      ...view,
      async compute() {
        const { asOf, answer } = await compute();
        measuredAt = new Date(asOf);
        return answer;
      },
    }),
    measuredAt: () => measuredAt,
  };
}

/** What is asked of loops, with the clocks as they stand. */
function questionOf(context: Context, input: LoopFilterInput | null | undefined): () => LoopQuestion {
  const filter = loopFilterFor(context, input);
  const { heed } = context;
  return () => {
    const calendar = heed.calendar();
    const settings = heed.loopSettings();
    const clocks = createClocks(settings);
    return { filter, calendar, workedSince2000: (department) => clocks.of(department).since2000(calendar.now), settingsVersion: settings.version };
  };
}

/** How groups look after loops, live. */
export function departmentsView(context: Context, { filter: input, by, first, clock, compareWith: before }: DepartmentsArgs): View<Omit<LoopAnswerType, 'asOf' | 'version'>> {
  const question = questionOf(context, input);
  const compareWith = before ? readPeriod(before, 'compareWith') : undefined;
  return ofItsMoment({ field: 'departments', filter: question().filter, args: { by, first, clock, compareWith } }, async () => {
    const answer = await measureDepartments(context.heed.store, { ...question(), by, first, clock, compareWith });
    return { asOf: answer.asOf, answer: loopAnswerType(answer) };
  });
}

function closeCurveView(context: Context, { filter: input, by, first, measure, clock }: CloseCurveArgs): View<Omit<CloseCurvesType, 'asOf' | 'version'>> {
  const question = questionOf(context, input);
  return ofItsMoment({ field: 'closeCurve', filter: question().filter, args: { by: by ?? null, first, measure, clock } }, async () => {
    const curves = await measureCloseCurve(context.heed.store, { ...question(), by: by ?? null, first, measure, clock });
    return { asOf: curves.asOf, answer: closeCurvesType(curves) };
  });
}

const LIVE = 'The same answer as the query: at once, and again after each change that alters it.';

@Resolver()
export class DepartmentsResolver {
  @Authorized(...WATCHERS)
  @Query(() => LoopAnswerType, { complexity: 100, description: 'How departments, or other groups, look after what customers said: time to close and every step before, shares, and who held loops for how long.' })
  departments(@Ctx() context: Context, @Args(() => DepartmentsArgs) args: DepartmentsArgs): Promise<LoopAnswerType> {
    return answered(context, departmentsView(context, args));
  }

  @Authorized(...WATCHERS)
  @Subscription(() => LoopAnswerType, {
    name: 'departments',
    complexity: 100,
    description: LIVE,
    subscribe: ({ args, context }: { args: DepartmentsArgs; context: Context }) => watch(context, () => departmentsView(context, args)),
  })
  departmentsChanged(@Root() snapshot: LoopAnswerType, @Args(() => DepartmentsArgs) _args: DepartmentsArgs): LoopAnswerType {
    return snapshot;
  }

  @Authorized(...WATCHERS)
  @Query(() => CloseCurvesType, { complexity: 50, description: 'What share of loops is done by when.' })
  closeCurve(@Ctx() context: Context, @Args(() => CloseCurveArgs) args: CloseCurveArgs): Promise<CloseCurvesType> {
    return answered(context, closeCurveView(context, args));
  }

  @Authorized(...WATCHERS)
  @Subscription(() => CloseCurvesType, {
    name: 'closeCurve',
    complexity: 50,
    description: LIVE,
    subscribe: ({ args, context }: { args: CloseCurveArgs; context: Context }) => watch(context, () => closeCurveView(context, args)),
  })
  closeCurveChanged(@Root() snapshot: CloseCurvesType, @Args(() => CloseCurveArgs) _args: CloseCurveArgs): CloseCurvesType {
    return snapshot;
  }
}
