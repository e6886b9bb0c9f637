import { HeedError } from '@heed/domain';
import { Arg, Authorized, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { Context } from '../../graphql/context.ts';
import { RulePreviewType } from './rule-preview.type.ts';
import { RuleInput } from './rule.input.ts';

const DAYS = { defaultValue: 30, description: 'How many days back, 1 to 366.' };

@Resolver()
export class RulePreviewResolver {
  @Authorized('lead', 'admin')
  @Query(() => RulePreviewType, { complexity: 100, description: 'What a rule would have done with the feedback of the last days, without doing it.' })
  rulePreview(@Ctx() _context: Context, @Arg('rule', () => RuleInput, { description: 'The rule.' }) _rule: RuleInput, @Arg('days', () => Int, DAYS) _days: number): Promise<RulePreviewType> {
    throw new HeedError('UNAVAILABLE', 'Rules cannot be tried yet.');
  }

  @Authorized('lead', 'admin')
  @Mutation(() => Int, { complexity: 100, description: 'Applies a rule to the feedback of the last days, too; answers how many loops it opened or joined. Doing it again opens nothing twice.' })
  applyRule(@Ctx() _context: Context, @Arg('name', () => String, { description: 'Its name.' }) _name: string, @Arg('days', () => Int, DAYS) _days: number): Promise<number> {
    throw new HeedError('UNAVAILABLE', 'Rules cannot be applied yet.');
  }
}
