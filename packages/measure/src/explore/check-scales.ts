import { CSAT_SCALES, HeedError, type FeedbackFilter, type FilterCondition } from '@heed/domain';
import type { MetricDefinition } from '../metric/metric.ts';

const LIST = CSAT_SCALES.join(', ');
/** The scale of a metric of satisfaction, or null for any other: csat5 has 5. */
const scaleOf = ({ id }: Pick<MetricDefinition, 'id'>): number | null => Number(/^csat(\d+)$/.exec(id)?.[1] ?? 0) || null;

/**
 * Throws BAD_USER_INPUT where scales of satisfaction would be mixed or cannot meet: a range of satisfaction without its
 * scale, since 3 is the best of three and a poor answer of ten; and a metric of one scale over feedback of another.
 */
export function checkScales(filter: FeedbackFilter, { metrics }: { metrics: readonly Pick<MetricDefinition, 'id'>[] }): void {
  checkRanges(filter, { scaleKnown: false, path: 'filter' });
  for (const kept of scalesOf(filter)) {
    if (kept !== 0 && !(CSAT_SCALES as readonly number[]).includes(kept)) {
      throw new HeedError('BAD_USER_INPUT', `Nothing can match filter.csatScale: satisfaction is asked on a scale of ${LIST}.`);
    }
    const other = metrics.find((metric) => (scaleOf(metric) ?? kept) !== kept);
    if (!other) continue;
    const fitting = kept === 0 ? 'take csatScale away' : `ask for csat${kept}, or take csatScale away`;
    throw new HeedError('BAD_USER_INPUT', `Nothing can match: ${other.id} counts answers on the scale of ${scaleOf(other)}, and filter.csatScale keeps others; ${fitting}.`);
  }
}

/** The scales that the filter demands of all feedback: its own, and those of what must hold as well. */
function scalesOf({ csatScale, and = [] }: FilterCondition): number[] {
  return [...(csatScale === undefined ? [] : [csatScale]), ...and.flatMap(scalesOf)];
}

function checkRanges(condition: FilterCondition, { scaleKnown, path }: { scaleKnown: boolean; path: string }): void {
  const known = scaleKnown || scalesOf(condition).length > 0;
  const { csat, and = [], or = [], not } = condition;
  if (csat && (csat.min !== undefined || csat.max !== undefined) && !known) {
    throw new HeedError('BAD_USER_INPUT', `${path}.csat would mix answers on different scales; add csatScale, one of ${LIST}, beside it.`);
  }
  and.forEach((branch, index) => checkRanges(branch, { scaleKnown: known, path: `${path}.and.${index}` }));
  or.forEach((branch, index) => checkRanges(branch, { scaleKnown: known, path: `${path}.or.${index}` }));
  if (not) checkRanges(not, { scaleKnown: known, path: `${path}.not` });
}
