import type { ConceptEntry, ConceptMention } from '../../../ports/study-material.ts'
import { contentStems, contentWords, isAkin } from './content-stems.ts'
import type { DefinitionPattern, LanguageRules } from './language-rules.ts'
import type { EvidenceSentence } from './material-index.ts'
import { pointsNowhere, wordCount } from './self-contained.ts'

/** A sentence that says what a concept is, taken apart. */
export interface Definition {
  readonly concept: ConceptEntry
  readonly sentence: EvidenceSentence
  readonly mention: ConceptMention
  readonly pattern: DefinitionPattern
  /** Exact words of the document that describe the concept, without the full stop. */
  readonly description: string
  readonly start: number
  readonly end: number
  /** "is" or "are" of "is called". */
  readonly verb: string
  /** Stems of the description. */
  readonly stems: ReadonlySet<string>
  /** From 0 to 1. */
  readonly quality: number
}

const LEAST_WORDS = 4
const MOST_WORDS = 32
const LEAST_STEMS = 3

/** What the sentence defines, or null. One mention of a concept is tried. */
export function definitionIn(
  sentence: EvidenceSentence,
  mention: ConceptMention,
  concept: ConceptEntry,
  rules: LanguageRules,
): Definition | null {
  const from = mention.start - sentence.range.start
  const before = sentence.text.slice(0, from)
  const after = sentence.text.slice(mention.end - sentence.range.start)
  for (const pattern of rules.patterns) {
    const left = pattern.before.exec(before)
    if (left === null) continue
    const right = pattern.after.exec(after)
    if (right === null) continue
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
  const description = pattern.form === 'entry' ? raw.replace(/[.;]$/, '') : raw
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
    quality: qualityOf(description, found, rules),
  }
}

function describes(
  description: string,
  stems: ReadonlySet<string>,
  { mention, concept, sentence, pattern }: Pick<Definition, 'sentence' | 'mention' | 'concept' | 'pattern'>,
  rules: LanguageRules,
): boolean {
  const words = wordCount(description)
  if (pattern.name === 'stands-for') return words >= 2 && words <= 6 && pointsNowhere(description, rules)
  const isNamed = pattern.name === 'called'
  if (words < (isNamed ? 2 : LEAST_WORDS) || words > MOST_WORDS || stems.size < (isNamed ? 2 : LEAST_STEMS))
    return false
  if (!pointsNowhere(description, rules) || rules.emptyDescription.test(description)) return false
  if (/[:;!?]/.test(description) || rules.addressesReader.test(description)) return false
  if (rules.pronoun.test(description.split(' ').slice(0, 3).join(' '))) return false
  if (isNamed && !isNamedThing(description, rules)) return false
  const { language, text } = sentence.document
  const own = [concept.name, text.slice(mention.start, mention.end), ...concept.aliases].flatMap((form) =>
    contentWords(form, language).map((word) => word.stem),
  )
  // A description that holds a word of the term gives it away, or runs in a circle.
  return ![...stems].some((stem) => own.some((word) => isAkin(stem, word)))
}

const CLAUSE_OPENER =
  /^(?:when|if|because|as|since|while|although|in|on|at|by|for|from|with|within|during|after|before|to|under|until|once|where|whereas|wenn|weil|als|da|während|obwohl|bei|beim|in|im|auf|an|am|für|mit|nach|vor|zu|zum|zur|unter|damit|um|durch|innerhalb|sobald)\s/i

/** Whether what is "called so" is a thing by itself: not "if …, the process", and "the process" only when it is told which. */
function isNamedThing(description: string, rules: LanguageRules): boolean {
  if (CLAUSE_OPENER.test(description)) return false
  const startsDefinite = /^(?:the|der|die|das|den)\s/i.test(description)
  const narrows =
    /\s(?:of|that|which|who|whose|where|between|from|in which|for|by|des|der|von|zwischen|einer|eines|in|zur|zum)\s/.test(
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
  if (rules.pronoun.test(description)) quality -= 0.08
  if (sentence.range.kind === 'table-row') quality -= 0.2
  return Math.max(0, Math.min(1, quality))
}
