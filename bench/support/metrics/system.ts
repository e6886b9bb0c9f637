import type { MetricsQuestion } from './questions.ts';

/** One of those who are asked. */
export interface System {
  readonly name: string;
  /** The numbers of its answer, in the question's order. */
  answer(question: MetricsQuestion): Promise<number[]>;
  /** CPU time of all its processes since the last restart, in milliseconds. */
  cpuMs(): number;
  /** Ends its process, or closes its file, and comes back with nothing in its own memory. */
  restart(): Promise<void>;
}

/** A database that holds the rows itself. */
export interface Database extends System {
  /** Feedbacks that it holds, the newest version of each. */
  count(): Promise<number>;
}
