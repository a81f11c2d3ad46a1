/** The text of a program without type tracking: many cases are wrong on purpose. */
export function program(version: number, lines: readonly string[]): string {
  return [`#pragma version ${version}`, '#pragma typetrack false', ...lines, ''].join('\n')
}
