import type { Random } from '../random.ts';
import type { LoopMove, LoopStep, StoryDepartment } from './loop-step.ts';

const HOUR = 3_600_000;

/** One loop as it is being told: where its time stands, who has it, and what happened so far. */
export class Plot {
  readonly random: Random;
  readonly steps: LoopStep[] = [];
  at: number;
  department: StoryDepartment;
  owner = '';

  constructor({ at, department, random }: { at: number; department: StoryDepartment; random: Random }) {
    this.at = at;
    this.department = department;
    this.random = random;
  }

  /** A move by the owner, or by nobody in particular. */
  add(move: LoopMove, { by = this.owner }: { by?: string } = {}): void {
    this.steps.push({ ...move, at: this.at, by });
  }

  /** About so many working hours of the department pass. */
  work(median: number, { scatter }: { scatter: number }): void {
    this.at = this.department.after(this.at, this.about(median * HOUR, scatter));
  }

  /** What would take longer than until a moment is done within hours of it. */
  by(latest: number): void {
    if (this.at <= latest) return;
    this.at = Math.floor(latest);
    this.work(3, { scatter: 0.6 });
  }

  /** About so many hours of the clock on the wall pass: the customer's time. */
  pass(median: number, { scatter }: { scatter: number }): void {
    this.at += this.about(median * HOUR, scatter);
  }

  /** Somebody of the department takes it, or who was named. */
  assign(how: 'person' | 'rule', { named = null }: { named?: string | null } = {}): void {
    this.owner = named ?? this.random.pick(this.department.people);
    this.add({ type: 'assigned', owner: this.owner, how }, { by: how === 'rule' ? '' : this.owner });
  }

  private about(median: number, scatter: number): number {
    return Math.max(1, Math.round(median * Math.exp(scatter * this.random.normal())));
  }
}
