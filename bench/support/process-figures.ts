import { readFileSync, readdirSync } from 'node:fs';

/** The kernel counts CPU time of processes in hundredths of a second on every Linux that Node runs on. */
const TICK_MS = 10;

function statOf(pid: number): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name stands in brackets and may hold anything; the third field comes after the last of them.
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

/** CPU time of a process so far, all its threads, in milliseconds; its children are not in it. */
export function cpuMs(pid: number): number {
  const stat = statOf(pid);
  return (Number(stat[11]) + Number(stat[12])) * TICK_MS;
}

/** CPU time of a process and of those that it started itself, also of those that have ended since, in milliseconds. */
export function cpuMsWithChildren(pid: number): number {
  const stat = statOf(pid);
  const ended = (Number(stat[13]) + Number(stat[14])) * TICK_MS;
  return childrenOf(pid).reduce((sum, child) => {
    try {
      return sum + cpuMs(child);
    } catch {
      // It ended just now, and is counted the next time.
      return sum;
    }
  }, cpuMs(pid) + ended);
}

/** Resident memory of a process in MiB. */
export function rssMb(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

/** The most resident memory that a process has had so far, in MiB. */
export function peakRssMb(pid: number): number {
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

/** The processes that a process started itself. */
export function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return Number(statOf(pid)[1]) === parent;
      } catch {
        // It ended while we looked.
        return false;
      }
    });
}

/** Runnable processes over the last minute, others' included: beyond 2 this machine was busy. */
export function loadAverage(): string {
  return readFileSync('/proc/loadavg', 'utf8').split(' ')[0] ?? '';
}

/** What some work took: wall time and the CPU time of named processes, in milliseconds. */
export interface Cost<T, Name extends string> {
  result: T;
  wallMs: number;
  cpu: Record<Name, number>;
}

/** Does some work and says what it took in each process. */
export async function costOf<T, Name extends string>(pids: Readonly<Record<Name, number>>, work: () => Promise<T>): Promise<Cost<T, Name>> {
  const names = Object.keys(pids) as Name[];
  const before = names.map((name) => cpuMs(pids[name]));
  const start = performance.now();
  const result = await work();
  const wallMs = performance.now() - start;
  const cpu = Object.fromEntries(names.map((name, index) => [name, cpuMs(pids[name]) - (before[index] ?? 0)])) as Record<Name, number>;
  return { result, wallMs, cpu };
}
