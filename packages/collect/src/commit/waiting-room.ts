import { HeedError } from '@heed/domain';
import type { CommitStatus, Entry } from './pending.ts';

interface Party {
  entries: readonly Entry[];
  weight: number;
  resolve(statuses: CommitStatus[]): void;
  reject(error: unknown): void;
}

interface WaitingRoomOptions {
  commit(entries: readonly Entry[]): Promise<CommitStatus[]>;
  limits: { group: number; weight: number; waiting: number };
}

/**
 * Gathers small submissions into groups. There is no artificial delay: while one group is being written the next gathers,
 * so a lone submission is written at once and a crowd shares the cost of one insert.
 */
export function createWaitingRoom({ commit, limits }: WaitingRoomOptions): { enter(entries: readonly Entry[]): Promise<CommitStatus[]> } {
  let waiting: Party[] = [];
  let rows = 0;
  let busy = false;

  function nextGroup(): Party[] {
    let size = 0;
    let weight = 0;
    const end = waiting.findIndex((party, index) => {
      size += party.entries.length;
      weight += party.weight;
      return index > 0 && (size > limits.group || weight > limits.weight);
    });
    const group = end < 0 ? waiting : waiting.slice(0, end);
    waiting = end < 0 ? [] : waiting.slice(end);
    for (const party of group) rows -= party.entries.length;
    return group;
  }

  async function work(): Promise<void> {
    busy = true;
    // Everything that arrives in this turn of the event loop goes into the first group.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const group = nextGroup();
      try {
        const statuses = await commit(group.flatMap(({ entries }) => entries));
        let start = 0;
        for (const { entries, resolve } of group) resolve(statuses.slice(start, (start += entries.length)));
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    busy = false;
  }

  return {
    enter(entries) {
      if (entries.length === 0) return Promise.resolve([]);
      if (rows + entries.length > limits.waiting) {
        return Promise.reject(new HeedError('RATE_LIMITED', 'Too many submissions are waiting; send it again in a moment.', { retryAfterSeconds: 1 }));
      }
      return new Promise((resolve, reject) => {
        rows += entries.length;
        waiting.push({ entries, weight: entries.reduce((sum, entry) => sum + entry.end.length, 0), resolve, reject });
        if (!busy) void work();
      });
    },
  };
}
