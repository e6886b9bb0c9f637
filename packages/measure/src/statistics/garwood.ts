import { type Sampled, Z_95 } from '@heed/domain';
import jstat from 'jstat';

/**
 * Up to here the chi-square quantiles are jstat's, whose time grows with the count (1 ms at 100,000, 6 s at a thousand
 * million). Beyond it Wilson and Hilferty's (1931) approximation is as good: at 10,000 it differs by 0.0002.
 */
const EXACT_UP_TO = 10_000;

/**
 * A count with the exact interval of the Poisson rate behind it (Garwood 1936): half of the chi-square quantile 0.025 with
 * 2·count degrees of freedom, to half of the quantile 0.975 with 2·count + 2. A count of 0 is a value like any other: 0 to
 * 3.69. So it is never null.
 *
 * The standard error is √(count + z²/4), the half width of Rao's score interval for a Poisson rate over z: a change from
 * `a` to `b` is then judged by (b − a)/√(a + b + z²/2). For large counts that is (b − a)/√(a + b), which alone would call 4
 * after 0 news, where the exact test of two Poisson counts gives p = 0.125. With z²/2, up to 300 and 300, whatever the exact
 * test finds at 5 % is news, and nothing else but what its mid-p finds.
 */
export function garwood(count: number): Sampled {
  return {
    value: count,
    low: count === 0 ? 0 : halfChiSquare(0.025, count),
    high: halfChiSquare(0.975, count + 1),
    standardError: Math.sqrt(count + (Z_95 * Z_95) / 4),
  };
}

/** Half of the chi-square quantile with 2·`shape` degrees of freedom: the quantile of a gamma distribution of that shape. */
function halfChiSquare(probability: number, shape: number): number {
  if (shape <= EXACT_UP_TO) return jstat.chisquare.inv(probability, 2 * shape) / 2;
  const z = probability < 0.5 ? -Z_95 : Z_95;
  return shape * (1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape))) ** 3;
}
