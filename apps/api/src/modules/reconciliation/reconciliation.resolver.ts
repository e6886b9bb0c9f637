import { ADMINS, resolvePeriod } from '@heed/domain';
import { Arg, Authorized, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../graphql/context.ts';
import { PeriodInput } from '../filter/filter.input.ts';
import { readPeriod } from '../filter/read-filter.ts';
import { ReconciliationType } from './reconciliation.type.ts';

@Resolver()
export class ReconciliationResolver {
  @Authorized(...ADMINS)
  @Mutation(() => ReconciliationType, { complexity: 1_000, description: 'Compares the sums of days with a recount of all rows, and heals what differs. Safe at any time; reads everything.' })
  reconcile(
    @Ctx() { heed }: Context,
    @Arg('period', () => PeriodInput, { nullable: true, description: 'Only days of this period; all when missing.' }) period?: PeriodInput | null,
  ): Promise<ReconciliationType> {
    return heed.dailySums.reconcile(period ? resolvePeriod(readPeriod(period, 'period'), heed.calendar()) : undefined);
  }
}
