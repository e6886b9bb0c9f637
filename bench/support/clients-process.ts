import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Order, Seen } from './submit-clients.ts';

/** Clients that submit one by one, in a process of their own. */
export interface ClientsProcess {
  run(order: Order): Promise<Seen>;
  stop(): void;
}

export function startClients(): ClientsProcess {
  const child = fork(fileURLToPath(new URL('./submit-clients.ts', import.meta.url)), { execArgv: [] });
  return {
    run: (order) =>
      new Promise((resolve, reject) => {
        child.once('exit', (code) => reject(new Error(`the clients ended with ${code}`)));
        child.once('message', (seen) => {
          child.removeAllListeners('exit');
          resolve(seen as Seen);
        });
        child.send(order);
      }),
    stop: () => child.disconnect(),
  };
}
