import { HeedError } from '@heed/domain';
import type { Caller } from '../../access/caller.ts';
import type { AccessToken } from '../../access/tokens.ts';

/** Throws FORBIDDEN for a display that shows more than its manager may see. */
export function assertMayManage({ departments }: Pick<AccessToken, 'departments'>, caller: Pick<Caller, 'departments'>): void {
  const own = caller.departments;
  if (own === null || departments?.every((department) => own.includes(department))) return;
  throw new HeedError('FORBIDDEN', 'This display shows departments that you do not lead; ask somebody who is not limited to departments.');
}
