import { withoutPersonalData } from '@heed/domain';
import { listFeedback, type FeedbackRow } from '@heed/measure';
import { filterFor, type Context } from '../../graphql/context.ts';
import type { View } from '../../live/hub.ts';
import { feedbackView } from '../../live/watched.ts';
import type { WallTile } from '../../walls/wall.ts';
import { loadCustomers } from '../feedback/customer-loader.ts';
import { knownThemes } from '../theme/known-themes.ts';
import { withThemes } from '../theme/with-themes.ts';
import { metricOfScore } from './metric-of-score.ts';
import { personalOf } from './personal-of.ts';
import type { WallCommentsType, WallCommentType } from './wall-tile.type.ts';

/** So many a tile has room for, some of which may be longer than its room. */
const ROOM = 12;

/** The score that says how happy a feedback was, in the order in which the rest of Heed looks for it. */
function scoreOf({ nps, csat, csatScale, ces, cesScale, cesVersion }: FeedbackRow): Pick<WallCommentType, 'metric' | 'score' | 'scale' | 'answer'> {
  const given =
    nps !== null ? { metric: metricOfScore('nps', { scale: 10 }), score: nps, scale: 10 }
    : csat !== null && csatScale !== null ? { metric: metricOfScore('csat', { scale: csatScale }), score: csat, scale: csatScale }
    : ces !== null && cesScale !== null ? { metric: metricOfScore('ces', { scale: cesScale, cesVersion }), score: ces, scale: cesScale }
    : null;
  return given ? { ...given, answer: `${given.score}/${given.scale}` } : { metric: null, score: null, scale: null, answer: null };
}

/**
 * What customers said last, live, without personal data: theirs is known where they are known, everything else is recognised by its form.
 * What employees said is in no list of feedback.
 */
export function latestCommentsView(context: Context, { departments }: WallTile): View<WallCommentsType> {
  const filter = filterFor(context, { hasComment: true, ...(departments.length > 0 ? { department: { in: departments } } : {}) });
  const { heed } = context;
  return withThemes(
    feedbackView(context, {
      field: 'latestComments',
      filter,
      args: null,
      readings: true,
      async compute() {
        const { rows } = await listFeedback(heed.store, { filter, first: ROOM, calendar: heed.calendar() });
        const customers = await loadCustomers(heed.store, rows.flatMap(({ customerId }) => customerId ?? []));
        const known = knownThemes(context);
        return {
          comments: rows.map((row) => ({
            id: row.id,
            text: withoutPersonalData(row.comment, personalOf(heed, customers.get(row.customerId ?? ''))),
            language: row.language,
            occurredAt: new Date(row.occurredAt),
            department: row.department,
            channel: row.channel,
            ...scoreOf(row),
            themes: row.themeIds.flatMap((id) => {
              const theme = known.find(id);
              return theme && !theme.hidden ? [{ id, name: theme.name }] : [];
            }),
          })),
        };
      },
    }),
  );
}
