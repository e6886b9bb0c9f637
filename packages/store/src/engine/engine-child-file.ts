import { createRequire } from 'node:module';

/**
 * Path of the engine's process, a file that is never bundled: from it other files of the source tree (migrations) can be
 * found by the built program too.
 */
export function engineChildFile(): string {
  return createRequire(import.meta.url).resolve('@heed/store/engine-child');
}
