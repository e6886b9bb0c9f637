import { ADMINS, CUSTOMER_READERS, READERS } from '@heed/domain';
import { Arg, Authorized, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { callerOf, type Context } from '../../graphql/context.ts';
import { AppliedDefinitionsType, definitionChangeType } from './applied.type.ts';

@Resolver()
export class DefinitionsResolver {
  @Authorized(...READERS)
  @Query(() => String, { complexity: 100, description: 'Every definition as a YAML file for review; the same definitions are the same text. The people who work loops are in it for agents, leads and administrators, webhooks for administrators.' })
  definitions(@Ctx() context: Context): string {
    const { role } = callerOf(context);
    return context.heed.definitions.yaml({ personal: CUSTOMER_READERS.includes(role), webhooks: ADMINS.includes(role) });
  }

  @Authorized(...ADMINS)
  @Mutation(() => AppliedDefinitionsType, {
    complexity: 200,
    description: 'Makes the definitions what a file says, all or nothing: what a section of the file does not name is removed, a section that is missing stays. Applying the same file again changes nothing.',
  })
  async applyDefinitions(
    @Ctx() context: Context,
    @Arg('yaml', () => String, { description: 'The file, at most 256 KiB; every problem is listed with its line in `extensions.problems`.' }) yaml: string,
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: 'Only say what would change.' }) dryRun: boolean,
  ): Promise<AppliedDefinitionsType> {
    const { steps } = await context.heed.definitions.apply(yaml, { caller: callerOf(context), dryRun });
    return { changes: steps.map(definitionChangeType), applied: !dryRun };
  }
}
