/** Some tests of Kubernetes' conformance list of v1.20, whose names begin alike. */
export interface ConformanceSubject {
  readonly subject: string;
  /**
   * What follows in each name, and what holds it: a suite beside `src/http/conformance` and the title of a walk in
   * it, as `pods > aliases of hosts`; or why nothing does.
   */
  readonly tests: Readonly<Record<string, string | { readonly not: string }>>;
}
