import { feedbackFilter, type Calendar, type FeedbackFilter } from '@heed/domain';
import { exampleFilter, examplePeriod, periodMoments, periodOf } from '@heed/filter';
import { count, defineQuery, sql, type StoreReader } from '@heed/store';
import * as z from 'zod';
import { METRICS } from '../metric/registry.ts';
import { keptRows } from '../rows/kept-rows.ts';
import { shareOf, type Share } from './share.ts';

/** The comments of one language, and how many of them could not be judged. */
export interface LanguageJudged {
  /** BCP 47 tag that the words were read in, else the one that came with them; empty when neither is known. */
  language: string;
  /** Comments whose sentiment neither the sender judged nor the words gave. */
  unjudged: Share;
}

const judgedByLanguage = defineQuery({
  name: 'measure.judgedByLanguage',
  params: z.strictObject({ filter: feedbackFilter, period: periodMoments.nullable() }),
  row: z.object({ tag: z.string(), comments: count, judged: count }),
  sql: ({ filter, period }) => sql`
    SELECT toString(if(read_language = '', language, read_language)) AS tag, count() AS comments, countIf(${METRICS.sentiment.answered}) AS judged
    ${keptRows({ filter, period, readings: true })} AND is_read = 1
    GROUP BY tag
    ORDER BY comments DESC, tag
    LIMIT 1000`,
  examples: [{ filter: exampleFilter, period: examplePeriod }],
});

/** For each language the share of comments that were read and could not be judged, most comments first. Throws BAD_USER_INPUT for a filter that is not valid. */
export async function measureJudged(reader: StoreReader, { filter, calendar }: { filter: FeedbackFilter; calendar: Calendar }): Promise<LanguageJudged[]> {
  const rows = await reader.read(judgedByLanguage, { filter, period: periodOf(filter, calendar) });
  return rows.map(({ tag, comments, judged }) => ({ language: tag, unjudged: shareOf(comments - judged, comments) }));
}
