import { HeedError } from '@heed/domain';

const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 400;

/**
 * Does `work` until it succeeds, for as long as the database does not answer, up to `deadline` (milliseconds of
 * performance.now()). Throws HeedError UNAVAILABLE after the deadline, any other failure at once.
 */
export async function durably<T>(work: () => Promise<T>, deadline: number): Promise<T> {
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await work();
    } catch (error) {
      // A full disk answers at once that nothing was stored, and does not empty itself within a deadline.
      const mayPass = error instanceof HeedError && error.code === 'UNAVAILABLE' && error.details['nothingStored'] !== true;
      if (!mayPass || performance.now() + pause > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}
