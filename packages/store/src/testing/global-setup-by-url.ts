import type { TestProject } from 'vitest/node';
import { startEngineProcess } from './engine-process.ts';

/** Starts a second engine and hands the tests nothing but its address, as CLICKHOUSE_URL would. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { stop, ...address } = await startEngineProcess();
  project.provide('engine', address);
  return stop;
}
