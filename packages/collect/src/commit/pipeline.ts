import type { Gate } from './gate.ts';
import type { CommitStatus, Entry } from './pending.ts';

/** Chunks of one sender under way. */
export interface Pipeline {
  /**
   * Takes a chunk, and returns when there is room for the next. `done` is called once the chunk is durable, in the order
   * of the chunks. Throws when an earlier chunk failed.
   */
  push(entries: readonly Entry[], done: (statuses: CommitStatus[]) => void): Promise<void>;
  /** Returns when all chunks are durable; throws when one failed. */
  end(): Promise<void>;
  /** Returns when nothing is under way any more, failed or not. */
  settle(): Promise<void>;
}

interface PipelineOptions {
  claim(entries: readonly Entry[]): Promise<() => Promise<CommitStatus[]>>;
  /** Shared by all pipelines of a collector. */
  gate: Gate;
  /** Chunks under way at the same time. */
  depth: number;
}

/**
 * Claims the chunks of one sender one after the other, because a later row with the same id is the correction of the
 * earlier; but the next is claimed while the one before is being written.
 */
export function createPipeline({ claim, gate, depth }: PipelineOptions): Pipeline {
  const underWay: Promise<void>[] = [];
  let claimed: Promise<void> = Promise.resolve();
  let written: Promise<void> = Promise.resolve();

  async function oldest(): Promise<void> {
    await underWay[0];
    void underWay.shift();
  }

  return {
    async push(entries, done) {
      while (underWay.length >= depth) await oldest();
      const claimedBefore = claimed;
      const writtenBefore = written;
      let claimEnds!: () => void;
      claimed = new Promise<void>((resolve) => (claimEnds = resolve));
      const work = gate.inside(async () => {
        await claimedBefore;
        const write = await claim(entries).finally(claimEnds);
        const statuses = await write();
        await writtenBefore;
        done(statuses);
      });
      // Failures are met by whoever waits for them; until then they are not unhandled.
      work.catch(() => {});
      written = work;
      underWay.push(work);
    },
    async end() {
      while (underWay.length > 0) await oldest();
    },
    async settle() {
      await Promise.allSettled(underWay);
    },
  };
}
