import type { Citation } from '@learnpath/contracts'

const NOT_FOUND: Readonly<Record<string, string>> = {
  en: 'Not found in your documents.',
  de: 'In Ihren Dokumenten nicht gefunden.',
}
const NOT_FOUND_ELSEWHERE = 'Not found in your documents.'

/** What LearnPath says when the documents do not hold the answer, in the language of the question where it can. */
export function notFoundText(language: string): string {
  return NOT_FOUND[language] ?? NOT_FOUND_ELSEWHERE
}

/** The answer in parts, one per citation: the quote as it stands in the document and its marker. Joined they are the answer. */
export function answerParts(citations: readonly Citation[]): string[] {
  return citations.map(({ n, text }, index) => `${index === 0 ? '' : ' '}${text} [${n}]`)
}
