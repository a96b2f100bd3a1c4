/** What a template of Anki is filled with. */
export interface TemplateInput {
  /** HTML by the name of the field. */
  readonly fields: ReadonlyMap<string, string>
  /** Tags, Deck, Card …; what Anki knows beside the fields. */
  readonly special: ReadonlyMap<string, string>
  /** What `{{cloze:Field}}` gives. */
  readonly cloze: (html: string) => string
  /** Whether it is the side of the answer: there a field to type into shows what is right. */
  readonly isAnswer: boolean
}

const TAG = /\{\{([^{}]*)\}\}/g
const MAX_DEPTH = 100

interface Section {
  readonly name: string
  readonly shown: boolean
}

/**
 * Fills a template of an Anki card: fields, `{{#Field}}…{{/Field}}`, `{{^Field}}…{{/Field}}` and the filters cloze, type, hint, text and
 * others that leave the text as it is. `{{FrontSide}}` is empty: both sides are kept apart. Unknown names are empty, as Anki shows
 * an error there.
 */
export function renderTemplate(template: string, input: TemplateInput): string {
  let output = ''
  let last = 0
  const sections: Section[] = []
  const isShown = (): boolean => sections.every(({ shown }) => shown)
  for (const match of template.matchAll(TAG)) {
    const [whole, inner = ''] = match
    if (isShown()) output += template.slice(last, match.index)
    last = match.index + whole.length
    const tag = inner.trim()
    const name = tag.slice(1).trim()
    if (tag.startsWith('#') || tag.startsWith('^')) {
      if (sections.length >= MAX_DEPTH) return output
      sections.push({ name, shown: hasText(input, name) === tag.startsWith('#') })
    } else if (tag.startsWith('/')) {
      const at = sections.findLastIndex((section) => section.name === name)
      if (at >= 0) sections.splice(at)
    } else if (!tag.startsWith('!') && isShown()) output += valueOf(tag, input)
  }
  return isShown() ? output + template.slice(last) : output
}

function hasText({ fields, special }: TemplateInput, name: string): boolean {
  const value = fields.get(name) ?? special.get(name) ?? ''
  return /<(?:img|audio|video)\b/i.test(value) || value.replaceAll(/<[^>]*>|&nbsp;|\s/gi, '') !== ''
}

function valueOf(tag: string, { fields, special, cloze, isAnswer }: TemplateInput): string {
  const parts = tag.split(':').map((part) => part.trim())
  const name = parts.at(-1) ?? ''
  const filters = parts.slice(0, -1)
  const value = fields.get(name) ?? special.get(name) ?? ''
  if (filters.some((filter) => filter.startsWith('tts'))) return ''
  if (filters.includes('type')) return isAnswer ? (filters.includes('cloze') ? '' : value) : ''
  return filters.includes('cloze') ? cloze(value) : value
}
