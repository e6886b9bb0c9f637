import { columnGrouping, feedbackFilter, type ColumnGrouping, type FeedbackFilter, type Period } from '@heed/domain';
import { exampleFilter, examplePeriod, groupValue, periodMoments } from '@heed/filter';
import { bind, count, defineQuery, identifier, join, sql } from '@heed/store';
import * as z from 'zod';
import { MAX_GROUPINGS } from '../insight/driver-groups.query.ts';
import { MAX_VALUES } from '../insight/driver-keys.query.ts';
import { keptRows } from '../rows/kept-rows.ts';
import { themesOfRow, themeView, type ThemeView } from './theme-counts.query.ts';

/** What one value of a grouping counts, or all beyond the first MAX_VALUES together. */
export interface ConcentrationRow {
  /** Which of the groupings asked for, from 1. */
  place: number;
  rank: number;
  key: string;
  groups: number;
  /** Comments that were read, and those of them that mention the theme. */
  read: number;
  mentions: number;
}

interface Params {
  theme: string;
  view: ThemeView;
  groupings: ColumnGrouping[];
  filter: FeedbackFilter;
  period: Period | null;
}

/** Every grouping from one scan, as in `measure.drivers`; feedback that carries no value of a grouping is left out of it. */
export const concentration = defineQuery<Params, ConcentrationRow>({
  name: 'measure.themeConcentration',
  params: z.strictObject({ theme: z.string(), view: themeView, groupings: z.array(columnGrouping).min(1).max(MAX_GROUPINGS), filter: feedbackFilter, period: periodMoments.nullable() }),
  row: z.object({ place: count, rank: count, key: z.string(), groups: count, read: count, mentions: count }),
  sql: ({ theme, view, groupings, filter, period }) => {
    const by = sql`, `;
    const names = groupings.map((_, index) => identifier(`grouping_${index}`));
    const values = groupings.map((one, index) => sql`${groupValue(one)} AS ${names[index] ?? sql``}`);
    const limit = bind('UInt32', MAX_VALUES + 1);
    return sql`
      SELECT place, least(position, ${limit}) AS rank, if(rank < ${limit}, any(value), '') AS key, count() AS groups, sum(comments) AS read, sum(hits) AS mentions
      FROM
      (
          SELECT arrayFirstIndex(name -> name != '', [${join(names, { by })}]) AS place, [${join(names, { by })}][place] AS value, comments, hits,
                 row_number() OVER (PARTITION BY place ORDER BY comments DESC, value) AS position
          FROM
          (
              SELECT ${join(values, { by })}, count() AS comments, countIf(has(${themesOfRow(view)}, ${bind('String', theme)})) AS hits
              ${keptRows({ filter, period, readings: true })} AND is_read = 1
              GROUP BY GROUPING SETS (${join(names.map((name) => sql`(${name})`), { by })})
          )
          WHERE place > 0
      )
      GROUP BY place, rank
      ORDER BY place, rank`;
  },
  examples: [
    { theme: 'a', view: { asThen: false, groups: null }, groupings: [{ dimension: 'department' }], filter: {}, period: null },
    { theme: 'a', view: { asThen: false, groups: null }, groupings: [{ dimension: 'department' }, { attribute: 'plan' }], filter: exampleFilter, period: examplePeriod },
  ],
});
