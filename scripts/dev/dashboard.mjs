// The dashboard in development, started in its own folder: modules are replaced in the open page, and what the API answers is
// passed on to it, so that the browser sees one origin as in production.
import { createServer } from 'vite';

const target = process.env.HEED_INTERNAL_URL;
const answeredByTheApi = ['/graphql', '/session', '/collect', '/export', '/healthz', '/readyz', '/metrics'];

const server = await createServer({
  // The query console's editor imports its workers with `?worker`, which Vite's bundling of packages ahead of time does not know.
  optimizeDeps: { exclude: ['graphiql/setup-workers/vite', '@graphiql/react/setup-workers/vite'] },
  server: { host: '127.0.0.1', proxy: Object.fromEntries(answeredByTheApi.map((path) => [path, { target, ws: path === '/graphql' }])) },
});
await server.listen();
server.printUrls();

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void server.close().then(() => process.exit(0)));
