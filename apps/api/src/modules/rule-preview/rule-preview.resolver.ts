import { HeedError, LOOP_SETTERS } from '@heed/domain';
import { applyRule, previewRule } from '@heed/loops';
import { feedbackByIds } from '@heed/measure';
import { Arg, Authorized, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import { callerOf, type Context } from '../../graphql/context.ts';
import { readDefinition } from '../definitions/read-definition.ts';
import { feedbackType } from '../feedback/feedback.type.ts';
import { RulePreviewType } from './rule-preview.type.ts';
import { RuleInput } from './rule.input.ts';

const DAYS = { defaultValue: 30, description: 'How many days back, today included; 1 to 366.' };
const DAY_MS = 86_400_000;

/** Rules act on all feedback, and so do their previews. */
function assertSeesAll(context: Context): void {
  if (callerOf(context).departments) throw new HeedError('FORBIDDEN', 'Rules hold for the whole organisation: they are for leads and administrators who are not limited to departments.');
}

@Resolver()
export class RulePreviewResolver {
  @Authorized(...LOOP_SETTERS)
  @Query(() => RulePreviewType, { complexity: 200, description: 'What a rule would have done with the feedback of the last days, without doing it.' })
  async rulePreview(@Ctx() context: Context, @Arg('rule', () => RuleInput, { description: 'The rule.' }) input: RuleInput, @Arg('days', () => Int, DAYS) days: number): Promise<RulePreviewType> {
    assertSeesAll(context);
    const { heed } = context;
    const rule = readDefinition('rule', { ...input });
    const { examples, ...preview } = await previewRule({ store: heed.store, settings: heed.loopSettings(), calendar: heed.calendar() }, { rule, days });
    const near = { from: heed.now() - (days + 1) * DAY_MS, to: heed.now() + DAY_MS };
    const found = new Map((await feedbackByIds(heed.store, { ids: examples, near })).map((row) => [row.id, feedbackType(row)]));
    return { ...preview, examples: examples.flatMap((id) => found.get(id) ?? []) };
  }

  @Authorized(...LOOP_SETTERS)
  @Mutation(() => Int, { complexity: 200, description: 'Lets a rule act on the feedback of the last days, too; answers how many loops it opened and how much feedback it joined to one. Doing it again opens nothing twice.' })
  async applyRule(@Ctx() context: Context, @Arg('name', () => String, { description: 'Its name.' }) name: string, @Arg('days', () => Int, DAYS) days: number): Promise<number> {
    assertSeesAll(context);
    const { heed } = context;
    const { opened, joined } = await applyRule({ loops: heed.loops, store: heed.store, settings: heed.loopSettings, calendar: heed.calendar() }, { name, days });
    return opened + joined;
  }
}
