import { HeedError } from '@heed/domain';
import { EngineError, MigrationError } from '@heed/store';
import { ConfigError } from './config.ts';

/** What to tell a person whose Heed cannot start, one plain sentence a problem; undefined for a fault of Heed's own. */
export function startProblem(error: unknown, { port }: { port?: number } = {}): string[] | undefined {
  if (error instanceof ConfigError) return [...error.problems];
  if (error instanceof EngineError || error instanceof MigrationError) return [error.message];
  if (error instanceof HeedError && error.code === 'UNAVAILABLE') return ['The database at CLICKHOUSE_URL does not answer; check that it runs, and the address.'];
  const { code, engineCode } = error as { code?: string; engineCode?: string };
  if (engineCode === 'AUTHENTICATION_FAILED' || engineCode === 'ACCESS_DENIED') return ['The database refuses CLICKHOUSE_USER and CLICKHOUSE_PASSWORD; check both, and that the user may create its database.'];
  if (code === 'EADDRINUSE') return [`Port ${port} is taken by another program; stop it, or choose another with HEED_PORT or --port.`];
  if (code === 'EACCES' && port !== undefined && port < 1024) return [`Port ${port} is reserved for the system; choose one above 1023 with HEED_PORT or --port.`];
  if (code === 'EADDRNOTAVAIL') return ['HEED_HOST is not an address of this machine.'];
  if (code === 'EACCES' || code === 'EROFS' || code === 'ENOTDIR' || code === 'EPERM') return ['The data folder HEED_DATA cannot be written; check its rights, or choose another.'];
  return undefined;
}
