import { ALERT_STATES, createAlerts, type Alert } from '@heed/alerts';
import { CURATORS, HeedError, READERS } from '@heed/domain';
import { Arg, Args, Authorized, Ctx, GraphQLISODateTime, ID, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import { callerOf, type Context } from '../../graphql/context.ts';
import type { View } from '../../live/hub.ts';
import { answered, watch } from '../../live/watched.ts';
import { actorOf } from '../loop/actor.ts';
import { assertPageSize, perItem } from '../page-size.ts';
import { cursorOf, readCursor } from './alert-cursor.ts';
import { AlertsArgs } from './alert.args.ts';
import { AlertsType, AlertType, alertType } from './alert.type.ts';

const MAX_NOTE = 1_000;
const NOT_THERE = 'There is no alert with this id.';

/** Who has read what: a person on whatever device, else the caller. */
const readerOf = (context: Context): string => {
  const { id, person } = callerOf(context);
  return person === null ? id : `person:${person}`;
};

/** Whether a caller may see an alert: one of some departments sees what is about those alone. */
export function seesAlert({ departments }: Pick<Alert, 'departments'>, scope: readonly string[] | null): boolean {
  return scope === null || (departments.length > 0 && departments.every((department) => scope.includes(department)));
}

/** The alert, if the caller may see it. Throws NOT_FOUND, which does not tell whether there is one. */
export async function seenAlert(context: Context, id: string): Promise<Alert> {
  const alert = /^[0-9a-f-]{36}$/i.test(id) ? (await createAlerts(context.heed.store).find([id])).get(id) : undefined;
  if (!alert || !seesAlert(alert, callerOf(context).departments)) throw new HeedError('NOT_FOUND', NOT_THERE);
  return alert;
}

type Answer = Omit<AlertsType, 'asOf' | 'version'>;

function alertsView(context: Context, { first, after, states }: AlertsArgs): View<Answer> {
  assertPageSize(first);
  const { heed } = context;
  const scope = callerOf(context).departments;
  const reader = readerOf(context);
  const asked = { states: states ?? [...ALERT_STATES], scope: scope === null ? null : [...scope], after: readCursor(after), first: first + 1 };
  return {
    key: JSON.stringify(['alerts', asked, reader]),
    touchedBy: ({ kind, ...change }) => kind === 'alerts' || kind === 'workspace' || (kind === 'definitions' && (change as { kinds: readonly string[] }).kinds.includes('person')),
    async compute() {
      const alerts = createAlerts(heed.store);
      const [page, { open, unread, readTill }] = await Promise.all([alerts.page(asked), alerts.counts({ scope, reader })]);
      const shown = page.slice(0, first);
      const last = shown.at(-1);
      return {
        alerts: shown.map((alert) => alertType(alert, { settings: heed.loopSettings(), readTill })),
        hasNextPage: page.length > first,
        endCursor: last ? cursorOf({ at: last.lastRaisedAt, id: last.id }) : null,
        open,
        unread,
      };
    },
  };
}

@Resolver()
export class AlertResolver {
  @Authorized(...READERS)
  @Query(() => AlertsType, { complexity: perItem, description: 'What was found out and when, the last told first, with how many you have not seen. Whoever sees some departments only sees what is about those.' })
  alerts(@Ctx() context: Context, @Args(() => AlertsArgs) args: AlertsArgs): Promise<AlertsType> {
    return answered(context, alertsView(context, args));
  }

  @Authorized(...READERS)
  @Subscription(() => AlertsType, {
    name: 'alerts',
    complexity: perItem,
    description: 'The same answer as the query: at once, and again after each change that alters it.',
    subscribe: ({ context, args }: { context: Context; args: AlertsArgs }) => watch(context, () => alertsView(context, args)),
  })
  alertsChanged(@Root() snapshot: AlertsType, @Args(() => AlertsArgs) _args: AlertsArgs): AlertsType {
    return snapshot;
  }

  @Authorized(...READERS)
  @Query(() => AlertType, { nullable: true, complexity: 10, description: 'One alert; null where there is none that you may see.' })
  async alert(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<AlertType | null> {
    const { heed } = context;
    const alert = await seenAlert(context, id).catch((error: unknown) => {
      if (error instanceof HeedError && error.code === 'NOT_FOUND') return null;
      throw error;
    });
    if (!alert) return null;
    const { readTill } = await createAlerts(heed.store).counts({ scope: callerOf(context).departments, reader: readerOf(context) });
    return alertType(alert, { settings: heed.loopSettings(), readTill });
  }

  @Authorized(...CURATORS)
  @Mutation(() => AlertType, { complexity: 20, description: 'Says that somebody sees to an alert: it is not repeated any more. Of one that was acknowledged before or is over nothing changes.' })
  async acknowledgeAlert(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
    @Arg('note', () => String, { defaultValue: '', description: 'What to know about it, at most 1000 characters.' }) note: string,
    @Arg('as', () => String, { nullable: true, description: 'The key of the person who acts, where the token does not say it.' }) as: string | null | undefined,
  ): Promise<AlertType> {
    if ([...note].length > MAX_NOTE) throw new HeedError('BAD_USER_INPUT', `note must have at most ${MAX_NOTE} characters.`);
    await seenAlert(context, id);
    const { heed } = context;
    const actor = actorOf(context, as);
    const alert = await heed.alerts.acknowledge(id, { by: actor.id, person: actor.by, note: note.trim() });
    return alertType(alert, { settings: heed.loopSettings(), readTill: 0 });
  }

  @Authorized(...READERS)
  @Mutation(() => Boolean, { complexity: 10, description: 'Says that you have seen all alerts that were told up to a moment; up to now when it is missing. It never goes back.' })
  async markAlertsRead(@Ctx() context: Context, @Arg('till', () => GraphQLISODateTime, { nullable: true, description: 'Up to when, at most now.' }) till: Date | null | undefined): Promise<boolean> {
    const { heed } = context;
    await heed.alerts.alerts.markRead(readerOf(context), Math.min(till?.getTime() ?? heed.now(), heed.now()));
    heed.hub.changed({ kind: 'alerts' });
    return true;
  }
}
