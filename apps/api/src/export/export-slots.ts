import { HeedError } from '@heed/domain';

/** Each export holds a connection and about 100 MiB of the engine, for minutes when its reader is slow. */
const EACH = 2;
const ALL = 4;

/** How many exports may run at once. */
export interface ExportSlots {
  /** Takes a place for the caller with this id; the function that it returns gives it back. Throws RATE_LIMITED when none is free. */
  take(callerId: string): () => void;
}

export function createExportSlots(): ExportSlots {
  const taken = new Map<string, number>();
  let all = 0;
  return {
    take(callerId) {
      const own = taken.get(callerId) ?? 0;
      if (own >= EACH || all >= ALL) {
        const who = own >= EACH ? `${EACH} of your exports` : `${ALL} exports`;
        throw new HeedError('RATE_LIMITED', `${who} are under way already; wait until one of them has ended.`, { retryAfterSeconds: 10 });
      }
      taken.set(callerId, own + 1);
      all++;
      return () => {
        all--;
        const left = (taken.get(callerId) ?? 1) - 1;
        if (left === 0) taken.delete(callerId);
        else taken.set(callerId, left);
      };
    },
  };
}
