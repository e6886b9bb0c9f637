import { createDeliveries, type Webhook, type WebhookHealth } from '@heed/alerts';
import { ADMINS, HeedError, LOOP_SETTERS } from '@heed/domain';
import { Arg, Args, Authorized, Ctx, Int, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import { keyOf } from '../../definitions/definition.ts';
import { assertMayChange } from '../../definitions/may-change.ts';
import type { Stored } from '../../definitions/state.ts';
import { callerOf, type Context } from '../../graphql/context.ts';
import type { View } from '../../live/hub.ts';
import { watch } from '../../live/watched.ts';
import { NameArgs } from '../definitions/definition.args.ts';
import { remove } from '../definitions/listed.ts';
import { readDefinition } from '../definitions/read-definition.ts';
import { AlertDeliveryType, deliveryType } from './delivery.type.ts';
import { WebhookSecretType, WebhookType } from './webhook.type.ts';

const NAME = { description: 'Its name, in any case.' };
const URL_ARGUMENT = { description: 'Its address: https://… without user name and password. Addresses of private networks are refused when it is called, unless HEED_WEBHOOK_PRIVATE allows them.' };
const MOST_KEEP_HOURS = 168;

const orNull = (moment: number | null | undefined): Date | null => (moment == null ? null : new Date(moment));

function webhookType({ definition, version }: Stored<'webhook'>, { context, health }: { context: Context; health: ReadonlyMap<string, WebhookHealth> }): WebhookType {
  const { heed } = context;
  const key = keyOf(definition.name);
  const signing = heed.alerts.keys.get(key);
  const fared = health.get(key);
  return {
    name: definition.name,
    url: ADMINS.includes(callerOf(context).role) ? definition.url : null,
    host: new URL(definition.url).host,
    enabled: definition.enabled,
    off: signing?.off?.reason ?? null,
    offAt: orNull(signing?.off?.at),
    hasSecret: signing !== undefined,
    secretMadeAt: orNull(signing?.madeAt),
    previousSecretUntil: signing?.previous && signing.previous.until > heed.now() ? new Date(signing.previous.until) : null,
    deliveredAt: orNull(fared?.deliveredAt),
    failingSince: orNull(fared?.failingSince),
    rules: heed.definitions.list('alert').flatMap(({ definition: rule }) => (rule.webhooks.some((name) => keyOf(name) === key) ? [rule.name] : [])),
    version,
  };
}

async function webhooks(context: Context): Promise<WebhookType[]> {
  const health = await createDeliveries(context.heed.store).health();
  return context.heed.definitions.list('webhook').map((stored) => webhookType(stored, { context, health }));
}

function webhooksView(context: Context): View<{ webhooks: WebhookType[] }> {
  return {
    key: JSON.stringify(['webhooks', ADMINS.includes(callerOf(context).role)]),
    touchedBy: (change) => change.kind === 'alerts' || change.kind === 'workspace' || (change.kind === 'definitions' && (change.kinds.includes('webhook') || change.kinds.includes('alert'))),
    compute: async () => ({ webhooks: await webhooks(context) }),
  };
}

/** The webhook of a name. Throws NOT_FOUND. */
function known({ heed }: Context, name: string): Stored<'webhook'> {
  const found = heed.definitions.list('webhook').find(({ definition }) => keyOf(definition.name) === keyOf(name));
  if (!found) throw new HeedError('NOT_FOUND', 'There is no webhook of this name.');
  return found;
}

/** Throws FORBIDDEN unless the caller may change webhooks. */
function assertMayChangeWebhooks(context: Context, webhook: Webhook): void {
  assertMayChange({ kind: 'webhook', name: webhook.name, definition: webhook }, { current: undefined, caller: callerOf(context) });
}

@Resolver()
export class WebhookResolver {
  @Authorized(...LOOP_SETTERS)
  @Query(() => [WebhookType], { complexity: 20, description: 'Where alerts are sent by program, and how that fares, by name.' })
  webhooks(@Ctx() context: Context): Promise<WebhookType[]> {
    return webhooks(context);
  }

  @Authorized(...LOOP_SETTERS)
  @Subscription(() => [WebhookType], {
    name: 'webhooks',
    complexity: 20,
    description: 'The same answer as the query: at once, and again after each change that alters it.',
    subscribe: ({ context }: { context: Context }) => watch(context, () => webhooksView(context)),
  })
  webhooksChanged(@Root() snapshot: { webhooks: WebhookType[] }): WebhookType[] {
    return snapshot.webhooks;
  }

  @Authorized(...ADMINS)
  @Mutation(() => WebhookSecretType, { complexity: 20, description: 'Makes a webhook and its secret. CONFLICT where there is one of this name.' })
  async createWebhook(@Ctx() context: Context, @Arg('name', () => String, { description: 'Its name, 1 to 80 characters.' }) name: string, @Arg('url', () => String, URL_ARGUMENT) url: string): Promise<WebhookSecretType> {
    const { heed } = context;
    const stored = await heed.definitions.save('webhook', readDefinition('webhook', { name, url }), { caller: callerOf(context), seen: 0 });
    const secret = await heed.alerts.keys.make(keyOf(stored.definition.name), { by: callerOf(context).id, keepMs: 0 });
    return { webhook: webhookType(stored, { context, health: new Map() }), secret };
  }

  @Authorized(...ADMINS)
  @Mutation(() => WebhookType, { complexity: 20, description: 'Changes the address of a webhook, or whether it is on. Either turns it on again where it had been turned off by itself.' })
  async changeWebhook(
    @Ctx() context: Context,
    @Args(() => NameArgs) { name, version }: NameArgs,
    @Arg('url', () => String, { ...URL_ARGUMENT, nullable: true }) url: string | null | undefined,
    @Arg('enabled', () => Boolean, { nullable: true, description: 'Whether it is on; as it is when missing.' }) enabled: boolean | null | undefined,
  ): Promise<WebhookType> {
    const { heed } = context;
    const { definition } = known(context, name);
    const wanted = readDefinition('webhook', { ...definition, ...(url == null ? {} : { url }), ...(enabled == null ? {} : { enabled }) });
    const stored = await heed.definitions.save('webhook', wanted, { caller: callerOf(context), seen: version ?? undefined });
    if (wanted.enabled) await heed.alerts.keys.turnOn(keyOf(wanted.name), callerOf(context).id);
    await heed.alerts.webhooksChanged();
    return webhookType(stored, { context, health: await createDeliveries(heed.store).health() });
  }

  @Authorized(...ADMINS)
  @Mutation(() => Boolean, { complexity: 20, description: 'Removes a webhook and its secret, unless rules name it; false when there is none.' })
  async removeWebhook(@Ctx() context: Context, @Args(() => NameArgs) args: NameArgs): Promise<boolean> {
    const removed = await remove(context, { kind: 'webhook', args });
    if (removed) {
      await context.heed.alerts.keys.forget(keyOf(args.name), callerOf(context).id);
      await context.heed.alerts.webhooksChanged();
    }
    return removed;
  }

  @Authorized(...ADMINS)
  @Mutation(() => WebhookSecretType, { complexity: 20, description: 'Makes another secret for a webhook. It is signed with both until the old one ends, so that its receiver can be changed in between.' })
  async rotateWebhookSecret(
    @Ctx() context: Context,
    @Arg('name', () => String, NAME) name: string,
    @Arg('keepHours', () => Int, { defaultValue: 24, description: `For how many hours the old one holds, 0 to ${MOST_KEEP_HOURS}.` }) keepHours: number,
  ): Promise<WebhookSecretType> {
    const { heed } = context;
    if (!Number.isInteger(keepHours) || keepHours < 0 || keepHours > MOST_KEEP_HOURS) throw new HeedError('BAD_USER_INPUT', `keepHours must be a whole number from 0 to ${MOST_KEEP_HOURS}.`);
    const stored = known(context, name);
    assertMayChangeWebhooks(context, stored.definition);
    const secret = await heed.alerts.keys.make(keyOf(stored.definition.name), { by: callerOf(context).id, keepMs: keepHours * 3_600_000 });
    return { webhook: webhookType(stored, { context, health: await createDeliveries(heed.store).health() }), secret };
  }

  @Authorized(...ADMINS)
  @Mutation(() => AlertDeliveryType, { complexity: 50, description: 'Calls a webhook at once with a test, which is not tried again, and says how that went. One that was turned off is called as well.' })
  async testWebhook(@Ctx() context: Context, @Arg('name', () => String, NAME) name: string): Promise<AlertDeliveryType> {
    const { definition } = known(context, name);
    assertMayChangeWebhooks(context, definition);
    return deliveryType(await context.heed.alerts.test(definition.name));
  }
}
