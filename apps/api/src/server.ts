import { setMaxListeners } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expressMiddleware } from '@as-integrations/express5';
import express, { Router, json, type RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { HeedError } from '@heed/domain';
import { GraphQLError } from 'graphql';
import type { Caller } from './access/caller.ts';
import { collectLoopsRoutes } from './doors/collect-loops.routes.ts';
import { collectRoutes } from './doors/collect.routes.ts';
import { errorAnswer } from './doors/error-answer.ts';
import { exportRoutes } from './doors/export.routes.ts';
import { healthRoutes } from './doors/health.routes.ts';
import { mailRoutes } from './doors/mail.routes.ts';
import { pairingRoutes } from './doors/pairing.routes.ts';
import { addRoutes, type Route } from './doors/route.ts';
import { sessionRoutes } from './doors/session.routes.ts';
import { createApollo } from './graphql/apollo.ts';
import { createContext, type Context } from './graphql/context.ts';
import { createLiveConnections } from './graphql/live-connections.ts';
import { createEntrance } from './graphql/operation.ts';
import { LIMITS } from './graphql/limits.ts';
import { createPace } from './graphql/pace.ts';
import { createSchema } from './graphql/schema.ts';
import { serveWebSocket } from './graphql/websocket.ts';
import type { Heed } from './heed.ts';
import { createBroadcasts } from './live/broadcast.ts';
import { reportTo } from './ops/log.ts';

/** Serves everything on one port. */
export interface RunningServer {
  /** Address for people on this machine. */
  readonly url: string;
  /** Finishes what is under way, and closes. */
  close(): Promise<void>;
}

/** A request that takes longer to finish when the server stops is cut off. */
const DRAIN_MS = 5_000;

/** The routes beside GraphQL; the dashboard answers everything else. */
function routesOf(heed: Heed): Route[] {
  return [...healthRoutes(heed), ...sessionRoutes(heed), ...collectRoutes(heed), ...collectLoopsRoutes(heed), ...exportRoutes(heed), ...mailRoutes(heed), ...pairingRoutes(heed)];
}

/** So many requests a minute from one address. */
const atMost = (limit: number): RequestHandler =>
  rateLimit({ windowMs: 60_000, limit, standardHeaders: true, legacyHeaders: false, handler: (_request, _response, next) => next(new HeedError('RATE_LIMITED', 'Too many attempts; wait a minute.', { retryAfterSeconds: 60 })) });

const secureHeaders: RequestHandler = (_request, response, next) => {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('X-Frame-Options', 'DENY');
  response.setHeader('Referrer-Policy', 'same-origin');
  next();
};

/**
 * Starts listening. `dashboard` answers what is no API. Throws when the port is taken or not allowed.
 */
export async function serve(heed: Heed, { dashboard }: { dashboard: RequestHandler }): Promise<RunningServer> {
  const report = reportTo(heed.log);
  const schema = createSchema();
  const apollo = createApollo({ schema, report });
  await apollo.start();
  const pace = createPace(heed.config);
  const contextFor = (caller: Caller | null, signal?: AbortSignal): Context => createContext(heed, caller, { pace, signal });

  const entrance = createEntrance({ schema, contextFor, report });
  const broadcasts = createBroadcasts(entrance);
  const connections = createLiveConnections({ current: heed.tokens.current, now: heed.now });

  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', heed.config.trustedProxies);
  app.use(secureHeaders);
  app.use('/session', atMost(20));
  // Links in letters: nobody signs in, so this is what keeps guesses rare.
  app.use(['/reask', '/collect/opt-out', '/m'], atMost(60));
  // Displays that wait ask every few seconds, and many of them share the address of their office.
  app.use('/wall/pairing', atMost(600));
  const routes = Router();
  addRoutes(routes, routesOf(heed), heed);
  app.use(routes);
  app.use('/graphql', (request, _response, next) => {
    heed.gate.assertOwnSite(request);
    next();
  });
  app.use(
    '/graphql',
    json({ limit: LIMITS.bodyBytes, type: ['application/json', 'application/graphql+json'] }),
    (request, _response, next) => {
      // Apollo wants a body that was looked at; whatever is not JSON has none.
      (request as { body: unknown }).body ??= {};
      next();
    },
    expressMiddleware(apollo, {
      context: ({ req, res }) => {
        const caller = heed.gate.callerOf(req);
        if (!caller) {
          throw new GraphQLError('Show an access token: as the header "Authorization: Bearer …", or sign in on the dashboard.', {
            extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } },
          });
        }
        return Promise.resolve(contextFor(caller, signalOf(res)));
      },
    }),
  );
  app.use((request, _response, next) => {
    heed.gate.assertOwnSite(request);
    next();
  });
  app.use(dashboard);
  app.use(errorAnswer(report));

  const server = createServer(app);
  server.requestTimeout = 0;
  server.headersTimeout = 20_000;
  const sockets = serveWebSocket({ server, path: '/graphql', gate: heed.gate, entrance, broadcasts, connections });
  heed.onAccessChange(connections.recheck);
  heed.metrics.watchLive(() => ({ views: heed.hub.counts().views, subscribers: broadcasts.counts().subscribers, sockets: connections.count() }));
  await listen(server, heed.config);
  const { port } = server.address() as AddressInfo;
  const host = ['0.0.0.0', '::', '127.0.0.1', '::1'].includes(heed.config.host) ? 'localhost' : heed.config.host;
  return {
    url: `http://${host}:${port}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      await sockets.close();
      connections.close();
      broadcasts.close();
      const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
      await closed;
      clearTimeout(cut);
      await apollo.stop();
    },
  };
}

/** Aborted when the connection closes before the answer was sent: nobody waits for it any more. */
function signalOf(response: ServerResponse): AbortSignal {
  const left = new AbortController();
  // Each statement of a request listens.
  setMaxListeners(0, left.signal);
  response.once('close', () => {
    if (!response.writableFinished) left.abort();
  });
  return left.signal;
}

async function listen(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
