import type { Period } from '@heed/domain';
import type { Estimate, ThemeFigures } from '@heed/measure';
import { periodType, type ChangeType } from '../score/estimate.type.ts';
import type { ThemeFiguresType, ThemeShareType } from './theme-figures.type.ts';
import type { ThemeType } from './theme.type.ts';

type Share = ThemeFigures['share'];

const shareType = ({ value, low, high }: Share): ThemeShareType => ({ value, low, high });
/** A share beside a change, which shows estimates; below the usual minimum it says little. */
const shareEstimate = ({ value, low, high, of }: Share, enough: boolean): Estimate => ({ value, low, high, n: of, excluded: 0, enough });

function shareChangeType({ shareChange }: ThemeFigures, previousPeriod: Period): ChangeType | null {
  if (!shareChange) return null;
  const { value, low, high, verdict, previous } = shareChange;
  return { value, low, high, verdict, previous: shareEstimate(previous, verdict !== 'too_few_answers'), previousPeriod: periodType(previousPeriod) };
}

/** A theme's figures as GraphQL shows them. */
export function figuresType(figures: ThemeFigures, { theme, previousPeriod }: { theme: ThemeType; previousPeriod: Period | null }): ThemeFiguresType {
  const { share, score, scoreChange, impact, additive, sentiment } = figures;
  return {
    theme,
    comments: share.comments,
    share: shareType(share),
    shareChange: previousPeriod && shareChangeType(figures, previousPeriod),
    estimate: score,
    change: scoreChange && previousPeriod ? { ...scoreChange, previousPeriod: periodType(previousPeriod) } : null,
    impact: { value: impact?.value ?? null, low: impact?.low ?? null, high: impact?.high ?? null, clear: impact !== null && impact.enough && (impact.low > 0 || impact.high < 0), additive },
    sentiment,
  };
}
