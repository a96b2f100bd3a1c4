import { nounStem } from '../../../kernel/text/noun-stem.ts'
import { americanSpelling } from './american-spelling.ts'
import { designatorsOf } from './differing-words.ts'
import { foldLetters, foldWithUmlautsSpelledOut } from './fold-letters.ts'
import { literalForm } from './literal-form.ts'
import { type PersonName, parsePersonName } from './person-name.ts'
import type { EntityForm } from './resolution.ts'
import { isLiteral } from './types-agree.ts'

/** What a name gives by itself, for comparing it with others. */
export interface NameFeatures {
  readonly form: EntityForm
  /** Place in the order of keys, which is the order of all work. */
  readonly index: number
  /** Words that mean something, folded, with one spelling and in the singular, in their order. */
  readonly stems: readonly string[]
  /** Of "X of Y", the stems as "Y X" has them; null for other names. */
  readonly turnedStems: string | null
  /** Equal for names that differ in spelling only. The first is the plainest. */
  readonly spellings: readonly string[]
  /** First letters of the words, with and without function words, from three letters on. */
  readonly initials: readonly string[]
  /** Letters of a short form ("DNA", "U.S."), or null. */
  readonly acronym: string | null
  /** A short form that the name itself gives in brackets: "adenosine triphosphate (ATP)". */
  readonly bracketAcronym: string | null
  /** See `designatorsOf`; empty when nothing tells it from others of a series. */
  readonly designator: string
  readonly person: PersonName | null
}

const FUNCTION_WORDS = new Set(
  `the a an of and for in on at to by with from or de la le les du des der die das den dem des ein eine und von vom zu zum zur im in am für mit
el los las y e di da do dos das et`.split(/\s+/),
)
/** Without those that are also the end of other names ("AB", "AS"). */
const LEGAL_FORMS = new Set(
  `inc incorporated corp corporation ltd limited llc plc co company gmbh ag kgaa ohg sa spa srl bv nv asa`.split(' '),
)
const ARTICLES = new Set(['the', 'der', 'die', 'das'])
/** Their plural is another name ("Roberts", "Wales"). */
const WITHOUT_PLURAL = new Set(['person', 'place', 'organization'])
const ACRONYM = /^[\p{L}\p{N}&/.-]{2,12}$/u

interface NameWord {
  readonly surface: string
  readonly isFunction: boolean
  readonly stem: string
}

export function nameFeatures(form: EntityForm, index: number): NameFeatures {
  const { type } = form
  if (isLiteral(type)) return literalFeatures(form, index)
  const { name, bracket } = withoutBracket(form.name)
  const surfaces = withoutLegalForm(withoutArticle(wordsOf(name)), type)
  const words = surfaces.map((surface) => nameWord(surface, form))
  const meaning = words.filter(({ isFunction }) => !isFunction)
  const acronym = surfaces.length > 1 ? acronymLetters(name) : acronymLetters(surfaces[0] ?? '')
  const person = mayBePerson(form, words.length) ? parsePersonName(form.name) : null
  return {
    form,
    index,
    stems: (meaning.length === 0 ? words : meaning).map(({ stem }) => stem),
    turnedStems: turned(words),
    spellings: type === 'person' && person !== null ? personSpellings(form.name, person) : spellingsOf(surfaces, form),
    initials: acronym === null ? initialsOf(words) : [],
    acronym,
    bracketAcronym: bracket === null ? null : acronymLetters(bracket),
    designator: joined(designatorsOf(surfaces)).toLowerCase(),
    person,
  }
}

const mayBePerson = ({ type, name }: EntityForm, words: number): boolean =>
  type === 'person' || (type === 'name' && (words === 1 || INITIAL.test(name)))

/** "adenosine triphosphate (ATP)" */
function withoutBracket(name: string): { readonly name: string; readonly bracket: string | null } {
  const [, before = '', bracket = null] = /^(.*?\S)\s*\(\s*([^()]{1,12}?)\s*\)\s*$/.exec(name) ?? []
  return bracket === null ? { name, bracket } : { name: before, bracket }
}

const INITIAL = /(?<![\p{L}.])\p{Lu}\./u

function literalFeatures(form: EntityForm, index: number): NameFeatures {
  const spelling = `=${form.type} ${literalForm(form.name, form.type)}`
  const none = {
    stems: [],
    turnedStems: null,
    initials: [],
    acronym: null,
    bracketAcronym: null,
    designator: '',
    person: null,
  }
  return { form, index, spellings: [spelling], ...none }
}

function nameWord(surface: string, form: EntityForm): NameWord {
  const folded = foldLetters(surface)
  // "AND" is no "and", and "HTTPS" no plural.
  const isShort = SHORT_FORM.test(surface)
  return {
    surface,
    isFunction: !isShort && FUNCTION_WORDS.has(folded),
    stem: isShort ? folded : stemOf(folded, form),
  }
}

const SHORT_FORM = /^\p{Lu}[\p{Lu}\p{N}]+$/u

/** "set of chromosomes" as "chromosome set" would be: stems of what follows "of", then of what stands before. */
function turned(words: readonly NameWord[]): string | null {
  const at = words.findIndex(({ surface }) => surface.toLowerCase() === 'of')
  const others = words.filter(({ isFunction }) => isFunction).length
  if (at < 1 || others !== 1) return null
  return [...words.slice(at + 1), ...words.slice(0, at)].map(({ stem }) => stem).join(' ')
}

/** Words as they are written, possessives without their ending; "Emsleyan/Mertensian" and "cell-surface" are two each. */
function wordsOf(name: string): string[] {
  return name
    .replaceAll(/\\'/g, "'")
    .replaceAll(/['’]s(?![\p{L}\p{N}])/gu, '')
    .replaceAll(/(?<=\p{L})\.(?=\p{L}\.?(?![\p{L}]))/gu, '')
    .replaceAll(/['’ʾʿ]/g, '')
    .split(/[^\p{L}\p{M}\p{N}\u02B0-\u02FF+#.]+|\.(?!\d)|(?<!\d)\./u)
    .filter((word) => word !== '')
}

function withoutArticle(words: readonly string[]): readonly string[] {
  return words.length > 1 && ARTICLES.has((words[0] ?? '').toLowerCase()) ? words.slice(1) : words
}

function withoutLegalForm(words: readonly string[], type: EntityForm['type']): readonly string[] {
  const strips = type === 'organization' && words.length > 1 && LEGAL_FORMS.has((words.at(-1) ?? '').toLowerCase())
  return strips ? words.slice(0, -1) : words
}

function stemOf(word: string, { type, language }: EntityForm): string {
  if (WITHOUT_PLURAL.has(type)) return word
  const stem = nounStem(word, language)
  return type === 'concept' && language !== 'de' ? americanSpelling(stem) : stem
}

function personSpellings(name: string, plain: PersonName): string[] {
  const umlauts = parsePersonName(foldWithUmlautsSpelledOut(name)) ?? plain
  const spellings = [plain, umlauts].map(({ given, surname, suffix }) =>
    [...given, surname, suffix].join('').replaceAll(/[\s-]/g, ''),
  )
  return [...new Set(spellings)]
}

function spellingsOf(surfaces: readonly string[], form: EntityForm): string[] {
  const plain = surfaces.map((surface) => nameWord(surface, form).stem)
  const umlauts = surfaces.map((surface) =>
    /[äöü]/i.test(surface) ? stemOf(foldWithUmlautsSpelledOut(surface), form) : nameWord(surface, form).stem,
  )
  return [...new Set([joined(plain), joined(umlauts)])]
}

/** Without borders of words, but between digits: "type 1 1" is not "type 11". */
const joined = (words: readonly string[]): string => words.join(' ').replaceAll(/(?<!\d) | (?!\d)/g, '')

const LONGEST_ACRONYM = 8

function acronymLetters(name: string): string | null {
  const text = name.trim().replace(/(?<=\p{Lu})s$/u, '')
  if (!ACRONYM.test(text)) return null
  const letters = text.replaceAll(/[^\p{L}\p{N}]/gu, '')
  const capitals = letters.replaceAll(/[^\p{Lu}]/gu, '').length
  // "mRNA" and "GnRH" are short forms, "McDonald" and "YouTube" are not.
  if (capitals < 2 || capitals * 2 < letters.length || letters.length > LONGEST_ACRONYM) return null
  return foldLetters(letters)
}

const SHORTEST_INITIALS = 2

function initialsOf(words: readonly NameWord[]): string[] {
  if (words.length < SHORTEST_INITIALS) return []
  const letters = (some: readonly NameWord[]): string => some.map(({ stem }) => stem.charAt(0)).join('')
  const both = [letters(words.filter(({ isFunction }) => !isFunction)), letters(words)]
  return [...new Set(both)].filter((initials) => initials.length >= SHORTEST_INITIALS)
}
