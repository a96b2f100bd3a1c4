import type { CountedForm, Gender, GatheredPhrase } from './gathered-phrase.ts'
import type { Word } from './words.ts'

/** Gender by the article before, or '' for none or another word, and the ending of the adjective. */
const TOLD: readonly (readonly [RegExp, RegExp, Gender])[] = [
  [/^(?:ein|kein|mein|dein|sein|ihr|unser)$/, /er$/, 'masculine'],
  [/^der$/, /e$/, 'masculine'],
  [/^(?:einen|keinen)$/, /en$/, 'masculine'],
  [/^das$/, /e$/, 'neuter'],
  [/^(?!(?:des|eines|dieses)$)/, /es$/, 'neuter'],
  [/^(?:die|eine|keine)$/, /e$/, 'feminine'],
]

/**
 * The gender that article and ending of the adjective before a noun tell ("ein metrischer Raum", "das explizite Grid"), or null where
 * they tell none: "die" with -en is a plural, "der" with -en may be anything.
 */
export function genderOf(before: Word | undefined, adjective: Word): Gender | null {
  const article = adjective.joined ? (before?.norm ?? '') : ''
  return TOLD.find(([articles, endings]) => articles.test(article) && endings.test(adjective.norm))?.[2] ?? null
}

const LEAST_SHARE = 0.15
const STRONG: Readonly<Record<Gender, string>> = { masculine: 'er', feminine: 'e', neuter: 'es' }
const ADJECTIVE = /^(\p{Ll}.{2,}?)e[rsnm]?$/u

/** The phrase as a dictionary has it, as far as its forms tell: a short noun, the adjectives in the nominative of its gender. */
export function germanName(
  phrase: GatheredPhrase,
  forms: readonly CountedForm[],
  cased: (form: string) => string,
): string {
  const gender = mostTold(phrase.genders)
  const form = cased(baseForm(forms, gender !== null))
  const words = form.split(' ')
  if (gender === null || words.length < 2) return form
  return words
    .map((word, place) => {
      const isAdjective = place < words.length - 1 && ADJECTIVE.test(word)
      return isAdjective ? word.replace(/e[rsnm]?$/, STRONG[gender]) : word
    })
    .join(' ')
}

function mostTold(genders: ReadonlyMap<Gender, number>): Gender | null {
  let best: { readonly gender: Gender; readonly count: number } | null = null
  for (const gender of ['masculine', 'feminine', 'neuter'] as const) {
    const count = genders.get(gender) ?? 0
    if (count > (best?.count ?? 0)) best = { gender, count }
  }
  return best?.gender ?? null
}

/**
 * Of the usual forms the one with the shortest noun; where no gender is known, of those whose adjectives end in -e: they are in the
 * nominative.
 */
function baseForm(forms: readonly CountedForm[], knowsGender: boolean): string {
  const most = forms[0]?.[1].count ?? 0
  const cost = (form: string): number => {
    const words = form.split(' ')
    const endings = words.slice(0, -1).map((word) => /^\p{Ll}.*(e[nmrs]?)$/u.exec(word)?.[1] ?? 'e')
    const oblique = endings.reduce((sum, ending) => sum + (ENDING_COSTS[ending] ?? 0), 0)
    return (words.at(-1)?.length ?? 0) + (knowsGender ? oblique / 100 : oblique)
  }
  const usual = forms.filter(([, { count }]) => count >= most * LEAST_SHARE)
  return usual.toSorted((left, right) => cost(left[0]) - cost(right[0]) || (left[0] < right[0] ? -1 : 1))[0]?.[0] ?? ''
}

const ENDING_COSTS: Readonly<Record<string, number>> = { e: 0, er: 50, es: 50, en: 100, em: 100 }
