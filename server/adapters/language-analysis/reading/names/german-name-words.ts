import type { Unit, Word } from '../../words.ts'
import { isFormula } from '../patterns/identifiers.ts'
import { isGermanPlace } from './countries.ts'
import type { NameEvidence } from './name-evidence.ts'
import { isGermanInstitution } from './name-links.ts'
import {
  AMBIGUOUS_GIVEN_NAMES,
  COMPANY_FORMS,
  DAYS_AND_MONTHS,
  EVENT_WORDS,
  GIVEN_NAMES,
  ORGANIZATION_WORDS,
  PLACE_ENDINGS,
  PLACE_WORDS,
  TITLES,
} from './name-words.ts'

const listed = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/))

const DETERMINERS = listed(
  `der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner dieser diese dieses diesen diesem jeder jede jedes
jeden jedem welche welcher welches mein meine meinen sein seine seinen seinem seiner ihr ihre ihren ihrem ihrer unser unsere unseren euer alle
allen viele vielen einige einigen mehrere mehreren wenige manche beide beiden zum zur im am beim vom ins ans`,
)
/** Nouns that a name follows to say which one: "Firma Bosch", "Software TIA Portal". */
const CLASSES = listed(
  `firma unternehmen konzern hersteller anbieter stadt gemeinde dorf ort fluss insel land bundesland kanton region programm software
betriebssystem app marke modell baureihe serie typ produkt projekt zeitschrift zeitung roman film band gruppe universität hochschule schiff
familie ehepaar brüder autor autorin forscher forscherin erfinder erfinderin ingenieur ingenieurin dichter dichterin maler malerin politiker
philosoph schriftsteller schriftstellerin trainer sprecher sprecherin leiter leiterin gründer gründerin projektleiter projektleiterin mitarbeiter
kollege kollegin kunde lieferant raumsonde sonde rakete satellit komet planet asteroid mond programmiersprache sprache protokoll feldbus
werkzeug steuerung frequenzumrichter roboter hotel restaurant schloss burg flughafen bahnhof berg kollegen nachbar nachbarin freund freundin`,
)
const PROFESSION =
  /^.{3,}(?:iker|ikerin|ologe|ologin|ograf|ografin|ograph|istin|entin|euse|eurin|kanzler|kanzlerin|minister|ministerin|präsident|präsidentin|meister|meisterin)$/u
/** Endings that nouns have and names hardly ever. */
const COMMON =
  /(?:ung|ungen|heit|heiten|keit|keiten|schaft|schaften|tion|tionen|sion|sionen|ität|itäten|ismus|nis|nisse|nissen|chen|ling|linge|ment|mente|enz|enzen|anz|anzen|gerät|geräte|teil|teile|teilen|zeit|zeiten|zahl|weise|kraft|stoff|stoffe|maschine|maschinen|anlage|anlagen|leitung|schalter|motor|pumpe|ventil|kabel|wert|werte|blatt|buch|tür|taste|schraube|schrauben|öl|wasser|strom|druck|daten|datum)$/u
const ADJECTIVE =
  /^(?:.{2,}(?:isch|lich|ig)|deutsch|bayerisch|neu|alt|groß|klein|rot|schwarz|weiß|grün|blau|gelb|erst|zweit|dritt|viert|vereinigt|heilig|hoh|ewig|kalt|golden|silbern|eisern|jung|frei|national|international|zentral|sozial|still|tot|stark|evangelisch|katholisch|nah|fern|mittler|ober|unter|ander)(?:e|er|es|en|em)$/u
const SPEAKS = listed(
  'sagt sagte erklärt erklärte betont betonte meint meinte schreibt schrieb laut gegenüber berichtet berichtete antwortete fragte ergänzte bestätigte',
)
const TO_PLACES = listed('in aus nach bei von um über zwischen nahe gegen durch und')
const MEASURES = listed(
  'liter meter kilogramm gramm tonnen prozent euro stunden minuten tasse stück paar anfang mitte ende dutzend millionen milliarden',
)
/** Heads that a hyphen mostly joins to the name of a person or place. */
const NAMED_HEADS = /^(?:universität|institut|stiftung|gymnasium|preis|straße|strasse|platz|museum|haus|denkmal)$/
const MOST_OF_PERSON = 3
const MOST_OF_COMPANY = 5

/** Finds the words of a German chunk that are parts of names: as every noun has a capital, something else must tell them apart. */
export class GermanNameWords {
  readonly #text: string
  readonly #evidence: NameEvidence
  readonly #marked = new Set<Word>()
  /** Norms of words that are names wherever the chunk has them without an article. */
  readonly #known = new Set<string>()

  constructor(text: string, units: readonly Unit[], evidence: NameEvidence) {
    this.#text = text
    this.#evidence = evidence
    for (const unit of units) unit.words.forEach((_, at) => this.#look(unit, at))
    for (const unit of units) unit.words.forEach((_, at) => this.#lookAgain(unit, at))
  }

  has(word: Word): boolean {
    return this.#marked.has(word)
  }

  #look(unit: Unit, at: number): void {
    const word = unit.words[at]
    if (word === undefined || DAYS_AND_MONTHS.has(word.norm)) return
    const surface = this.#text.slice(word.start, word.end)
    if (isWrittenAsName(word, surface)) this.#mark(word)
    if (!word.capital || (word.stop && !word.allCapitals)) return
    const place = placeOf(word.norm)
    if (place !== null) this.#mark(word)
    if (COMPANY_FORMS.has(word.norm) && at > 0) this.#company(unit, at)
    const next = unit.words[at + 1]
    if (next === undefined) return
    if (next.norm === 'für' && isGermanInstitution(word.norm)) this.#mark(word)
    this.#withNext(unit, at, { word, next })
  }

  /** What a word and the one behind it tell together. */
  #withNext(unit: Unit, at: number, { word, next }: { readonly word: Word; readonly next: Word }): void {
    const gap = this.#text.slice(word.end, next.start)
    if (gap === '-') return this.#hyphens(unit, at)
    const follows = next.capital && !next.stop && !DAYS_AND_MONTHS.has(next.norm)
    if (TITLES.has(word.norm) && follows && /^\.? $/.test(gap)) return this.#names(unit, at + 1, MOST_OF_PERSON)
    if (isGivenName(word.norm)) this.#givenName(unit, at, follows && gap === ' ' && !COMMON.test(next.norm))
    else if (gap === ' ' && follows && !this.#isOneProperNoun(at, word, next)) {
      this.#apposition(unit, at, { word, next })
    }
  }

  #givenName(unit: Unit, at: number, goesOn: boolean): void {
    const word = unit.words[at]
    if (word === undefined) return
    if (goesOn) this.#names(unit, at, MOST_OF_PERSON)
    else if (!AMBIGUOUS_GIVEN_NAMES.has(word.norm) && !this.#isDetermined(unit, at)) this.#mark(word)
  }

  /** "Deutsche Bank", "Kölner Dom": inside of a sentence an adjective has a capital only as a part of a name. */
  #isOneProperNoun(at: number, word: Word, next: Word): boolean {
    const isAdjective = at > 0 && ADJECTIVE.test(word.norm) && this.#evidence.small(word) === 0
    const isOfCity = /^.{3,}er$/.test(word.norm) && placeOf(word.norm.slice(0, -2)) !== null
    if (!isAdjective && !isOfCity) return false
    this.#marked.add(word)
    this.#marked.add(next)
    return true
  }

  /** "Universität Heidelberg", "Firma Bosch", "Physiker Albert Einstein" */
  #apposition(unit: Unit, at: number, { word, next }: { readonly word: Word; readonly next: Word }): void {
    if (MEASURES.has(word.norm) || COMMON.test(next.norm)) return
    const isInstitution = ORGANIZATION_WORDS.has(word.norm) || PLACE_WORDS.has(word.norm)
    if (isInstitution && !word.norm.endsWith('en')) {
      this.#marked.add(word)
      this.#names(unit, at + 1, 2)
    } else if (CLASSES.has(word.norm) || PROFESSION.test(word.norm)) {
      this.#names(unit, at + 1, MOST_OF_PERSON)
    }
  }

  /** Marks up to `most` capital words that follow each other from `at`. */
  #names(unit: Unit, at: number, most: number): void {
    for (let index = at; index < Math.min(unit.words.length, at + most); index++) {
      const word = unit.words[index]
      if (word === undefined || !word.capital || word.stop || DAYS_AND_MONTHS.has(word.norm)) return
      const gap = index === at ? ' ' : this.#text.slice(unit.words[index - 1]?.end ?? 0, word.start)
      if (!/^(?:[ -]|\. )$/.test(gap) || (index > at && COMMON.test(word.norm))) return
      if (!TITLES.has(word.norm)) this.#mark(word)
    }
  }

  #mark(word: Word): void {
    this.#marked.add(word)
    if (!COMMON.test(word.norm) && word.norm.length > 2) this.#known.add(withoutGenitive(word.norm))
  }

  /** "Müller & Söhne Maschinenbau GmbH": the capital words before the form, but not what says that it is a firm. */
  #company(unit: Unit, at: number): void {
    for (const form of unit.words.slice(at, at + 1)) this.#marked.add(form)
    for (let index = at - 1; index >= Math.max(0, at - MOST_OF_COMPANY); index--) {
      const word = unit.words[index]
      if (word === undefined || !word.capital || CLASSES.has(word.norm)) return
      if (word.stop && !word.allCapitals) return
      const gap = this.#text.slice(word.end, unit.words[index + 1]?.start ?? 0)
      if (!/^(?:[ -]| & )$/.test(gap)) return
      if (index === at - 1) this.#mark(word)
      else this.#marked.add(word)
    }
  }

  /** "Max-Planck-Institut", "Goethe-Universität", "Robert-Koch-Straße": all parts are one name. */
  #hyphens(unit: Unit, at: number): void {
    const [first, ...others] = unit.words.slice(at, this.#endOfHyphens(unit, at))
    const head = others.at(-1)
    if (first === undefined || head?.capital !== true || COMMON.test(first.norm)) return
    const isHead = [ORGANIZATION_WORDS, PLACE_WORDS, EVENT_WORDS].some((heads) => heads.has(head.norm))
    const arePersons = isGivenName(first.norm) && isGivenName(head.norm)
    if ((isHead && (others.length > 1 || this.#isProbablyName(first) || NAMED_HEADS.test(head.norm))) || arePersons) {
      for (const word of [first, ...others]) this.#marked.add(word)
    }
  }

  #endOfHyphens({ words }: Unit, at: number): number {
    let end = at + 1
    while (words[end] !== undefined && this.#text.slice(words[end - 1]?.end, words[end]?.start) === '-') end++
    return end
  }

  #isProbablyName(word: Word): boolean {
    return this.#known.has(word.norm) || isGivenName(word.norm) || placeOf(word.norm) !== null
  }

  #lookAgain(unit: Unit, at: number): void {
    const word = unit.words[at]
    if (word === undefined || !word.capital || word.stop || DAYS_AND_MONTHS.has(word.norm)) return
    if (this.#known.has(withoutGenitive(word.norm)) && this.#evidence.small(word) === 0) this.#marked.add(word)
    else if (this.#isNamedByVerbOrPlace(unit, at)) this.#names(unit, at, 2)
  }

  /** "sagte Krause", "in Ludwigshafen", "Vertrag von Versailles" */
  #isNamedByVerbOrPlace(unit: Unit, at: number): boolean {
    const [before, word] = [unit.words[at - 1], unit.words[at]]
    if (before === undefined || word?.joined !== true) return false
    if ([CLASSES, TITLES, PLACE_WORDS].some((nouns) => nouns.has(word.norm)) || COMMON.test(word.norm)) return false
    const head = unit.words[at - 2]?.norm ?? ''
    if (before.norm === 'von' && (EVENT_WORDS.has(head) || CLASSES.has(head))) return true
    if (TO_PLACES.has(before.norm)) {
      return PLACE_ENDINGS.test(word.norm) && !/^(?:haupt|innen|alt|groß|klein|vor|heimat|nachbar)/.test(word.norm)
    }
    return SPEAKS.has(before.norm) && !/(?:en|er)$/.test(word.norm)
  }

  #isDetermined(unit: Unit, at: number): boolean {
    const before = unit.words[at - 1]
    return before !== undefined && DETERMINERS.has(before.norm)
  }
}

/** "SIMATIC", "WinCC", "iPhone", "S7"; not "H2O", "MitarbeiterInnen". */
function isWrittenAsName(word: Word, surface: string): boolean {
  if (isFormula(surface)) return false
  if (word.allCapitals) return /\p{Lu}{2}/u.test(surface) || /^\p{Lu}+\d/u.test(surface)
  return /\p{Ll}\p{Lu}/u.test(surface) && !/[a-zäöü](?:In|Innen)$/u.test(surface)
}

const withoutGenitive = (norm: string): string => (norm.length > 4 ? norm.replace(/(?<!s)s$/, '') : norm)

/** The norm of a country or city that the word names, also in the genitive. */
function placeOf(norm: string): string | null {
  const bare = withoutGenitive(norm)
  return [norm, bare].find(isGermanPlace) ?? null
}

/** Given names that are German nouns, too. */
const NOUNS = listed(
  'roman gene mark ernst rose page adele lance kent april iris viola erika amber hope art leo sonja perle linse',
)

const isGivenName = (norm: string): boolean => GIVEN_NAMES.has(norm) && !NOUNS.has(norm)
