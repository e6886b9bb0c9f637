import { METRICS, type MetricDefinition, type MetricId } from '@heed/measure';
import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';

/** GraphQL's name of a metric: csat5 is CSAT_5, ces5Easy is CES_5_EASY. */
const graphqlName = (id: MetricId): string => id.replace(/(?<=[a-z])(?=[A-Z0-9])|(?<=[0-9])(?=[A-Z])/g, '_').toUpperCase();

export const MetricEnum: Record<string, MetricId> = Object.fromEntries(Object.values(METRICS).map(({ id }) => [graphqlName(id), id]));
registerEnumType(MetricEnum, {
  name: 'Metric',
  description: 'A metric of the registry; `metrics` lists their definitions.',
  valuesConfig: Object.fromEntries(Object.values(METRICS).map(({ id, description }) => [graphqlName(id), { description }])),
});

const UnitEnum = { POINTS: 'points', PERCENT: 'percent', SCALE_POINTS: 'scalePoints', COUNT: 'count' } as const;
registerEnumType(UnitEnum, {
  name: 'Unit',
  description: 'What a value counts.',
  valuesConfig: {
    POINTS: { description: 'Net points, from -100 to 100: a share in percent minus another.' },
    PERCENT: { description: 'A share of the answers, from 0 to 100.' },
    SCALE_POINTS: { description: "Points of the question's own scale." },
    COUNT: { description: 'A whole number of submissions.' },
  },
});

const BetterEnum = { HIGHER: 'higher', LOWER: 'lower', NEITHER: 'neither' } as const;
registerEnumType(BetterEnum, { name: 'Better', description: 'Which direction is good.', valuesConfig: { NEITHER: { description: 'It only says how much there is.' } } });

const PopulationEnum = { CUSTOMERS: 'customers', EMPLOYEES: 'employees' } as const;
registerEnumType(PopulationEnum, {
  name: 'Population',
  description: 'Whose answers a metric counts; no number mixes the two.',
  valuesConfig: {
    CUSTOMERS: { description: 'What customers said.' },
    EMPLOYEES: { description: 'What employees said: shown for groups of at least five, by score, trend and breakdown.' },
  },
});

@ObjectType('MetricDefinition', { simpleResolvers: true, description: 'How a metric is defined: once, for screens, API, exports and SQL.' })
export class MetricType implements Partial<MetricDefinition> {
  @Field(() => MetricEnum, { name: 'metric', simple: false, description: 'The metric.' })
  id!: MetricId;

  @Field(() => String, { description: 'Version of the definition, for example nps@1.' })
  version!: string;

  @Field(() => String, { description: 'Its usual name.' })
  title!: string;

  @Field(() => String, { description: 'Its exact definition.' })
  description!: string;

  @Field(() => UnitEnum, { description: 'What its value counts.' })
  unit!: MetricDefinition['unit'];

  @Field(() => BetterEnum, { description: 'Which direction is good.' })
  better!: MetricDefinition['better'];

  @Field(() => PopulationEnum, { description: 'Whose answers it counts.' })
  population!: MetricDefinition['population'];

  @Field(() => Float, { description: 'The lowest possible value.' })
  min!: number;

  @Field(() => Float, { description: 'The highest possible value; 9007199254740991 where there is none.' })
  max!: number;

  @Field(() => Int, { description: 'Fewer answers than this are too few to judge.' })
  minimumSample!: number;

  @Field(() => String, { description: 'How the 95 % interval is made.' })
  intervalMethod!: string;

  /** The target of a saved metric, in place of the one that is set for the metric; null for none. */
  ownTarget?: number | null;
}
