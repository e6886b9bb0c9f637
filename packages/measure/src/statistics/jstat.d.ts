/** The part of jstat that Heed uses; the package brings no types. */
declare module 'jstat' {
  const jstat: {
    studentt: {
      /** Quantile of Student's t distribution with `freedom` degrees of freedom at probability `probability`. */
      inv(probability: number, freedom: number): number;
    };
    chisquare: {
      /** Probability of at most `x` in the chi-square distribution with `freedom` degrees of freedom. */
      cdf(x: number, freedom: number): number;
    };
    normal: {
      /** Probability of at most `x` in the normal distribution. */
      cdf(x: number, mean: number, standardDeviation: number): number;
    };
    /** The complementary error function, 1 − erf(x), with its digits also where it is small. */
    erfc(x: number): number;
  };
  export default jstat;
}
