import type { Heed } from '../heed.ts';
import type { Route } from './route.ts';

/** For whoever watches over the process: alive, ready, measured. */
export function healthRoutes(heed: Heed): Route[] {
  return [
    { method: 'get', path: '/healthz', access: 'everyone', handle: (_request, response) => void response.json({ status: 'alive', version: heed.version }) },
    {
      method: 'get',
      path: '/readyz',
      access: 'everyone',
      async handle(_request, response) {
        const ready = await heed.store.isReady();
        response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'the database does not answer' });
      },
    },
    {
      method: 'get',
      path: '/metrics',
      access: ['admin', 'analyst'],
      async handle(_request, response) {
        response.type(heed.metrics.registry.contentType).send(await heed.metrics.registry.metrics());
      },
    },
  ];
}
