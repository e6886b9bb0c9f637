import { Field, Float, GraphQLISODateTime, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { FeedbackType } from '../feedback/feedback.type.ts';
import { enumOf } from '../enum-of.ts';
import { SnapshotType } from '../snapshot.type.ts';
import { ThemeType } from './theme.type.ts';

export const JOB_KINDS = ['discover', 'refit', 'split', 'emerging', 'sentiment'] as const;
const ThemeJobKindEnum = enumOf(JOB_KINDS);
registerEnumType(ThemeJobKindEnum, {
  name: 'ThemeJobKind',
  description: 'Work on themes that takes a while.',
  valuesConfig: {
    DISCOVER: { description: 'Looks for themes afresh. Where there are some already it only proposes.' },
    REFIT: { description: 'Learns the themes that there are anew from their comments; they stay who they are.' },
    SPLIT: { description: 'Looks for parts of one theme.' },
    EMERGING: { description: 'Looks for what is talked about of a sudden.' },
    SENTIMENT: { description: 'Learns from scored comments how satisfied and dissatisfied customers write.' },
  },
});

export const JOB_STEPS = ['fetching', 'reading', 'grouping', 'refining', 'naming', 'storing'] as const;
const ThemeJobStepEnum = enumOf(JOB_STEPS);
registerEnumType(ThemeJobStepEnum, {
  name: 'ThemeJobStep',
  description: 'What the work is at.',
  valuesConfig: {
    FETCHING: { description: 'Comments are fetched.' },
    READING: { description: 'They are read.' },
    GROUPING: { description: 'They are put into groups.' },
    REFINING: { description: 'The groups settle.' },
    NAMING: { description: 'They are counted and named.' },
    STORING: { description: 'What was learnt is stored.' },
  },
});

export const PROPOSAL_KINDS = ['new', 'split', 'merge', 'retire', 'emerging', 'spiking'] as const;
const ThemeProposalKindEnum = enumOf(PROPOSAL_KINDS);
registerEnumType(ThemeProposalKindEnum, {
  name: 'ThemeProposalKind',
  description: 'What is proposed. Nothing of it happens until a person accepts.',
  valuesConfig: {
    NEW: { description: 'A theme that there was not.' },
    SPLIT: { description: 'A theme falls into parts.' },
    MERGE: { description: 'Themes that are one.' },
    RETIRE: { description: 'A theme that nobody mentions any more.' },
    EMERGING: { description: 'A burst of similar comments that are in no theme.' },
    SPIKING: { description: 'A theme that is mentioned far more often than in the same hours of the same weekday. Goes away by itself; to accept it is to have taken note.' },
  },
});

@ObjectType('ThemeJob', { simpleResolvers: true, description: 'Work that is under way.' })
export class ThemeJobType {
  @Field(() => ThemeJobKindEnum, { description: 'Which.' })
  kind!: (typeof JOB_KINDS)[number];

  @Field(() => ThemeJobStepEnum, { description: 'What it is at.' })
  step!: (typeof JOB_STEPS)[number];

  @Field(() => Int, { description: 'How much of the step is done.' })
  done!: number;

  @Field(() => Int, { description: 'Of how much; 0 where nobody can know.' })
  of!: number;

  @Field(() => GraphQLISODateTime, { description: 'Since when.' })
  startedAt!: Date;
}

@ObjectType('ThemeJobResult', { simpleResolvers: true, description: 'How the last work ended.' })
export class ThemeJobResultType {
  @Field(() => ThemeJobKindEnum, { description: 'Which.' })
  kind!: (typeof JOB_KINDS)[number];

  @Field(() => GraphQLISODateTime, { description: 'When.' })
  endedAt!: Date;

  @Field(() => Int, { description: 'Comments that it looked at.' })
  comments!: number;

  @Field(() => Int, { description: 'Themes, or proposals, that it made.' })
  made!: number;

  @Field(() => String, { nullable: true, description: 'Why it came to nothing, in words; null when it did not.' })
  problem!: string | null;
}

@ObjectType('ProposedTheme', { simpleResolvers: true, description: 'A theme that would be.' })
export class ProposedThemeType {
  @Field(() => String, { description: 'What it would be called.' })
  name!: string;

  @Field(() => Int, { description: 'Comments in it.' })
  comments!: number;

  @Field(() => [String], { description: 'The phrases that tell it.' })
  telling!: string[];

  @Field(() => [FeedbackType], { description: 'Some of its comments.' })
  examples!: FeedbackType[];
}

@ObjectType('ThemeProposal', { simpleResolvers: true, description: 'A change of themes that a run proposes.' })
export class ThemeProposalType {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => ThemeProposalKindEnum, { description: 'What is proposed.' })
  kind!: (typeof PROPOSAL_KINDS)[number];

  @Field(() => GraphQLISODateTime, { description: 'When it was proposed.' })
  at!: Date;

  @Field(() => [ThemeType], { description: 'The themes that it is about; none for a new one.' })
  themes!: ThemeType[];

  @Field(() => [ProposedThemeType], { description: 'What there would be.' })
  becomes!: ProposedThemeType[];

  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Of what emerges: the first comment; of a spike: when it began.' })
  firstSeen!: Date | null;

  @Field(() => Int, { nullable: true, description: 'Of what emerges or spikes: comments in the window that was looked at.' })
  recent!: number | null;

  @Field(() => Float, { nullable: true, description: 'Of what emerges or spikes: how many would be expected there by chance or from history.' })
  expected!: number | null;

  @Field(() => Int, { nullable: true, description: 'Of what emerges or spikes: different people among those who wrote.' })
  people!: number | null;

  @Field(() => Int, { nullable: true, description: 'Of a spike: how many hours were looked at.' })
  hours!: number | null;

  @Field(() => Float, { nullable: true, description: 'Of a spike: the probability that a quiet day shows any.' })
  falseAlarms!: number | null;
}

@ObjectType('UnjudgedShare', { simpleResolvers: true, description: 'Comments of a language whose sentiment could not be judged.' })
export class UnjudgedShareType {
  @Field(() => String, { description: 'BCP 47 tag.' })
  language!: string;

  @Field(() => Int, { description: 'Its comments that were read.' })
  comments!: number;

  @Field(() => Int, { description: 'Those among them that nobody could judge.' })
  unjudged!: number;
}

@ObjectType('ThemeEmbedder', { simpleResolvers: true, description: 'The endpoint that was configured to compare comments by what they mean, so that themes cross languages.' })
export class ThemeEmbedderType {
  @Field(() => String, { description: 'Its model.' })
  model!: string;

  @Field(() => String, { nullable: true, description: 'Why it did not answer the last time, in words; null when it did, or was not asked yet.' })
  problem!: string | null;

  @Field(() => Boolean, { description: 'It did not answer when themes were last looked for: each language was grouped by itself, by its words.' })
  groupedLocally!: boolean;
}

@ObjectType('ThemesState', { simpleResolvers: true, description: 'How far themes are: what is under way, and what waits for a decision.' })
export class ThemesStateType extends SnapshotType {
  @Field(() => [ThemeType], { description: 'All living themes, hidden ones and groups included, by name.' })
  themes!: ThemeType[];

  @Field(() => [ThemeProposalType], { description: 'What waits for a decision, the newest first.' })
  proposals!: ThemeProposalType[];

  @Field(() => ThemeJobType, { nullable: true, description: 'What is under way; null when nothing is.' })
  job!: ThemeJobType | null;

  @Field(() => ThemeJobResultType, { nullable: true, description: 'How the last work ended; null before there was any.' })
  lastJob!: ThemeJobResultType | null;

  @Field(() => Int, { nullable: true, description: 'Number of the model that reads comments; null before there is one.' })
  model!: number | null;

  @Field(() => ThemeEmbedderType, { nullable: true, description: 'What compares comments of several languages; null where none is configured, and no comment leaves Heed.' })
  embedder!: ThemeEmbedderType | null;

  @Field(() => [String], { description: 'Words that play no part.' })
  excludedWords!: string[];
}

@ObjectType('ThemeEdit', { simpleResolvers: true, description: 'Something that was done to themes.' })
export class ThemeEditType {
  @Field(() => Int, { description: 'Its number; undone by it.' })
  version!: number;

  @Field(() => String, { description: 'What was done: created, renamed, merged …' })
  type!: string;

  @Field(() => GraphQLISODateTime, { description: 'When.' })
  at!: Date;

  @Field(() => String, { description: 'Who did it: the name of a person or of a token; system for a run.' })
  by!: string;

  @Field(() => String, { description: 'What it was about, in a few words, such as the new name.' })
  detail!: string;

  @Field(() => Boolean, { description: 'It can still be taken back.' })
  undoable!: boolean;
}
