import { CURATORS } from '@heed/domain';
import type { TaxonomyFormat } from '@heed/themes';
import { Arg, Authorized, Ctx, ID, Int, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../graphql/context.ts';
import { edit, importTaxonomy, previewSplit, startJob } from './edits.ts';
import { NewThemeInput, SplitPartInput, ThemeChangeInput, ThemeFileFormatEnum, ThemeGranularityEnum, type GRANULARITIES } from './theme.args.ts';
import { ProposedThemeType, ThemesStateType } from './theme-state.type.ts';
import { ThemeType } from './theme.type.ts';

const THEME = { description: 'Which theme.' };

@Resolver()
export class ThemeEditResolver {
  @Authorized(...CURATORS)
  @Mutation(() => ThemeType, { complexity: 20, description: 'Makes a theme of your own.' })
  createTheme(@Ctx() context: Context, @Arg('input', () => NewThemeInput, { description: 'The theme.' }) input: NewThemeInput): Promise<ThemeType> {
    return edit(context).create(input);
  }

  @Authorized(...CURATORS)
  @Mutation(() => ThemeType, { complexity: 20, description: 'Changes a theme: name, description, words, group, department, owner and date, pinned, hidden.' })
  changeTheme(
    @Ctx() context: Context,
    @Arg('id', () => ID, THEME) id: string,
    @Arg('change', () => ThemeChangeInput, { description: 'What is to change.' }) change: ThemeChangeInput,
  ): Promise<ThemeType> {
    return edit(context).change(id, change);
  }

  @Authorized(...CURATORS)
  @Mutation(() => ThemeType, { complexity: 20, description: 'Puts themes into one, which is the answer. Their comments and examples go along.' })
  mergeThemes(
    @Ctx() context: Context,
    @Arg('ids', () => [ID], { description: 'The themes that go over.' }) ids: string[],
    @Arg('into', () => ID, { description: 'The theme that stays.' }) into: string,
  ): Promise<ThemeType> {
    return edit(context).merge(ids, into);
  }

  @Authorized(...CURATORS)
  @Mutation(() => [ProposedThemeType], { complexity: 50, description: 'Looks for the parts of a theme, and changes nothing. Waits for the answer; another preview of the same theme, or five minutes, ends it.' })
  previewThemeSplit(@Ctx() context: Context, @Arg('id', () => ID, THEME) id: string): Promise<ProposedThemeType[]> {
    return previewSplit(context, id);
  }

  @Authorized(...CURATORS)
  @Mutation(() => [ThemeType], { complexity: 20, description: 'Splits a theme as its last preview showed, into the parts that are named; what is not named stays.' })
  splitTheme(
    @Ctx() context: Context,
    @Arg('id', () => ID, THEME) id: string,
    @Arg('parts', () => [SplitPartInput], { description: 'The new themes.' }) parts: SplitPartInput[],
  ): Promise<ThemeType[]> {
    return edit(context).split(id, parts);
  }

  @Authorized(...CURATORS)
  @Mutation(() => Boolean, { complexity: 20, description: 'Says to which theme comments belong; the router learns from it at once. The same theme confirms, another moves, none takes them out.' })
  teachTheme(
    @Ctx() context: Context,
    @Arg('feedback', () => [ID], { description: 'Whose comments; at most 200.' }) feedback: string[],
    @Arg('theme', () => ID, { nullable: true, description: 'Where they belong; null for none of the themes.' }) theme?: string | null,
  ): Promise<boolean> {
    return edit(context).teach(feedback, theme ?? null);
  }

  @Authorized(...CURATORS)
  @Mutation(() => Boolean, { complexity: 20, description: 'Accepts or declines a proposal.' })
  answerThemeProposal(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Which proposal.' }) id: string,
    @Arg('accept', () => Boolean, { description: 'True to make it so.' }) accept: boolean,
  ): Promise<boolean> {
    return edit(context).answer(id, accept);
  }

  @Authorized(...CURATORS)
  @Mutation(() => Boolean, { complexity: 20, description: 'Words that are to play no part, in place of those that were excluded.' })
  excludeThemeWords(@Ctx() context: Context, @Arg('words', () => [String], { description: 'All of them.' }) words: string[]): Promise<boolean> {
    return edit(context).excludeWords(words);
  }

  @Authorized(...CURATORS)
  @Mutation(() => Boolean, { complexity: 20, description: 'Takes back what a person did to themes.' })
  undoThemeEdit(@Ctx() context: Context, @Arg('version', () => Int, { description: 'Number of the edit.' }) version: number): Promise<boolean> {
    return edit(context).undo(version);
  }

  @Authorized(...CURATORS)
  @Mutation(() => [ThemeType], { complexity: 50, description: 'Brings a taxonomy along, as YAML or CSV; what is there already is changed, not doubled. Every problem is told at once.' })
  importThemes(
    @Ctx() context: Context,
    @Arg('text', () => String, { description: 'The file.' }) text: string,
    @Arg('format', () => ThemeFileFormatEnum, { defaultValue: 'yaml', description: 'How it is written.' }) format: TaxonomyFormat,
  ): Promise<ThemeType[]> {
    return importTaxonomy(context, { text, format });
  }

  @Authorized(...CURATORS)
  @Mutation(() => ThemesStateType, { complexity: 50, description: 'Looks for themes. Where there are some already it only proposes.' })
  discoverThemes(
    @Ctx() context: Context,
    @Arg('granularity', () => ThemeGranularityEnum, { defaultValue: 'medium', description: 'How finely.' }) granularity: (typeof GRANULARITIES)[number],
  ): Promise<ThemesStateType> {
    return startJob(context, { kind: 'discover', granularity });
  }

  @Authorized(...CURATORS)
  @Mutation(() => ThemesStateType, { complexity: 50, description: 'Learns the themes that there are anew from their comments.' })
  refitThemes(@Ctx() context: Context): Promise<ThemesStateType> {
    return startJob(context, { kind: 'refit' });
  }

  @Authorized(...CURATORS)
  @Mutation(() => ThemesStateType, { complexity: 50, description: 'Ends the work that is under way; nothing of it takes effect.' })
  cancelThemeJob(@Ctx() context: Context): Promise<ThemesStateType> {
    return startJob(context, { kind: 'cancel' });
  }

  @Authorized(...CURATORS)
  @Mutation(() => ThemesStateType, { complexity: 50, description: 'Reads comments by an older model again.' })
  rollBackThemes(@Ctx() context: Context, @Arg('model', () => Int, { description: 'Its number.' }) model: number): Promise<ThemesStateType> {
    return startJob(context, { kind: 'rollBack', model });
  }
}
