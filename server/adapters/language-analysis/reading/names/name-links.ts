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
/** In German they are articles and contractions, too. */
const GERMAN_ARTICLES = /^(?:der|den|die|das|zu|zur|zum|vom|des|i|e)$/
const SURNAMED = /^(?:great|elder|younger|terrible|bold|fat|pious|conqueror|lionheart)$/

/** "University of Cambridge", "Bank of the West", "Ludwig van Beethoven", "Department of Trade and Industry". */
export function afterLink(search: NameSearch, from: number, to: number): number {
  const [link, next] = search.unit.words.slice(to, to + 2)
  if (link?.joined !== true || next?.joined !== true) return to
  const behind = PARTICLES.has(link.norm) && !link.capital ? afterParticle(search, to) : to
  if (behind > to) return behind
  if (search.language === 'en') return afterEnglishLink(search, from, to)
  return search.language === 'de' && link.norm === 'für' ? afterFuer(search, to) : to
}

function afterParticle({ unit, isName, language }: NameSearch, to: number): number {
  const [link, next, second] = unit.words.slice(to, to + 3)
  if (link === undefined || next === undefined) return to
  if (isName(next, to + 1)) return language === 'de' && GERMAN_ARTICLES.test(link.norm) ? to : to + 2
  const both = second?.joined === true && PARTICLES.has(next.norm) && !next.capital && isName(second, to + 2)
  return both && /^(?:von|van|de|zu)$/.test(link.norm) ? to + 3 : to
}

function afterEnglishLink(search: NameSearch, from: number, to: number): number {
  const { words } = search.unit
  const [last, link, next] = words.slice(to - 1, to + 2)
  if (last === undefined || link === undefined || next === undefined) return to
  if (link.norm === 'of') return afterOf(search, from, to)
  if (!search.isName(next, to + 1)) return to
  if (link.norm === 'and') return opensInstitution(words, from, to) ? to + 2 : to
  if (link.norm === 'for') return ORGANIZATION_WORDS.has(last.norm) && !ROLES.has(last.norm) ? to + 2 : to
  return link.norm === 'the' && SURNAMED.test(next.norm) ? to + 2 : to
}

const GERMAN_INSTITUTION =
  /^(?:bundesamt|bundesanstalt|bundesministerium|institut|verein|verband|stiftung)|(?:amt|ministerium|institut|verband|gesellschaft|anstalt|zentrum|akademie)$/

/** Whether its field may follow with "für". */
export const isGermanInstitution = (norm: string): boolean => GERMAN_INSTITUTION.test(norm)

/** "Bundesministerium für Bildung und Forschung", "Institut für Informatik" */
function afterFuer({ unit }: NameSearch, to: number): number {
  const [last, , field, and, second] = unit.words.slice(to - 1, to + 4)
  if (last === undefined || field?.capital !== true || !isGermanInstitution(last.norm)) return to
  const goesOn = and?.norm === 'und' && and.joined && second?.joined === true && second.capital
  return goesOn ? to + 4 : to + 2
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
