import type { CloseCurves, LoopClock, LoopMeasure } from '#lib/api/departments-documents.ts';
import { timeAxis } from './durations-model.ts';

/** One group's curve: percent of its loops that are done by each time, as steps. */
export interface CurveLine {
  key: string;
  n: number;
  /** [milliseconds, percent], from [0, 0]. The curve keeps its value until the next point. */
  points: [number, number][];
  /** The interval at the same times. */
  bounds: [number, number, number][];
  /** Where loops were still open when last looked at: time and percent done there. */
  marks: [number, number][];
  pale: boolean;
}

/** All that is drawn of the curves. */
export interface CurveModel {
  measure: LoopMeasure;
  clock: LoopClock;
  lines: CurveLine[];
  axis: { min: number; max: number; step: number };
  /** Moments at which the table and the pointer read the curves. */
  stops: number[];
}

/** How many stops lie in each step of the axis. */
const STOPS_A_STEP = 4;

/** Fewer loops than this are drawn pale. */
const FEW_LOOPS = 20;

/** The percent of a curve at a time. */
export function percentAt({ points }: Pick<CurveLine, 'points'>, time: number): number {
  let percent = 0;
  for (const [at, value] of points) {
    if (at > time) break;
    percent = value;
  }
  return percent;
}

/**
 * Decides what to draw. The axis ends where the slowest clear curve has done 95 % of what it ever reaches: its long tail
 * would press everything else into a corner; the table has all of it.
 */
export function curveModel({ curves, measure, clock }: CloseCurves): CurveModel {
  const lines = curves
    .filter(({ n }) => n > 0)
    .map((curve): CurveLine => {
      const points: [number, number][] = [[0, 0], ...curve.time.map((time, index): [number, number] => [time, curve.closed[index] ?? 0])];
      return {
        key: curve.key,
        n: curve.n,
        points,
        bounds: curve.time.map((time, index): [number, number, number] => [time, curve.low[index] ?? 0, curve.high[index] ?? 100]),
        marks: curve.censoredAt.map((time): [number, number] => [time, percentAt({ points }, time)]),
        pale: curve.n < FEW_LOOPS,
      };
    });
  const reach = ({ points }: CurveLine): number => {
    const most = points.at(-1)?.[1] ?? 0;
    return points.find(([, percent]) => percent >= 0.95 * most)?.[0] ?? 0;
  };
  const clear = lines.filter(({ pale }) => !pale);
  const axis = timeAxis(Math.max(60_000, ...(clear.length > 0 ? clear : lines).map(reach)), { clock, steps: 8 });
  const count = Math.round((axis.max / axis.step) * STOPS_A_STEP);
  return { measure, clock, lines, axis, stops: Array.from({ length: count + 1 }, (_, index) => (index * axis.step) / STOPS_A_STEP) };
}
