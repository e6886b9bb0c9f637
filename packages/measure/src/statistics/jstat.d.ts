/** The part of jstat that Heed uses; the package brings no types. */
declare module 'jstat' {
  const jstat: {
    studentt: {
      /** Quantile of Student's t distribution with `freedom` degrees of freedom at probability `probability`. */
      inv(probability: number, freedom: number): number;
    };
  };
  export default jstat;
}
