import type { AlertRule } from '@heed/alerts';
import { SCHEMAS } from '../definitions/schemas.ts';

const NIGHTS = [{ from: '19:00', to: '08:00' }];

/** Rules that suit most organisations. They are offered, and nothing is told to anybody before somebody has chosen. */
const SUGGESTED = {
  nps_down: { name: 'NPS is down', kind: 'score_down', metric: 'nps', days: 28, quietHours: NIGHTS },
  department_down: { name: 'A department is down', kind: 'score_down', metric: 'nps', days: 28, eachDepartment: true, threshold: 5, quietHours: NIGHTS },
  theme_spiking: { name: 'A theme comes up more than usual', kind: 'theme_spiking', quietHours: NIGHTS },
  loops_late: { name: 'Loops are late', kind: 'loops_late', repeatAfterHours: 24 },
  loops_at_risk: { name: 'Many loops are at risk', kind: 'loops_at_risk', threshold: 5, quietHours: NIGHTS },
  source_silent: { name: 'A source has fallen silent', kind: 'source_silent', repeatAfterHours: 24 },
};

export const suggestedRules = (): { id: string; rule: AlertRule }[] => Object.entries(SUGGESTED).map(([id, rule]) => ({ id, rule: SCHEMAS.alert.parse(rule) }));
