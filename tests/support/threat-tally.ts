/** Which threats a file of tests showed: those whose every test passed. */

type Titled = { name: string; suite?: Titled | undefined }

/** Ids that the test's own title begins with, and those of the suites around it. */
export function threatsOf({ name, suite }: Titled): string[] {
  const own = /^(?:T\d\d[ :]*)+/.exec(name)?.[0].match(/T\d\d/g) ?? []
  return [...own, ...(suite ? threatsOf(suite) : [])]
}

export class ThreatTally {
  private readonly passed: Record<string, number> = {}
  private readonly failed = new Set<string>()

  count(test: Titled, fails: boolean): void {
    for (const id of threatsOf(test)) {
      if (fails) this.failed.add(id)
      else this.passed[id] = (this.passed[id] ?? 0) + 1
    }
  }

  get empty(): boolean {
    return Object.keys(this.passed).length + this.failed.size === 0
  }

  /** How many tests showed each; a threat with one test that failed is not shown. */
  shown(): Record<string, number> {
    return Object.fromEntries(Object.entries(this.passed).filter(([id]) => !this.failed.has(id)))
  }
}
