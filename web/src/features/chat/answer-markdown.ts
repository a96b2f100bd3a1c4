import type { AskResponse, Citation } from '@learnpath/contracts'

interface Wording {
  /** Heading of the list. */
  readonly sources: string
  readonly page: (page: number) => string
  /** Absolute address of the passage. */
  readonly addressOf: (citation: Citation) => string
}

const escaped = (text: string): string => text.replaceAll(/[[\]\\*_`<>]/g, String.raw`\$&`)

/** Question, answer and numbered sources, to be pasted elsewhere. */
export function answerMarkdown({ question, answer, citations }: AskResponse, wording: Wording): string {
  const sources = citations.map((citation) => {
    const headings = citation.headingPath[0] === citation.title ? citation.headingPath.slice(1) : citation.headingPath
    const place = [...headings, ...(citation.page === null ? [] : [wording.page(citation.page)])].join(' › ')
    const title = `[${escaped(citation.title)}](${wording.addressOf(citation)})`
    const quote = citation.text.replaceAll(/\s+/g, ' ').trim()
    return `${citation.n}. ${title}${place === '' ? '' : `, ${escaped(place)}`}: “${quote}”`
  })
  const list = sources.length === 0 ? [] : [`${wording.sources}:`, sources.join('\n')]
  return [`**${escaped(question)}**`, answer, ...list].join('\n\n')
}
