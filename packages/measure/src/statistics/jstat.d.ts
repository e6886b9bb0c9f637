/** The part of jstat that Heed uses; the package brings no types. */
declare module 'jstat' {
  const jstat: {
    chisquare: {
      /** Quantile of the chi-square distribution with `freedom` degrees of freedom at probability `probability`. */
      inv(probability: number, freedom: number): number;
    };
    studentt: {
      /** Quantile of Student's t distribution with `freedom` degrees of freedom at probability `probability`. */
      inv(probability: number, freedom: number): number;
    };
  };
  export default jstat;
}
