import type { Cell, ExportColumn, ExportTable } from '@heed/store';
import type { Change, Estimate } from '../metric/estimate.ts';
import type { ThemeFigures, ThemesResult } from '../themes/measure-themes.ts';

/** What a theme is called, and the group that it belongs to. */
export interface NamedTheme {
  name: string;
  group: { id: string; name: string } | null;
}

const text = (name: string): ExportColumn => ({ name, type: 'text' });
const integer = (name: string): ExportColumn => ({ name, type: 'integer' });
const numbers = (...names: string[]): ExportColumn[] => names.map((name) => ({ name, type: 'number' }));

function columnsOf(metric: string): ExportColumn[] {
  return [
    ...['row', 'theme', 'name', 'group', 'groupName'].map(text),
    integer('comments'),
    ...numbers('share', 'shareLow', 'shareHigh', 'shareChange', 'shareChangeLow', 'shareChangeHigh'),
    text('shareVerdict'),
    ...numbers(metric, `${metric}Low`, `${metric}High`),
    integer(`${metric}N`),
    ...numbers(`${metric}Change`, `${metric}ChangeLow`, `${metric}ChangeHigh`),
    text(`${metric}Verdict`),
    ...numbers('impact', 'impactLow', 'impactHigh'),
    { name: 'impactClear', type: 'boolean' },
    ...numbers('additive', 'netSentiment', 'netSentimentLow', 'netSentimentHigh'),
    integer('netSentimentN'),
  ];
}

const estimateCells = ({ value, low, high, n }: Estimate): Cell[] => [value, low, high, n];
const changeCells = (change: Pick<Change, 'value' | 'low' | 'high' | 'verdict'> | null): Cell[] => (change ? [change.value, change.low, change.high, change.verdict] : [null, null, null, null]);

function themeCells({ theme, share, shareChange, score, scoreChange, impact, additive, sentiment }: ThemeFigures, { name, group }: NamedTheme): Cell[] {
  const clear = impact !== null && impact.enough && (impact.low > 0 || impact.high < 0);
  return [
    'theme', theme, name, group?.id ?? '', group?.name ?? '',
    share.comments, share.value, share.low, share.high, ...changeCells(shareChange),
    ...estimateCells(score), ...changeCells(scoreChange),
    impact?.value ?? null, impact?.low ?? null, impact?.high ?? null, clear, additive,
    ...estimateCells(sentiment),
  ];
}

/**
 * Themes as a table: a line for each, and one for everything that matched (`row` is `total`), which is no sum of the others, because a
 * comment may be on two themes. What `themeOf` knows nothing of is left out.
 */
export function themesTable(result: ThemesResult, { themeOf }: { themeOf: (id: string) => NamedTheme | null }): ExportTable {
  const total: Cell[] = ['total', '', '', '', '', result.comments, null, null, null, null, null, null, null, ...estimateCells(result.score), ...changeCells(result.scoreChange), null, null, null, null, null, ...estimateCells(result.sentiment)];
  const rows = result.themes.flatMap((figures) => {
    const named = themeOf(figures.theme);
    return named ? [themeCells(figures, named)] : [];
  });
  return { columns: columnsOf(result.metric.id === 'sentiment' ? 'score' : result.metric.id), rows: [...rows, total] };
}
