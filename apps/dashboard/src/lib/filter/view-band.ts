/** Answers of one kind from `min` to `max`, both included. */
export interface ScoreBand {
  kind: BandKind;
  min: number;
  max: number;
  /** Of CSAT: its scale. */
  scale?: number;
}

export type BandKind = 'nps' | 'csat' | 'ces' | 'sentiment';

/** The lowest and the highest answer of each kind. */
export const BAND_ENDS: Record<BandKind, readonly [number, number]> = { nps: [0, 10], csat: [1, 10], ces: [1, 7], sentiment: [-1, 1] };
export const BAND_KINDS = Object.keys(BAND_ENDS) as BandKind[];
export const CSAT_SCALES = [3, 4, 5, 6, 7, 10] as const;

const RANGE = /^(-?\d{1,2}(?:\.\d{1,3})?)-(-?\d{1,2}(?:\.\d{1,3})?)$/;

/** The bands that an address asks for, at most one of a kind; what makes no sense is left out. */
export function readBands(parameters: Pick<URLSearchParams, 'get'>): ScoreBand[] {
  return BAND_KINDS.flatMap((kind) => {
    const match = RANGE.exec(parameters.get(kind) ?? '');
    if (!match) return [];
    const [min, max] = [Number(match[1]), Number(match[2])];
    const [lowest, highest] = BAND_ENDS[kind];
    if (min < lowest || max > highest || min > max) return [];
    const scale = Number(parameters.get('scale'));
    return [{ kind, min, max, ...(kind === 'csat' && CSAT_SCALES.some((one) => one === scale) && { scale }) }];
  });
}

/** The parameters of some bands. `readBands` reads them back unchanged. */
export const writeBands = (bands: readonly ScoreBand[]): [string, string][] =>
  bands.flatMap(({ kind, min, max, scale }): [string, string][] => [[kind, `${min}-${max}`], ...(scale === undefined ? [] : [['scale', String(scale)] as [string, string]])]);

/** The bands with one more that must hold as well: of the same kind only what both let through stays. */
export function narrowBands(bands: readonly ScoreBand[], band: ScoreBand): ScoreBand[] {
  const same = bands.find(({ kind }) => kind === band.kind);
  if (!same) return [...bands, band];
  const [min, max] = [Math.max(same.min, band.min), Math.min(same.max, band.max)];
  const both = min <= max ? { ...same, ...band, min, max } : band;
  return bands.map((one) => (one === same ? both : one));
}

/** The bands with one of a kind put in the place of another; null takes the kind's away. */
export function replaceBand(bands: readonly ScoreBand[], { kind, band }: { kind: BandKind; band: ScoreBand | null }): ScoreBand[] {
  const others = bands.filter((one) => one.kind !== kind);
  return band === null ? others : [...others, band];
}
