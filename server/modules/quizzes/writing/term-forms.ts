import type { ConceptEntry } from '../../../ports/study-material.ts'
import type { MaterialIndex } from './material-index.ts'

export type GrammaticalNumber = 'singular' | 'plural' | 'unknown'

const ENGLISH_SINGULAR_S = /(?:ss|us|is|as|os|ics|news|[^aeiou]ns)$/i

/** Number of a form by its ending; only English endings tell it. */
export function numberOf(form: string, language: string): GrammaticalNumber {
  if (language !== 'en') return 'unknown'
  const [head = form] = form.split(' of ')
  return head.endsWith('s') && !ENGLISH_SINGULAR_S.test(head) ? 'plural' : 'singular'
}

/** How a form is written inside a sentence: small, unless the documents write it with a capital there. */
export function insideSentence(form: string, concept: ConceptEntry, index: MaterialIndex): string {
  const forms = index.forms.get(concept.id)
  const small = form.charAt(0).toLowerCase() + form.slice(1)
  if (small === form || concept.language === 'de' || concept.kind === 'acronym' || concept.kind === 'code') return form
  const written = (one: string): number => forms?.get(one) ?? 0
  if (written(small) > (concept.kind === 'proper' ? written(form) : 0)) return small
  if (written(form) > 0 || concept.kind === 'proper') return form
  // Never seen inside a sentence: as the name has it.
  return concept.name.charAt(0) === small.charAt(0) ? small : form
}

/** The form of a concept that fits beside one of that number; null when none is known. */
export function formInNumber(concept: ConceptEntry, number: GrammaticalNumber, index: MaterialIndex): string | null {
  const { language } = concept
  const seen = [...(index.forms.get(concept.id) ?? new Map<string, number>())].toSorted(
    ([left, many], [right, others]) => others - many || (left < right ? -1 : 1),
  )
  const own = numberOf(concept.name, language)
  if (own === number || number === 'unknown') return concept.name
  const fitting = seen.find(
    ([form]) => numberOf(form, language) === number && !/['’]/.test(form) && isInflected(form, concept.name),
  )
  if (fitting !== undefined) return insideSentence(fitting[0], concept, index)
  const isCounted = (index.usage.get(concept.id)?.indefinite ?? 0) > 0
  return language === 'en' && number === 'plural' && isCounted ? englishPlural(concept) : null
}

/** Another number of the same word, not an alias. */
function isInflected(form: string, name: string): boolean {
  const [left, right] = [form.toLowerCase(), name.toLowerCase()]
  const kept = Math.max(3, Math.min(left.length, right.length) - 3)
  return left.slice(0, kept) === right.slice(0, kept)
}

function englishPlural({ name, kind }: ConceptEntry): string | null {
  if (kind === 'proper' || kind === 'acronym' || kind === 'code' || !/[^aeious]$|[^aeiou]e$/.test(name)) return null
  if (name.includes(' of ') || /(?:um|on|ing|ism|ness|ity|sis|tion|ics|ance|ence|ment|phy|gy|my)$/.test(name)) {
    return null
  }
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`
  return /(?:s|x|z|ch|sh)$/.test(name) ? `${name}es` : `${name}s`
}
