import type { MarkedSpan, MarkedText } from './mention-sets.ts'

/** One text a line, names in [square], dates, quantities, standards and identifiers in {curly} brackets. */
export function bracketedTexts(content: string): MarkedText[] {
  return content
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const spans: MarkedSpan[] = []
      let text = ''
      let start = 0
      for (const sign of line) {
        if (sign === '[' || sign === '{') start = text.length
        else if (sign === ']' || sign === '}') {
          spans.push({ start, end: text.length, type: sign === ']' ? 'name' : 'pattern' })
        } else text += sign
      }
      return { text, spans }
    })
}
