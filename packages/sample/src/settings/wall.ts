/**
 * The screen in the sample company's office, in the form of a file of definitions: first what everybody asks, then what there is to do, then
 * what customers say.
 */
export const SAMPLE_WALL = {
  key: 'office',
  name: 'Office',
  theme: 'auto',
  language: 'en',
  secondsPerPage: 20,
  tilesPerPage: 4,
  dimming: { from: '20:00', to: '07:00', level: 40 },
  tiles: [
    { id: 'nps', kind: 'score', metric: 'nps', period: { last: { count: 28, unit: 'day' } } },
    { id: 'trend', kind: 'trend', metric: 'nps', period: { last: { count: 90, unit: 'day' } }, wide: true },
    { id: 'risk', kind: 'loops_at_risk' },
    { id: 'close', kind: 'time_to_close', period: { last: { count: 90, unit: 'day' } }, wide: true },
    { id: 'rising', kind: 'themes_rising', period: { last: { count: 28, unit: 'day' } } },
    { id: 'comments', kind: 'latest_comments', wide: true },
    { id: 'recovery', kind: 'best_recovery' },
  ],
} as const;
