/**
 * A JSON value that ended in the middle, closed after the last entry of a list that is complete; null when there is none. What a model
 * had written when its tokens were used up is paid for.
 */
export function closeCutAnswer(text: string): string | null {
  const start = text.indexOf('{')
  const open: string[] = []
  let closed: string | null = null
  let inText = false
  for (let at = Math.max(start, 0); at < text.length; at++) {
    const mark = text.charAt(at)
    if (inText) {
      if (mark === '\\') at += 1
      else if (mark === '"') inText = false
    } else if (mark === '"') inText = true
    else if (mark === '{' || mark === '[') open.push(mark === '{' ? '}' : ']')
    else if (mark === '}' || mark === ']') {
      open.pop()
      if (open.at(-1) === ']') closed = `${text.slice(start, at + 1)}${open.toReversed().join('')}`
    }
  }
  return start < 0 ? null : closed
}
