import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { DisplayOrder, DisplayReport } from './display-clients.ts';

/** Many displays in a process of their own. */
export interface Displays {
  readonly pid: number;
  /** Follows one order. Throws what went wrong at a display. */
  order(order: DisplayOrder): Promise<DisplayReport>;
  stop(): void;
}

export function startDisplays(): Displays {
  const child = fork(fileURLToPath(new URL('./display-clients.ts', import.meta.url)), { execArgv: [] });
  return {
    pid: child.pid as number,
    order: (order) =>
      new Promise((resolve, reject) => {
        const ended = (code: number | null): void => reject(new Error(`the displays ended with ${code}`));
        child.once('exit', ended);
        child.once('message', (message) => {
          child.off('exit', ended);
          const report = message as DisplayReport;
          if (report.failure === null) resolve(report);
          else reject(new Error(`a display failed: ${report.failure}`));
        });
        child.send(order);
      }),
    stop: () => child.disconnect(),
  };
}
