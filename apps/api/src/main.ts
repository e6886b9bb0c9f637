import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { RequestHandler } from 'express';
import { configOfProcess, tellDashboard, type Config } from './config.ts';
import { openHeed } from './heed.ts';
import { createLog, reportTo } from './ops/log.ts';
import { serve } from './server.ts';
import { startProblem } from './start-problem.ts';

const require = createRequire(import.meta.url);
const { version } = JSON.parse(readFileSync(require.resolve('@heed/api/package.json'), 'utf8')) as { version: string };

function stopWith(sentences: readonly string[]): never {
  for (const sentence of sentences) process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

async function loadDashboard(): Promise<RequestHandler> {
  const file = join(dirname(require.resolve('@heed/dashboard/package.json')), 'build/handler.js');
  if (!existsSync(file)) stopWith(['The dashboard is not built; start Heed with npm start, which builds it.']);
  const { handler } = (await import(pathToFileURL(file).href)) as { handler: RequestHandler };
  return handler;
}

async function start(config: Config): Promise<void> {
  const log = createLog(config.logLevel);
  const started = performance.now();
  const heed = await openHeed(config, { log, version });
  let dashboard: RequestHandler | undefined;
  // The dashboard reads its settings when it is loaded, and the port is known only after listening.
  const running = await serve(heed, { dashboard: (request, response, next) => (dashboard ? dashboard(request, response, next) : void response.status(503).set('Retry-After', '1').send('Heed is starting.')) }).catch(async (error: unknown) => {
    await heed.close();
    throw error;
  });
  const internalUrl = running.url.replace('localhost', config.host === '::1' ? '[::1]' : '127.0.0.1');
  const addressFile = join(config.folder, 'address.json');

  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    await running.close();
    await heed.close();
    rmSync(addressFile, { force: true });
    process.exit(0);
  };
  process.on('SIGINT', () => void stop('SIGINT'));
  process.on('SIGTERM', () => void stop('SIGTERM'));
  // Only now that it can be stopped in good order: others find it by this file.
  if (!config.clickhouse) writeFileSync(addressFile, JSON.stringify({ url: internalUrl, pid: process.pid }), { mode: 0o600 });

  tellDashboard({ internalUrl });
  const loaded = await Promise.all([loadDashboard(), heed.workspace.loadSampleOnce()]).catch((error: unknown) => {
    // Stopped while the sample data was still coming in: that is no problem to report, and the next start loads it again.
    if (stopping) return undefined;
    throw error;
  });
  if (!loaded || stopping) return;
  const [handler, sampleRows] = loaded;
  dashboard = handler;
  log.info({ url: running.url, seconds: (performance.now() - started) / 1000, sampleRows, engine: config.clickhouse ? 'server' : 'local', sqlPort: config.sql?.port }, 'ready');
  process.stdout.write(`Heed is ready at ${config.publicUrl ?? running.url}${sampleRows > 0 ? ` with ${sampleRows} rows of sample data` : ''}. Stop it with Ctrl-C.\n`);

  process.on('unhandledRejection', (error) => reportTo(log)(error));
}

let config: Config | undefined;
try {
  config = configOfProcess();
  await start(config);
} catch (error) {
  const sentences = startProblem(error, config ? { port: config.port } : {});
  if (sentences) stopWith(sentences);
  const id = reportTo(createLog('error'))(error);
  stopWith([`Heed could not start because of a fault of its own (${id}).`]);
}
