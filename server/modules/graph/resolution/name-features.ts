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
const LEGAL_FORMS = new Set(
  `inc incorporated corp corporation ltd limited llc plc co company gmbh ag kg kgaa ohg se sa spa srl bv nv oy ab as asa ev`.split(
    ' ',
  ),
)
/** Their plural is another name ("Roberts", "Wales"). */
const WITHOUT_PLURAL = new Set(['person', 'place', 'organization'])
const ACRONYM = /^[\p{L}\p{N}&/.-]{2,12}$/u

export function nameFeatures(form: EntityForm, index: number): NameFeatures {
  const { type } = form
  if (isLiteral(type)) return literalFeatures(form, index)
  const bracket = /\(\s*([^()]{1,12}?)\s*\)\s*$/.exec(form.name)?.[1] ?? null
  const name = bracket === null ? form.name : form.name.slice(0, form.name.lastIndexOf('(')).trim() || form.name
  const surface = wordsOf(name)
  const words = surface.map((word) => foldLetters(word))
  const meaning = withoutLegalForm(
    words.filter((word) => !FUNCTION_WORDS.has(word)),
    type,
  )
  const kept = meaning.length === 0 ? words : meaning
  const acronym = acronymLetters(name)
  const person = type === 'person' || type === 'name' ? parsePersonName(form.name) : null
  return {
    form,
    index,
    stems: kept.map((word) => stemOf(word, form)),
    spellings: spellingsOf(name, form, person),
    initials: acronym === null ? initialsOf(words) : [],
    acronym,
    bracketAcronym: bracket === null ? null : acronymLetters(bracket),
    designator: joined(designatorsOf(surface)).toLowerCase(),
    person,
  }
}

function literalFeatures(form: EntityForm, index: number): NameFeatures {
  const spelling = `=${form.type} ${literalForm(form.name, form.type)}`
  const none = { stems: [], initials: [], acronym: null, bracketAcronym: null, designator: '', person: null }
  return { form, index, spellings: [spelling], ...none }
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

function withoutLegalForm(words: readonly string[], type: EntityForm['type']): readonly string[] {
  const last = words.at(-1)
  const strips = type === 'organization' && words.length > 1 && last !== undefined && LEGAL_FORMS.has(last)
  return strips ? words.slice(0, -1) : words
}

function stemOf(word: string, { type, language }: EntityForm): string {
  if (WITHOUT_PLURAL.has(type)) return word
  const stem = nounStem(word, language)
  return type === 'concept' && language !== 'de' ? americanSpelling(stem) : stem
}

function spellingsOf(name: string, form: EntityForm, person: PersonName | null): string[] {
  if (form.type === 'person' && person !== null) {
    const { given, surname, suffix } = person
    const umlauts = parsePersonName(foldWithUmlautsSpelledOut(form.name))
    return [
      ...new Set([
        [...given, surname, suffix].join(''),
        ...(umlauts === null ? [] : [[...umlauts.given, umlauts.surname, umlauts.suffix].join('')]),
      ]),
    ].map((spelling) => spelling.replaceAll(/[\s-]/g, ''))
  }
  const folds = [foldLetters, foldWithUmlautsSpelledOut].map((fold) => {
    const words = wordsOf(name).map(fold)
    const [first = ''] = words
    const bare =
      words.length > 1 && (first === 'the' || first === 'der' || first === 'die' || first === 'das')
        ? words.slice(1)
        : words
    return joined(withoutLegalForm(bare, form.type).map((word) => stemOf(word, form)))
  })
  return [...new Set(folds)]
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

function initialsOf(words: readonly string[]): string[] {
  if (words.length < SHORTEST_INITIALS) return []
  const all = words.map((word) => word.charAt(0)).join('')
  const meaning = words.filter((word) => !FUNCTION_WORDS.has(word)).map((word) => word.charAt(0))
  return [...new Set([meaning.join(''), all])].filter((initials) => initials.length >= SHORTEST_INITIALS)
}
