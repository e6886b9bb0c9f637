import type { AlertRule } from '@heed/alerts';

const MINUTE = 60_000;

/** What wavers is one alert: for so long it must not hold before it is over, in milliseconds. */
export function settleMs({ kind, threshold }: Pick<AlertRule, 'kind' | 'threshold'>): number {
  switch (kind) {
    case 'source_silent':
      return 0;
    case 'score_down':
    case 'theme_spiking':
      return 60 * MINUTE;
    case 'loops_late':
    case 'loops_at_risk':
      // One loop that is late or not wavers with nothing.
      return threshold > 1 ? 10 * MINUTE : 0;
  }
}
