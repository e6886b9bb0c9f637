/** Logarithm of the gamma function for positive numbers: Stirling's series from 7 on, the recurrence below; 10 digits. */
export function logGamma(value: number): number {
  let shift = 0;
  let large = value;
  if (value < 7) {
    let product = 1;
    for (; large < 7; large++) product *= large;
    shift = Math.log(product);
  }
  const square = 1 / (large * large);
  return (large - 0.5) * Math.log(large) - large + 0.9189385332046727 + (1 / 12 - square * (1 / 360 - square / 1260)) / large - shift;
}
