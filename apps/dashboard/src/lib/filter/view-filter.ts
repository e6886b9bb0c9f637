/** The dimensions that the filter bar offers, in the order of its sentence. */
export const FILTER_DIMENSIONS = ['department', 'channel', 'product', 'region', 'segment', 'language'] as const;
export type FilterDimension = (typeof FILTER_DIMENSIONS)[number];

export const PERIOD_PRESETS = [7, 28, 90, 365] as const;
export type PeriodPreset = (typeof PERIOD_PRESETS)[number];

/**
 * The last so many days, or from one day to another, both included, as `yyyy-MM-dd`. The ends may also be moments
 * (ISO 8601 with a time), as a bucket of an hour needs them; then `to` is excluded.
 */
export type ViewPeriod = { days: PeriodPreset } | { from: string; to: string };

/** Answers of one kind from `min` to `max`, both included. */
export interface ScoreBand {
  kind: 'nps' | 'csat' | 'ces';
  min: number;
  max: number;
  /** Of CSAT: its scale. */
  scale?: number;
}

/** What a page shows, as people chose it. It is written in the page's address and nowhere else. */
export interface ViewFilter {
  period: ViewPeriod;
  /** Chosen values; an empty text stands for "not given". A dimension that is missing is not restricted. */
  choices: Partial<Record<FilterDimension, string[]>>;
  /** Words that must occur in the comment. */
  text: string;
  band: ScoreBand | null;
  /** Leaves out feedback that is a score alone. */
  commentedOnly: boolean;
}

const DEFAULT_DAYS: PeriodPreset = 28;
const DATE = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/;
const BANDS = { nps: [0, 10], csat: [1, 10], ces: [1, 7] } as const;

type Parameters = Pick<URLSearchParams, 'get' | 'getAll' | 'has'>;

function readPeriod(parameters: Parameters): ViewPeriod {
  const from = parameters.get('from') ?? '';
  const to = parameters.get('to') ?? '';
  if (DATE.test(from) && DATE.test(to) && from <= to) return { from, to };
  const days = Number(/^(\d+)d$/.exec(parameters.get('period') ?? '')?.[1]);
  return { days: PERIOD_PRESETS.find((preset) => preset === days) ?? DEFAULT_DAYS };
}

function readBand(parameters: Parameters): ScoreBand | null {
  for (const kind of ['nps', 'csat', 'ces'] as const) {
    const match = /^(\d{1,2})-(\d{1,2})$/.exec(parameters.get(kind) ?? '');
    if (!match) continue;
    const [min, max] = [Number(match[1]), Number(match[2])];
    const [lowest, highest] = BANDS[kind];
    if (min < lowest || max > highest || min > max) continue;
    const scale = Number(parameters.get('scale'));
    return { kind, min, max, ...(kind === 'csat' && scale >= 3 && scale <= 10 && { scale }) };
  }
  return null;
}

/** The filter that an address asks for. Whatever makes no sense in it is left out, so that an old link never breaks. */
export function readFilter(parameters: Parameters): ViewFilter {
  const choices: ViewFilter['choices'] = {};
  for (const dimension of FILTER_DIMENSIONS) {
    if (parameters.has(dimension)) choices[dimension] = [...new Set(parameters.getAll(dimension))].slice(0, 200);
  }
  return {
    period: readPeriod(parameters),
    choices,
    text: (parameters.get('q') ?? '').trim().slice(0, 500),
    band: readBand(parameters),
    commentedOnly: parameters.get('comments') === 'only',
  };
}

/** The address's parameters for a filter; what is as usual is left out. `readFilter` reads them back unchanged. */
export function writeFilter({ period, choices, text, band, commentedOnly }: ViewFilter): URLSearchParams {
  const parameters = new URLSearchParams();
  if (!('days' in period)) {
    parameters.set('from', period.from);
    parameters.set('to', period.to);
  } else if (period.days !== DEFAULT_DAYS) {
    parameters.set('period', `${period.days}d`);
  }
  for (const dimension of FILTER_DIMENSIONS) {
    for (const value of choices[dimension] ?? []) parameters.append(dimension, value);
  }
  if (text !== '') parameters.set('q', text);
  if (band) {
    parameters.set(band.kind, `${band.min}-${band.max}`);
    if (band.scale !== undefined) parameters.set('scale', String(band.scale));
  }
  if (commentedOnly) parameters.set('comments', 'only');
  return parameters;
}

/** Whether anything but the period restricts what is shown. */
export function isRestricted({ choices, text, band, commentedOnly }: ViewFilter): boolean {
  return commentedOnly || text !== '' || band !== null || Object.keys(choices).length > 0;
}
