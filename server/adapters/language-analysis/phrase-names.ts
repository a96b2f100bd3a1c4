import { englishSingular } from '../../kernel/text/singular.ts'
import { germanName } from './german-names.ts'
import { isAcronym, kindOf } from './phrase-kind.ts'
import type { CountedForm, GatheredPhrase } from './gathered-phrase.ts'

/** The form to show of a phrase, and whether the form most used is a plural. `forms`: the most used first. */
export function nameOfPhrase(
  phrase: GatheredPhrase,
  forms: readonly CountedForm[],
): { name: string; plural: boolean | null } {
  const [top] = forms
  if (top === undefined) return { name: '', plural: null }
  if (phrase.language === 'en') return englishName(cased(top[0], phrase, forms), phrase)
  if (phrase.language === 'de') {
    return { name: germanName(phrase, forms, (form) => cased(form, phrase, forms)), plural: null }
  }
  return { name: cased(top[0], phrase, forms), plural: null }
}

/** Of the forms that differ in case only, the one used inside of sentences. */
function cased(form: string, phrase: GatheredPhrase, forms: readonly CountedForm[]): string {
  const folded = form.toLowerCase()
  let best: { readonly form: string; readonly inside: number } | null = null
  for (const [other, { inside }] of forms) {
    if (inside > (best?.inside ?? 0) && other.toLowerCase() === folded) best = { form: other, inside }
  }
  return best?.form ?? withoutOpeningCapital(form, phrase)
}

/** A form seen only where sentences and headings begin; German nouns and names keep their capital. */
function withoutOpeningCapital(form: string, phrase: GatheredPhrase): string {
  if (phrase.language !== 'en' || isAcronym(phrase) || phrase.proper > 0) return form
  return form.replaceAll(/(?<![\p{L}\p{N}])\p{Lu}(?=\p{Ll})/gu, (letter) => letter.toLowerCase())
}

const EACH_CAPITAL = /^\p{Lu}\S*(?: \p{Lu}\S*)+$/u

function englishName(form: string, phrase: GatheredPhrase): { name: string; plural: boolean | null } {
  if (isAcronym(phrase)) return { name: form.replace(/(?<=\p{Lu}{2})s$/u, ''), plural: /\p{Lu}{2}s$/u.test(form) }
  // "United States" is no state.
  if (kindOf(phrase) === 'proper' && EACH_CAPITAL.test(form)) return { name: form, plural: null }
  const last = /[\p{L}\p{M}]+$/u.exec(form)?.[0] ?? ''
  const singular = englishSingular(last.toLowerCase())
  if (last === '' || /\p{Lu}$/u.test(last) || singular === last.toLowerCase()) return { name: form, plural: false }
  const shared = commonStart(last.toLowerCase(), singular)
  return {
    name: form.slice(0, form.length - last.length) + last.slice(0, shared) + singular.slice(shared),
    plural: true,
  }
}

function commonStart(left: string, right: string): number {
  let at = 0
  while (at < left.length && left.charAt(at) === right.charAt(at)) at += 1
  return at
}
