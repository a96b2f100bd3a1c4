const OPEN = /\{\{c(\d{1,3})::/y

interface Deletion {
  readonly number: number
  readonly before: string
}

/**
 * Leaves the deletions of one card of a cloze note, as number 1, and shows the text of all others. Deletions may be nested: within one of
 * the card's own, the inner ones are shown.
 * @returns null when the card has no deletion
 */
export function clozeTextOf(html: string, card: number): string | null {
  const open: Deletion[] = []
  let text = ''
  let isFound = false
  const isWithin = (): boolean => open.some(({ number }) => number === card)
  for (let at = 0; at < html.length;) {
    OPEN.lastIndex = at
    const match = OPEN.exec(html)
    if (match !== null) {
      open.push({ number: Number(match[1]), before: text })
      text = ''
      at += match[0].length
    } else if (open.length > 0 && html.startsWith('}}', at)) {
      const { number, before } = open.pop() ?? { number: 0, before: '' }
      const isOwn = number === card && !isWithin()
      isFound ||= isOwn
      text = before + (isOwn ? `{{c1::${text}}}` : withoutHint(text))
      at += 2
    } else {
      text += html[at]
      at += 1
    }
  }
  // What was never closed is no deletion: Anki shows it as it stands.
  for (const { number, before } of open.toReversed()) text = `${before}{{c${number}::${text}`
  return isFound ? text : null
}

function withoutHint(text: string): string {
  const at = text.lastIndexOf('::')
  return at < 0 ? text : text.slice(0, at)
}
