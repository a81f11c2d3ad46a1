/** Removes lines as long as what is left still shows the difference: first large parts, then small ones. */
export async function shrink(source: string, differs: (source: string) => Promise<boolean>): Promise<string> {
  let lines = source.split('\n')
  const kept = 2 // the pragmas
  for (let size = Math.ceil(lines.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = kept; at < lines.length;) {
      const fewer = [...lines.slice(0, at), ...lines.slice(at + size)]
      if (await differs(fewer.join('\n'))) lines = fewer
      else at += size
    }
  }
  return lines.join('\n')
}
