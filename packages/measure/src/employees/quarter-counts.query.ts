import type { Bucket } from '@heed/domain';
import { within } from '@heed/filter';
import { bind, count, defineQuery, sql, whole, type StoreReader } from '@heed/store';
import * as z from 'zod';
import { METRICS } from '../metric/registry.ts';
import { readGroup, tallied } from '../metric/tallied.ts';
import type { EmployeeGroup } from './protected-groups.ts';

/** What the departments answered in one quarter, not protected yet: for this folder only. */
export interface QuarterCounts {
  departments: EmployeeGroup[];
  /** When the last of the answers was received, epoch milliseconds. */
  received: number;
}

/** The only question of Heed that reads what employees answered. */
const quarterCounts = defineQuery({
  name: 'measure.employeeQuarters',
  params: z.strictObject({ starts: z.array(z.number().int()).min(1), to: z.number() }),
  row: z.object({ start: whole, department: z.string(), numbers: z.array(count), received: whole }),
  sql: ({ starts, to }) => sql`
    SELECT roundDown(toUnixTimestamp64Milli(occurred_at), ${bind('Array(Int64)', starts)}) AS start,
           toString(feedback.department) AS department,
           ${tallied([METRICS.enps], { within: null })} AS numbers,
           toUnixTimestamp64Milli(max(received_at)) AS received
    FROM feedback FINAL
    WHERE enps IS NOT NULL AND ${within({ from: starts[0] as number, to })}
    GROUP BY start, department`,
  examples: [{ starts: [Date.UTC(2026, 0, 1), Date.UTC(2026, 3, 1)], to: Date.UTC(2026, 6, 1) }],
});

/** What was answered in some quarters, given in order, by the key of the quarter; quarters without answers are left out. */
export async function countQuarters(reader: StoreReader, { quarters }: { quarters: readonly Bucket[] }): Promise<Map<string, QuarterCounts>> {
  const last = quarters.at(-1);
  if (!last) return new Map();
  // The ends as well, so that what happened between two quarters that do not follow each other counts for neither.
  const starts = [...new Set(quarters.flatMap(({ from, to }) => [from, to]))];
  const rows = await reader.read(quarterCounts, { starts, to: last.to });
  const found = new Map<string, QuarterCounts>();
  for (const { key, from } of quarters) {
    const answered = rows.filter(({ start }) => start === from);
    if (answered.length === 0) continue;
    found.set(key, {
      departments: answered.map(({ department, numbers }) => ({ departments: [department], counts: readGroup(numbers, { metric: METRICS.enps }).counts })),
      received: Math.max(...answered.map(({ received }) => received)),
    });
  }
  return found;
}
