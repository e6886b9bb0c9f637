import { HeedError } from '@heed/domain';
import type { LoopState } from '@heed/loops';
import type { Caller } from '../../access/caller.ts';

const NOT_THERE = 'There is no loop with this id.';

/** Throws NOT_FOUND for a loop that is not there or that the caller may not see: neither is told from the other. */
export function assertSeen(state: LoopState | undefined, { departments }: Pick<Caller, 'departments'>): asserts state is LoopState {
  if (!state || (departments && !state.legs.some(({ department }) => departments.includes(department)))) throw new HeedError('NOT_FOUND', NOT_THERE);
}

/** Throws as `assertSeen`, and FORBIDDEN for a loop that another department holds by now. */
export function assertActs(state: LoopState | undefined, caller: Pick<Caller, 'departments'>): asserts state is LoopState {
  assertSeen(state, caller);
  if (caller.departments && !caller.departments.includes(state.department)) {
    throw new HeedError('FORBIDDEN', 'Another department holds this loop; you can read it, but act only on those of your own.');
  }
}
