import { LOOP_SETTERS, READERS } from '@heed/domain';
import { Arg, Args, Authorized, Ctx, Int, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import { previewAlerts } from '../../alerts/preview-alerts.ts';
import { suggestedRules } from '../../alerts/suggested-rules.ts';
import { assertMayChange } from '../../definitions/may-change.ts';
import { callerOf, type Context } from '../../graphql/context.ts';
import { watch } from '../../live/watched.ts';
import { NameArgs } from '../definitions/definition.args.ts';
import { definitionsView, remove, type Listed } from '../definitions/listed.ts';
import { readDefinition } from '../definitions/read-definition.ts';
import { evidenceType } from './alert-evidence.type.ts';
import { AlertPreviewType, AlertRuleInput, AlertRuleType, alertRuleType, AlertSuggestionType } from './alert-rule.type.ts';

const VERSION = { nullable: true, description: 'The version that you saw, 0 for none: CONFLICT when it is another by now. When missing, only a change at the same moment is a conflict.' };
const DAYS = 90;

@Resolver()
export class AlertRuleResolver {
  @Authorized(...READERS)
  @Query(() => [AlertRuleType], { complexity: 10, description: 'The rules by which people are told of changes, by name.' })
  alertRules(@Ctx() { heed }: Context): AlertRuleType[] {
    return heed.definitions.list('alert').map(alertRuleType);
  }

  @Authorized(...READERS)
  @Subscription(() => [AlertRuleType], {
    name: 'alertRules',
    complexity: 10,
    description: 'The same answer as the query: at once, and again after each change that alters it.',
    subscribe: ({ context }: { context: Context }) => watch(context, () => definitionsView(context, 'alert')),
  })
  alertRulesChanged(@Root() { definitions }: Listed<'alert'>): AlertRuleType[] {
    return definitions.map(alertRuleType);
  }

  @Authorized(...LOOP_SETTERS)
  @Query(() => [AlertSuggestionType], { complexity: 10, description: 'Rules that suit most organisations, ready to be saved.' })
  alertSuggestions(@Ctx() { heed }: Context): AlertSuggestionType[] {
    const there = new Set(heed.definitions.list('alert').map(({ definition }) => definition.kind));
    return suggestedRules().map(({ id, rule }) => ({ id, rule: alertRuleType({ definition: rule, version: 0 }), used: there.has(rule.kind) }));
  }

  @Authorized(...LOOP_SETTERS)
  @Mutation(() => AlertRuleType, { complexity: 20, description: 'Saves a rule; it is looked at every minute from then on. A lead of some departments may save those that look at these alone.' })
  async saveAlertRule(@Ctx() context: Context, @Arg('input', () => AlertRuleInput, { description: 'The rule.' }) input: AlertRuleInput, @Arg('version', () => Int, VERSION) version: number | null | undefined): Promise<AlertRuleType> {
    return alertRuleType(await context.heed.definitions.save('alert', readDefinition('alert', { ...input }), { caller: callerOf(context), seen: version ?? undefined }));
  }

  @Authorized(...LOOP_SETTERS)
  @Mutation(() => Boolean, { complexity: 20, description: 'Removes a rule; what it raised is over. False when there is none.' })
  removeAlertRule(@Ctx() context: Context, @Args(() => NameArgs) args: NameArgs): Promise<boolean> {
    return remove(context, { kind: 'alert', args });
  }

  @Authorized(...LOOP_SETTERS)
  @Query(() => AlertPreviewType, { complexity: 2_000, description: 'What a rule would have raised in the last 90 days, as far as that can be told from what there is now: scores and themes as of the end of each day.' })
  async alertPreview(@Ctx() context: Context, @Arg('rule', () => AlertRuleInput, { description: 'The rule.' }) input: AlertRuleInput): Promise<AlertPreviewType> {
    const { heed } = context;
    const rule = readDefinition('alert', { ...input });
    // Whoever may not save it must not learn by it what they may not see.
    assertMayChange({ kind: 'alert', name: rule.name, definition: rule }, { current: undefined, caller: callerOf(context) });
    const { alerts, judged } = await previewAlerts(rule, { store: heed.store, calendar: heed.calendar(), catalogue: heed.themes.catalogue.state(), days: DAYS });
    return { days: DAYS, judged, total: alerts.length, alerts: alerts.slice(0, 100).map(({ at, overAt, finding }) => ({ at: new Date(at), overAt: overAt === null ? null : new Date(overAt), subject: finding.subject, evidence: evidenceType(finding.facts) })) };
  }
}
