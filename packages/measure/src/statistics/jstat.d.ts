/** The part of jstat that Heed uses; the package brings no types. */
declare module 'jstat' {
  const jstat: {
    chisquare: {
      /** Probability of at most `x` in the chi-square distribution with `freedom` degrees of freedom. */
      cdf(x: number, freedom: number): number;
      /** Quantile of the chi-square distribution with `freedom` degrees of freedom at probability `probability`. */
      inv(probability: number, freedom: number): number;
    };
    studentt: {
      /** Quantile of Student's t distribution with `freedom` degrees of freedom at probability `probability`. */
      inv(probability: number, freedom: number): number;
    };
    /** The complementary error function, 1 − erf(x); 0 where it is below 1e-15. */
    erfc(x: number): number;
  };
  export default jstat;
}
