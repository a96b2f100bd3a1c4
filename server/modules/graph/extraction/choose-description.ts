import { analyze } from '../../../kernel/text/analyze.ts'

/** Of more, the first in alphabetical order are weighed. */
const MOST_WEIGHED = 50

/**
 * Of what was said of one entity in several passages the sentence that says most of what the others say too, as the one that speaks for
 * all; null when nothing was said. The same in whatever order they come.
 */
export function chooseDescription(descriptions: Iterable<string>, language: string): string | null {
  const texts = [...new Set(descriptions)]
    .filter((text) => text !== '')
    .toSorted()
    .slice(0, MOST_WEIGHED)
  if (texts.length < 2) return texts[0] ?? null
  const termsOf = texts.map((text) => new Set(analyze(text, language).map(({ term }) => term)))
  let best: { readonly text: string; readonly score: number } | null = null
  for (const [at, terms] of termsOf.entries()) {
    const text = texts[at] ?? ''
    const score = termsOf.reduce((sum, others, other) => (other === at ? sum : sum + likeness(terms, others)), 0)
    const isBetter = best === null || score > best.score || (score === best.score && text.length > best.text.length)
    if (isBetter) best = { text, score }
  }
  return best?.text ?? null
}

/** Share of the terms of both that both have. */
function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const shared = [...one].filter((term) => other.has(term)).length
  const all = one.size + other.size - shared
  return all === 0 ? 0 : shared / all
}
