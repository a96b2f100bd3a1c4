import type { ConceptEntry, ConceptMention } from '../../../ports/study-material.ts'
import { contentStems, contentWords, isAkin } from './content-stems.ts'
import type { DefinitionPattern, LanguageRules } from './language-rules.ts'
import type { EvidenceSentence } from './material-index.ts'
import { pointsNowhere, wordCount } from './self-contained.ts'

/** What a sentence says of a concept. */
export interface StatedFact {
  readonly concept: ConceptEntry
  readonly sentence: EvidenceSentence
  readonly mention: ConceptMention
  /** What is said, without the name of the concept. */
  readonly description: string
  /** Stems of the description. */
  readonly stems: ReadonlySet<string>
  /** The description holds the last word of the term ("an associated function is a function …"): a hint, though it does not tell the term. */
  readonly sharesHead: boolean
}

/** A sentence that says what a concept is or does, taken apart. The description is in the exact words of the document, without the full stop. */
export interface Definition extends StatedFact {
  readonly pattern: DefinitionPattern
  readonly start: number
  readonly end: number
  /** "is" or "are" of "is called". */
  readonly verb: string
  /** From 0 to 1. */
  readonly quality: number
}

const LEAST_WORDS = 5
const MOST_WORDS = 32
const LEAST_STEMS = 3
/** What a thing does must be told more closely than what it is: many things contain others. */
const LEAST_PREDICATE_STEMS = 5

/** Patterns that are less sure take what is said of an example as well. */
const LEAST_TRUSTED = 0.75

/** What the sentence defines, or null. One mention of a concept is tried. */
export function definitionIn(
  sentence: EvidenceSentence,
  mention: ConceptMention,
  concept: ConceptEntry,
  rules: LanguageRules,
): Definition | null {
  const from = mention.start - sentence.range.start
  const opening = sentence.text.slice(0, from)
  // "The `map` method" is one thing, not one of which the text has spoken before.
  const before = concept.kind === 'code' && isHeadOnly(opening, rules) ? '' : opening
  const after = sentence.text.slice(mention.end - sentence.range.start)
  const rests = [after, ...withoutHead(after, concept, rules)]
  if (isEmptyTerm(concept, rules)) return null
  for (const pattern of rules.patterns) {
    const left = pattern.before.exec(before)
    if (left === null) continue
    const right = rests.map((rest) => pattern.after.exec(rest)).find((match) => match !== null)
    if (right === undefined) continue
    if (!isPlaceFor(pattern, sentence)) continue
    const definition = takeApart(
      { sentence, mention, concept, pattern },
      left.groups?.['body'],
      right.groups?.['body'],
      rules,
    )
    if (definition !== null) return { ...definition, verb: left.groups?.['verb'] ?? '' }
  }
  return null
}

/** "The method `map` …", "Die Eigenschaft `font-family` …". */
function isHeadOnly(opening: string, rules: LanguageRules): boolean {
  const match = /^(?:The|Der|Die|Das)(?:\s(\p{L}+))?\s["„“]?$/u.exec(opening)
  return match !== null && (match[1] === undefined || rules.nameHead.test(match[1]))
}

/** What follows a name with the word that says what it is a name of: "The `map` method …", "Die `fr`-Einheit …". */
function withoutHead(after: string, { kind }: ConceptEntry, rules: LanguageRules): string[] {
  if (kind !== 'code') return []
  const [whole = '', head] = /^["”]?(?:\s(?=\p{Ll}{3})|-(?=\p{Lu}))(\p{L}+)(?=\s)/u.exec(after) ?? []
  return head === undefined || rules.exampleHead.test(head) ? [] : [after.slice(whole.length)]
}

/** Whether a term is of the text rather than of its subject, or not a name that can stand alone. */
export function isEmptyTerm(concept: ConceptEntry, rules: LanguageRules): boolean {
  return rules.emptyTerm.test(concept.name) || /^.$|['’]|\s\p{L}$/u.test(concept.name)
}

/** Numbered items are steps or answers to choose from, and those may be wrong; what stands in a list is trusted as an entry of it. */
function isPlaceFor({ name }: DefinitionPattern, { range }: EvidenceSentence): boolean {
  if (range.kind === 'list-item') return range.listNumber === null
  return name !== 'entry' || range.kind === 'table-row'
}

function takeApart(
  found: Pick<Definition, 'sentence' | 'mention' | 'concept' | 'pattern'>,
  bodyBefore: string | undefined,
  bodyAfter: string | undefined,
  rules: LanguageRules,
): Omit<Definition, 'verb'> | null {
  const raw = bodyBefore ?? bodyAfter
  if (raw === undefined) return null
  const { sentence, mention, pattern, concept } = found
  // The group stands at the beginning of what is before the term, or at the end of what is after it but for the full stop.
  const afterFrom = mention.end - sentence.range.start
  const at = bodyBefore === undefined ? sentence.text.indexOf(raw, afterFrom) : 0
  const whole = pattern.form === 'entry' ? raw.replace(/[.;]$/, '') : raw
  const description = pattern.name === 'called' ? whole : oneStatement(whole, rules)
  const stems = contentStems(description, sentence.document.language)
  if (at < 0 || !describes(description, stems, found, rules)) return null
  const start = sentence.range.start + at
  return {
    concept,
    sentence,
    mention,
    pattern,
    description,
    start,
    end: start + description.length,
    stems,
    sharesHead: sharedWith(stems, found) === 'head',
    quality: qualityOf(description, found, rules),
  }
}

const RELATIVE = /\s(?:that|which|who|whose|where|der|die|das|dem|den|deren|dessen)\s/

/** The description up to where another statement about the same thing begins; within a relative clause there is no telling. */
function oneStatement(whole: string, rules: LanguageRules): string {
  const description = whole.replace(rules.exampleTail, '')
  const cut = rules.secondStatement.exec(description)
  if (cut === null || (RELATIVE.test(description.slice(0, cut.index)) && /^,? (?:and|or|und)\s/.test(cut[0]))) {
    return description
  }
  return description.slice(0, cut.index).trimEnd()
}

function describes(
  description: string,
  stems: ReadonlySet<string>,
  found: Pick<Definition, 'sentence' | 'mention' | 'concept' | 'pattern'>,
  rules: LanguageRules,
): boolean {
  const { pattern } = found
  const words = wordCount(description)
  if (pattern.name === 'stands-for') return words >= 2 && words <= 6 && pointsNowhere(description, rules)
  const isNamed = pattern.name === 'called'
  if (words > MOST_WORDS || words < leastWords(pattern) || stems.size < leastStems(pattern)) return false
  if (pattern.strength < LEAST_TRUSTED && !isLasting(description, found, rules)) return false
  if (isNamed ? !isNamedThing(description, rules) : judges(description, rules)) return false
  if (pattern.form === 'entry' && !isEntryText(description, found, rules)) return false
  // A description that holds a word of the term gives it away, or runs in a circle.
  return readsAlone(description, rules) && sharedWith(stems, found) !== 'more'
}

function leastWords({ name, form }: DefinitionPattern): number {
  if (name === 'called') return 2
  return form === 'entry' ? LEAST_WORDS - 1 : LEAST_WORDS
}

function leastStems({ name }: DefinitionPattern): number {
  if (name === 'called') return 2
  return name === 'does' ? LEAST_PREDICATE_STEMS : LEAST_STEMS
}

/** Said of a thing in general, in a sentence that needs no other. */
function isLasting(description: string, { sentence }: Pick<Definition, 'sentence'>, rules: LanguageRules): boolean {
  return !rules.ofExample.test(description) && !rules.tiesBack.test(description) && pointsNowhere(sentence.text, rules)
}

function readsAlone(description: string, rules: LanguageRules): boolean {
  if (!pointsNowhere(description, rules) || rules.emptyDescription.test(description)) return false
  return !/[:;!?]/.test(description) && !rules.pronoun.test(description.split(' ').slice(0, 3).join(' '))
}

/** "A very common function": an opinion that nothing narrows down, or a heap of them. */
function judges(description: string, rules: LanguageRules): boolean {
  const opening = description.split(' ').slice(0, 5).join(' ').match(rules.vague)?.length ?? 0
  return opening > 1 || (opening === 1 && !NARROWED.test(description))
}

const NARROWED =
  /\s(?:that|which|who|whose|where|by which|in which)\s|,\s(?:der|die|das|dem|den|deren|dessen|mit|in|um)\s/

/** What of the term's words the description holds; of a term of several words the last one alone does not tell it. */
function sharedWith(
  stems: ReadonlySet<string>,
  { concept, mention, sentence }: Pick<Definition, 'concept' | 'mention' | 'sentence'>,
): 'nothing' | 'head' | 'more' {
  const { language, text } = sentence.document
  let held: 'nothing' | 'head' = 'nothing'
  for (const form of [concept.name, text.slice(mention.start, mention.end), ...concept.aliases]) {
    const words = contentWords(form, language).map((word) => word.stem)
    const shared = words.filter((word) => [...stems].some((stem) => isAkin(stem, word)))
    if (shared.length === 0) continue
    if (words.length === 1 || shared.length > 1 || shared[0] !== words.at(-1)) return 'more'
    held = 'head'
  }
  return held
}

/** Not a heading in a table of contents; a noun phrase, unless the list explains signs or words of a language one by one. */
function isEntryText(
  description: string,
  { mention, concept }: Pick<Definition, 'mention' | 'concept'>,
  rules: LanguageRules,
): boolean {
  const long = description
    .split(/\s+/)
    .slice(1)
    .filter((word) => word.length > 3)
  if (rules.language === 'en' && long.filter((word) => /^\p{Lu}/u.test(word)).length > long.length / 2) return false
  if (rules.nounPhrase.test(description)) return true
  const isMarked = concept.kind === 'code' || mention.emphasis !== 'none'
  return rules.language === 'en' && isMarked && !/\s(?:is|are|has|have|can|will)\s/.test(description)
}

const CLAUSE_OPENER =
  /^(?:when|if|because|as|since|while|although|in|on|at|by|for|from|with|within|during|after|before|to|under|until|once|where|whereas|wenn|weil|als|da|während|obwohl|bei|beim|in|im|auf|an|am|für|mit|nach|vor|zu|zum|zur|unter|damit|um|durch|innerhalb|sobald)\s/i

/** Whether what is "called so" is a thing by itself: not "if …, the process", and "the process" only when it is told which. */
function isNamedThing(description: string, rules: LanguageRules): boolean {
  if (
    CLAUSE_OPENER.test(description) ||
    (/\s(?:is|are|was|were|has|have)\s/.test(description) && !NARROWED.test(description))
  ) {
    return false
  }
  const startsDefinite = /^(?:the|der|die|das|den)\s/i.test(description)
  const narrows =
    /\s(?:of|that|which|who|whose|where|between|from|in which|for|by|des|der|den|dem|denen|dessen|deren|von|zwischen|einer|eines|in|zur|zum)\s/.test(
      description.slice(4),
    )
  if (startsDefinite && (!narrows || wordCount(description) < 5)) return false
  return (
    !/,\s(?:and|but|so|und|aber|sodass)\s/.test(description) &&
    (rules.determiner.test(description) || wordCount(description) >= 2)
  )
}

function qualityOf(
  description: string,
  { mention, sentence, pattern }: Pick<Definition, 'sentence' | 'mention' | 'pattern'>,
  rules: LanguageRules,
): number {
  let quality = pattern.strength
  const words = wordCount(description)
  if (mention.emphasis === 'bold' || mention.emphasis === 'italic') quality += 0.1
  if (words < 6) quality -= 0.12
  if (words > 24) quality -= 0.12
  quality -= 0.06 * Math.min(3, description.match(rules.vague)?.length ?? 0)
  if (rules.addressesReader.test(description.replaceAll(rules.anyone, ''))) quality -= 0.1
  if (rules.pronoun.test(description)) quality -= 0.08
  if (sentence.range.kind === 'table-row') quality -= 0.2
  return Math.max(0, Math.min(1, quality))
}
