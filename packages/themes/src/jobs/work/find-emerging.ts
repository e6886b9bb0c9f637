import type { JobResult } from '../job.ts';
import type { JobContext } from '../jobs.ts';
import type { Workplace } from '../studies.ts';

export async function findEmerging(_place: Workplace, _options: { context: JobContext; by: string }): Promise<JobResult> {
  return Promise.resolve({});
}
