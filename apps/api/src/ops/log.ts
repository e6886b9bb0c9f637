import { randomBytes } from 'node:crypto';
import { pino, type Logger } from 'pino';
import type { ReportFailure } from '../graphql/errors.ts';

export type { Logger };

/** The log, one JSON object a line on standard output. Only names, counts and times are ever passed to it. */
export function createLog(level: string): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
}

/** Logs an unexpected failure without its words (they may hold data) and returns the number under which it stands. */
export function reportTo(log: Logger): ReportFailure {
  return (error) => {
    const id = randomBytes(4).toString('hex');
    const known = error instanceof Error ? error : undefined;
    const place = known?.stack?.split('\n').filter((line) => line.startsWith('    at ')).slice(0, 6).map((line) => line.trim());
    const engineCode = known && 'engineCode' in known ? known.engineCode : undefined;
    log.error({ id, kind: known?.name ?? typeof error, engineCode, place }, 'unexpected failure');
    return id;
  };
}
