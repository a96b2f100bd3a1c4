import type { Word } from '../../words.ts'
import { isNation } from './countries.ts'
import type { NameSearch } from './name-run.ts'
import { ORGANIZATION_WORDS, ROLES, TAKES_OF_THE } from './name-words.ts'

/** Small words inside of names of people, of whatever language. */
const PARTICLES = new Set(
  'de da do dos das del della di du des la le von van der den zu zur zum vom ten ter al el bin ibn y e af av i lo'.split(
    ' ',
  ),
)
/** "University of Cambridge", "Bank of the West", "Ludwig van Beethoven", "Department of Trade and Industry". */
export function afterLink(search: NameSearch, from: number, to: number): number {
  const { isName, unit, language } = search
  const { words } = unit
  const [last, link, next, second] = words.slice(to - 1, to + 3)
  if (last === undefined || link === undefined || next === undefined || !link.joined || !next.joined) return to
  const named = isName(next, to + 1)
  if (PARTICLES.has(link.norm) && !link.capital) {
    if (named && (language !== 'de' || !/^(?:der|den|die|das|zu|zur|zum|vom|des|i|e)$/.test(link.norm))) return to + 2
    const both = second?.joined === true && PARTICLES.has(next.norm) && !next.capital && isName(second, to + 2)
    if (both && /^(?:von|van|de|zu)$/.test(link.norm)) return to + 3
  }
  if (language !== 'en') return to
  if (link.norm === 'of') return afterOf(search, from, to)
  if (link.norm === 'and' && named && opensInstitution(words, from, to)) return to + 2
  if (link.norm === 'for' && named && ORGANIZATION_WORDS.has(last.norm) && !ROLES.has(last.norm)) return to + 2
  if (
    link.norm === 'the' &&
    named &&
    /^(?:great|elder|younger|terrible|bold|fat|pious|conqueror|lionheart)$/.test(next.norm)
  ) {
    return to + 2
  }
  return to
}

function afterOf(search: NameSearch, from: number, to: number): number {
  const { isName, unit } = search
  const { words } = unit
  const [last, , next, second] = words.slice(to - 1, to + 3)
  if (last === undefined || next === undefined || ROLES.has(last.norm) || isNation(last.norm)) return to
  if (isName(next, to + 1)) return to + 2
  const article = next.norm === 'the' && second?.joined === true && isName(second, to + 2)
  const takes = words.slice(from, to).some(({ norm }) => TAKES_OF_THE.has(norm))
  return article && takes ? to + 3 : to
}

/** "Department of Health and Human Services": an institution whose field has two parts. */
function opensInstitution(words: readonly Word[], from: number, to: number): boolean {
  const ofAt = words.slice(from, to).findIndex(({ norm }) => norm === 'of' || norm === 'for')
  return (
    ofAt > 0 &&
    /^(?:department|ministry|institute|college|faculty|school|committee|office|museum|academy|centre|center|council|bureau|society|minister)$/.test(
      words[from + ofAt - 1]?.norm ?? '',
    )
  )
}
