import { createDeliveries, NO_ALERT } from '@heed/alerts';
import { HeedError, LOOP_SETTERS } from '@heed/domain';
import { Arg, Args, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { keyOf } from '../../definitions/definition.ts';
import { callerOf, type Context } from '../../graphql/context.ts';
import { assertPageSize, perItem } from '../page-size.ts';
import { cursorOf, readCursor } from './alert-cursor.ts';
import { seenAlert } from './alert.resolver.ts';
import { DeliveriesArgs } from './alert.args.ts';
import { AlertDeliveriesType, AlertDeliveryType, deliveryType } from './delivery.type.ts';

/** What is about no single alert that a caller may see is for those who see all. */
async function assertSees(context: Context, alert: string | null): Promise<void> {
  if (alert !== null) await seenAlert(context, alert);
  else if (callerOf(context).departments) throw new HeedError('FORBIDDEN', 'Deliveries of all alerts are for leads and administrators who are not limited to departments; name an alert.');
}

@Resolver()
export class AlertDeliveryResolver {
  @Authorized(...LOOP_SETTERS)
  @Query(() => AlertDeliveriesType, { complexity: perItem, description: 'Who was told, how and whether it worked, newest first: of one alert, of one receiver, or all.' })
  async alertDeliveries(@Ctx() context: Context, @Args(() => DeliveriesArgs) { first, after, alert, channel, to }: DeliveriesArgs): Promise<AlertDeliveriesType> {
    assertPageSize(first);
    if ((channel == null) !== (to == null)) throw new HeedError('BAD_USER_INPUT', 'channel and to belong together; give both or neither.');
    await assertSees(context, alert ?? null);
    const page = await createDeliveries(context.heed.store).page({ alert: alert ?? null, to: channel != null && to != null ? { channel, target: keyOf(to) } : null, after: readCursor(after), first: first + 1 });
    const shown = page.slice(0, first);
    const last = shown.at(-1);
    return { deliveries: shown.map(deliveryType), hasNextPage: page.length > first, endCursor: last ? cursorOf({ at: last.createdAt, id: last.id }) : null };
  }

  @Authorized(...LOOP_SETTERS)
  @Mutation(() => AlertDeliveryType, { complexity: 20, description: 'Tries a delivery again that failed or was skipped, from the first pause on.' })
  async retryAlertDelivery(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<AlertDeliveryType> {
    const { heed } = context;
    const delivery = /^[0-9a-f-]{36}$/i.test(id) ? (await createDeliveries(heed.store).find([id])).get(id) : undefined;
    if (!delivery) throw new HeedError('NOT_FOUND', 'There is no delivery with this id.');
    await assertSees(context, delivery.alertId === NO_ALERT ? null : delivery.alertId);
    return deliveryType(await heed.alerts.retry(id));
  }
}
