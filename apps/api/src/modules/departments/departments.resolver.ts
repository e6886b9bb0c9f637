import { HeedError, WATCHERS } from '@heed/domain';
import { Args, Authorized, Ctx, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { Context } from '../../graphql/context.ts';
import { CloseCurvesType } from './close-curve.type.ts';
import { CloseCurveArgs, DepartmentsArgs } from './departments.args.ts';
import { LoopAnswerType } from './departments.type.ts';

const later = (): never => {
  throw new HeedError('UNAVAILABLE', 'Loops cannot be measured yet.');
};
const SAME = 'The same answer as the query: at once, and again after each change that alters it.';

@Resolver()
export class DepartmentsResolver {
  @Authorized(...WATCHERS)
  @Query(() => LoopAnswerType, { complexity: 100, description: 'How departments, or other groups, look after what customers said: time to close and every step before, shares, and who held loops for how long.' })
  departments(@Ctx() _context: Context, @Args(() => DepartmentsArgs) _args: DepartmentsArgs): Promise<LoopAnswerType> {
    return later();
  }

  @Authorized(...WATCHERS)
  @Subscription(() => LoopAnswerType, { name: 'departments', complexity: 100, description: SAME, subscribe: later })
  departmentsChanged(@Root() snapshot: LoopAnswerType, @Args(() => DepartmentsArgs) _args: DepartmentsArgs): LoopAnswerType {
    return snapshot;
  }

  @Authorized(...WATCHERS)
  @Query(() => CloseCurvesType, { complexity: 50, description: 'What share of loops is done by when.' })
  closeCurve(@Ctx() _context: Context, @Args(() => CloseCurveArgs) _args: CloseCurveArgs): Promise<CloseCurvesType> {
    return later();
  }

  @Authorized(...WATCHERS)
  @Subscription(() => CloseCurvesType, { name: 'closeCurve', complexity: 50, description: SAME, subscribe: later })
  closeCurveChanged(@Root() snapshot: CloseCurvesType, @Args(() => CloseCurveArgs) _args: CloseCurveArgs): CloseCurvesType {
    return snapshot;
  }
}
