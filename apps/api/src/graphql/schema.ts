import 'reflect-metadata';
import type { Role } from '@heed/domain';
import type { GraphQLSchema } from 'graphql';
import { buildSchemaSync, type NonEmptyArray, type ResolverData } from 'type-graphql';
import { AlertRuleResolver } from '../modules/alert/alert-rule.resolver.ts';
import { AlertResolver } from '../modules/alert/alert.resolver.ts';
import { AlertDeliveryResolver } from '../modules/alert/delivery.resolver.ts';
import { WebhookResolver } from '../modules/alert/webhook.resolver.ts';
import { BroadcastResolver } from '../modules/broadcast/broadcast.resolver.ts';
import { BreakdownResolver } from '../modules/breakdown/breakdown.resolver.ts';
import { CohortsResolver } from '../modules/cohorts/cohorts.resolver.ts';
import { CustomerResolver, FeedbackLoopsResolver } from '../modules/customer/customer.resolver.ts';
import { DepartmentsResolver } from '../modules/departments/departments.resolver.ts';
import { DistributionResolver } from '../modules/distribution/distribution.resolver.ts';
import { DriversResolver } from '../modules/drivers/drivers.resolver.ts';
import { ExploreResolver } from '../modules/explore/explore.resolver.ts';
import { DefinitionsResolver } from '../modules/definitions/definitions.resolver.ts';
import { InboxViewResolver } from '../modules/definitions/inbox-view.resolver.ts';
import { SavedFilterResolver } from '../modules/definitions/saved-filter.resolver.ts';
import { SavedMetricResolver } from '../modules/definitions/saved-metric.resolver.ts';
import { SavedViewResolver } from '../modules/definitions/saved-view.resolver.ts';
import { TargetResolver } from '../modules/definitions/target.resolver.ts';
import { FeedbackConnectionResolver, FeedbackResolver } from '../modules/feedback/feedback.resolver.ts';
import { LoopCommandResolver } from '../modules/loop/loop-command.resolver.ts';
import { LoopFieldsResolver } from '../modules/loop/loop-fields.resolver.ts';
import { LoopConnectionResolver, LoopResolver } from '../modules/loop/loop.resolver.ts';
import { LoopSettingsResolver } from '../modules/loop-settings/loop-settings.resolver.ts';
import { SaveSettingsResolver } from '../modules/loop-settings/save-settings.resolver.ts';
import { MessageResolver } from '../modules/message/message.resolver.ts';
import { MetricResolver } from '../modules/metric/metric.resolver.ts';
import { ReconciliationResolver } from '../modules/reconciliation/reconciliation.resolver.ts';
import { RulePreviewResolver } from '../modules/rule-preview/rule-preview.resolver.ts';
import { ScoreResolver } from '../modules/score/score.resolver.ts';
import { ServiceResolver } from '../modules/service/service.resolver.ts';
import { SubmitResolver } from '../modules/submit/submit.resolver.ts';
import { ThemeEditResolver } from '../modules/theme/theme-edit.resolver.ts';
import { ThemeStateResolver } from '../modules/theme/theme-state.resolver.ts';
import { ComparedThemesResolver } from '../modules/theme/compared-themes.resolver.ts';
import { ThemesResolver } from '../modules/theme/themes.resolver.ts';
import { TokenResolver } from '../modules/token/token.resolver.ts';
import { TrendResolver } from '../modules/trend/trend.resolver.ts';
import { VolumeResolver } from '../modules/volume/volume.resolver.ts';
import { DisplayResolver } from '../modules/wall/display.resolver.ts';
import { WallEditResolver } from '../modules/wall/wall-edit.resolver.ts';
import { WallResolver } from '../modules/wall/wall.resolver.ts';
import { WallTilePreviewResolver } from '../modules/wall/wall-tile-preview.resolver.ts';
import { WhyResolver } from '../modules/why/why.resolver.ts';
import { WorkspaceResolver } from '../modules/workspace/workspace.resolver.ts';
import { checkAccess, type Context } from './context.ts';
import { assertKnownAttributes } from './known-attributes.ts';

const RESOLVERS = [
  WorkspaceResolver,
  ServiceResolver,
  ReconciliationResolver,
  MetricResolver,
  ScoreResolver,
  TrendResolver,
  BreakdownResolver,
  ExploreResolver,
  VolumeResolver,
  DistributionResolver,
  WhyResolver,
  DriversResolver,
  CohortsResolver,
  FeedbackResolver,
  FeedbackConnectionResolver,
  FeedbackLoopsResolver,
  CustomerResolver,
  LoopResolver,
  LoopConnectionResolver,
  LoopFieldsResolver,
  LoopCommandResolver,
  MessageResolver,
  BroadcastResolver,
  DepartmentsResolver,
  RulePreviewResolver,
  SubmitResolver,
  TokenResolver,
  SavedViewResolver,
  InboxViewResolver,
  SavedFilterResolver,
  SavedMetricResolver,
  TargetResolver,
  DefinitionsResolver,
  LoopSettingsResolver,
  SaveSettingsResolver,
  ThemesResolver,
  ComparedThemesResolver,
  ThemeStateResolver,
  ThemeEditResolver,
  WallResolver,
  WallTilePreviewResolver,
  WallEditResolver,
  DisplayResolver,
  AlertResolver,
  AlertRuleResolver,
  AlertDeliveryResolver,
  WebhookResolver,
] satisfies NonEmptyArray<unknown>;

/** The executable schema. Resolvers hold no state, so one of each is enough. */
export function createSchema(): GraphQLSchema {
  const instances = new Map<unknown, unknown>();
  return buildSchemaSync({
    resolvers: RESOLVERS,
    // An arrow: type-graphql takes a function with a prototype for a class.
    authChecker: async (data: ResolverData<Context>, roles: Role[]) => {
      const allowed = checkAccess(data, roles);
      await assertKnownAttributes(data);
      return allowed;
    },
    validate: false,
    // Every subscription brings its own iterator from the live hub; type-graphql only wants to see that there is something.
    pubSub: {
      publish: () => undefined,
      subscribe: () => {
        throw new Error('subscriptions go through the live hub');
      },
    },
    container: {
      get(type: new () => unknown) {
        let instance = instances.get(type);
        if (!instance) instances.set(type, (instance = new type()));
        return instance;
      },
    },
  });
}
