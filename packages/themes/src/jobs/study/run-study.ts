import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { FromStudy, Results, Study, StudyProgress } from './messages.ts';

/** Path of the thread's file, which Node runs as it is and which is never bundled. */
const threadFile = (): string => createRequire(import.meta.url).resolve('@heed/themes/study-thread');

/** A thread takes so much memory at most (MiB): a fit of 20,000 comments takes 250. */
const MOST_MEMORY = 1_024;

/**
 * Does a study in a thread of its own, which ends with it. Rejects with the signal's reason when it is aborted: the thread is then ended wherever
 * it stands, so that nothing it does can delay the end.
 */
export function runStudy<S extends Study>(study: S, { signal, onProgress }: { signal: AbortSignal; onProgress: (progress: StudyProgress) => void }): Promise<Results[S['study']]> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const worker = new Worker(threadFile(), { execArgv: [], workerData: study, resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY } });
    let isOver = false;
    const end = (settle: () => void): void => {
      if (isOver) return;
      isOver = true;
      signal.removeEventListener('abort', abort);
      void worker.terminate().then(settle, settle);
    };
    const abort = (): void => end(() => reject(signal.reason));
    signal.addEventListener('abort', abort, { once: true });
    worker.on('message', (message: FromStudy) => {
      if ('progress' in message) onProgress(message.progress);
      else if ('result' in message) end(() => resolve(message.result as never));
      else end(() => reject(new Error(`a study of comments failed: ${message.failed}`)));
    });
    worker.on('error', (error) => end(() => reject(error)));
    worker.on('exit', () => end(() => reject(new Error('a study of comments ended without a result'))));
  });
}
