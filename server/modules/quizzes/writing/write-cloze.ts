import { isStopWord } from '../../../kernel/text/stop-words.ts'
import type { ConceptEntry, ConceptMention } from '../../../ports/study-material.ts'
import type { Candidate } from './candidate.ts'
import { contentWords, isAkin } from './content-stems.ts'
import { isNameable } from './distractors.ts'
import { isEmptyTerm } from './find-definitions.ts'
import type { Definition } from './find-definitions.ts'
import { isEverywhere, isOfExample } from './is-general.ts'
import { rulesOf } from './rules-of.ts'
import type { LanguageRules } from './language-rules.ts'
import type { EvidenceSentence, MaterialIndex, Usage } from './material-index.ts'
import { wordCount } from './self-contained.ts'
import { insideSentence } from './term-forms.ts'

const GAP = '_____'
const LEAST_LEFT = 5

/** A sentence with every mention of the concept taken out; null when what is left gives it away or says too little. */
export function withGap(sentence: EvidenceSentence, concept: ConceptEntry): { stem: string; removed: string[] } | null {
  const { document, range } = sentence
  const own = sentence.mentions.filter((mention) => mention.conceptId === concept.id)
  let stem = ''
  let at = range.start
  const removed: string[] = []
  for (const mention of own) {
    removed.push(document.text.slice(mention.start, mention.end))
    // It stood in a bracket that is gone already.
    if (mention.start < at) continue
    const between = document.text.slice(at, mention.start)
    // "adenosine triphosphate (ATP)": the other name goes with the first.
    if (removed.length > 1 && /^\s*\($/.test(between)) {
      at = mention.end + (document.text.startsWith(')', mention.end) ? 1 : 0)
      continue
    }
    stem += between + GAP
    at = mention.end + (removed.length === 1 ? glossLength(document.text.slice(mention.end, range.end)) : 0)
  }
  stem += document.text.slice(at, range.end)
  stem = stem.replaceAll(
    new RegExp(String.raw`\b([Aa])n? (["“]?${GAP})`, 'g'),
    document.language === 'en' ? '$1(n) $2' : '$&',
  )
  if (givesAway(stem, concept, document.language) || wordCount(stem.replaceAll(GAP, '')) < LEAST_LEFT) return null
  return { stem, removed }
}

/** Length of a bracket right after a term, with its blank: it explains the word and so gives it away. */
function glossLength(after: string): number {
  return /^["”]?\s*\([^()]*\)/.exec(after)?.[0].length ?? 0
}

/** Whether a word of the name, or one akin to it, is left. */
function givesAway(stem: string, concept: ConceptEntry, language: string): boolean {
  const own = [concept.name, ...concept.aliases].flatMap((name) =>
    contentWords(name, language).map((word) => word.stem),
  )
  return contentWords(stem.replaceAll(GAP, ' '), language).some((word) => own.some((name) => isAkin(word.stem, name)))
}

const NOT_TYPED: ReadonlySet<string> = new Set(['stands-for', 'entry', 'used-for'])
/** What a thing does besides may be true of others too: they are offered then, not looked for. */
const LEAST_SURE = 0.7

/** A gap in a sentence that says what the concept is. */
export function definitionCloze(definition: Definition, standing: number, index: MaterialIndex): Candidate | null {
  const { concept, sentence, pattern } = definition
  if (standing === 0 || NOT_TYPED.has(pattern.name) || pattern.strength < LEAST_SURE) return null
  return cloze(sentence, definition.mention, concept, {
    pattern: `gap-${pattern.name}`,
    quality: 0.2 + 0.75 * definition.quality * standing,
    index,
  })
}

const LEAST_STANDING = 0.75

/** A gap in another sentence that tells much about the concept: where the author marks it, or where it is what the sentence is about. */
export function sentenceCloze(
  sentence: EvidenceSentence,
  mention: ConceptMention,
  standing: number,
  index: MaterialIndex,
): Candidate | null {
  const concept = index.concepts.get(mention.conceptId)
  const usage = index.usage.get(mention.conceptId)
  if (concept === undefined || usage === undefined || standing < LEAST_STANDING) return null
  const rules = rulesOf(concept.language)
  // A gap for what the whole is about asks nothing.
  if (!isTheMention(sentence, mention) || isEverywhere(usage, index) || isOfExample(concept, index)) return null
  if (rules !== null && !canBeAsked(sentence, mention, concept, { index, rules })) return null
  const way = wayOfSaying(sentence, mention, usage, rules)
  const introduced = way !== 'subject'
  if (!isPlaceForGap(sentence, introduced, rules)) return null
  const others = new Set(sentence.mentions.map((one) => one.conceptId)).size - 1
  if (!introduced && (others < (standing < 0.9 ? 2 : 1) || !saysMuch(sentence, mention, rules))) return null
  const quality =
    0.1 + 0.4 * standing + (introduced ? 0.2 : 0.08) + 0.04 * Math.min(3, others) + 0.12 * concept.importance
  return cloze(sentence, mention, concept, { pattern: `gap-${way}`, quality, index })
}

const LEAST_PLAIN_STANDING = 0.9
const LEAST_OTHERS = 1

/**
 * A gap for what is named anywhere in a plain statement: which term belongs there can be told from a few to choose from, seldom
 * without. One gap for a sentence, for its most important term.
 */
export function looseCloze(sentence: EvidenceSentence, standing: number, index: MaterialIndex): LooseGap | null {
  const rules = rulesOf(sentence.document.language)
  if (rules === null || standing < LEAST_PLAIN_STANDING || !isPlainStatement(sentence, rules, index)) return null
  let best: LooseGap | null = null
  let most = -1
  for (const mention of sentence.mentions) {
    const concept = index.concepts.get(mention.conceptId)
    const usage = index.usage.get(mention.conceptId)
    if (concept === undefined || usage === undefined || concept.importance <= most) continue
    if ((concept.definition === null && usage.emphasised === 0) || isPartOfPhrase(sentence, mention)) continue
    if (!isTheMention(sentence, mention) || isEverywhere(usage, index)) continue
    if (!canBeAsked(sentence, mention, concept, { index, rules })) continue
    const quality = 0.36 + 0.2 * standing + 0.1 * concept.importance
    const gap = cloze(sentence, mention, concept, { pattern: 'gap-within', quality, index })
    if (gap === null) continue
    best = { gap, mention }
    most = concept.importance
  }
  return best
}

/** "An unsafe block", "a set of names": the words around tell more of the term than it says itself. */
function isPartOfPhrase({ document, range }: EvidenceSentence, mention: ConceptMention): boolean {
  const before = /([\p{L}\p{N}]+)[\s"“„]*$/u.exec(document.text.slice(range.start, mention.start))?.[1]
  if (before !== undefined && !isStopWord(before.toLowerCase(), document.language)) return true
  return /^\s(?:of|des|der|von)\s/.test(document.text.slice(mention.end, range.end))
}

interface LooseGap {
  readonly gap: Candidate
  readonly mention: ConceptMention
}

/** A whole statement about the subject: not of the example at hand, not of "the" thing of which the text has spoken before. */
function isPlainStatement(
  { text, range, mentions }: EvidenceSentence,
  rules: LanguageRules,
  index: MaterialIndex,
): boolean {
  if ((range.kind !== 'paragraph' && range.kind !== 'list-item') || range.listNumber !== null) return false
  if (/^(?:The|Der|Die|Das)\s/.test(text) || text.search(rules.vague) >= 0) return false
  const [clause = ''] = text.split(',')
  if (rules.ofExample.test(text) || rules.tiesBack.test(text) || !rules.wholeClause.test(clause)) return false
  if (new Set(mentions.map(({ conceptId }) => conceptId)).size <= LEAST_OTHERS) return false
  return !(text.match(/[\p{L}_]\w{2,}/gu) ?? []).some((word) => index.exampleNames.has(word))
}

/** A whole name that no other could stand for. */
function isTheMention(sentence: EvidenceSentence, mention: ConceptMention): boolean {
  return hasClearBounds(sentence, mention) && !isListed(sentence, mention)
}

function canBeAsked(
  sentence: EvidenceSentence,
  mention: ConceptMention,
  concept: ConceptEntry,
  { index, rules }: { readonly index: MaterialIndex; readonly rules: LanguageRules },
): boolean {
  return isNameable(concept, index) && !isEmptyTerm(concept, rules) && !saysLittle(sentence, mention, rules)
}

/** A paragraph, or a point of a list that is a whole sentence about a marked term. */
function isPlaceForGap({ range, text }: EvidenceSentence, introduced: boolean, rules: LanguageRules | null): boolean {
  if (range.kind === 'paragraph') return true
  if (range.kind !== 'list-item' || range.listNumber !== null || !introduced) return false
  return rules?.mainVerb.test(text.split(',')[0] ?? '') ?? true
}

/** A plain statement about the concept. */
function saysMuch(sentence: EvidenceSentence, mention: ConceptMention, rules: LanguageRules | null): boolean {
  return isSubject(sentence, mention, rules) && (rules === null || sentence.text.search(rules.vague) < 0)
}

/** "X is a similar type …", "Background: …", "fruit flies (X)". */
function saysLittle({ document, range }: EvidenceSentence, mention: ConceptMention, rules: LanguageRules): boolean {
  const after = document.text.slice(mention.end, range.end)
  const said = /^(?:\s*\([^()]*\))?\s+(?:is|are|ist|sind)\s+(.*)$/.exec(after)?.[1] ?? ''
  return after.startsWith(':') || document.text.charAt(mention.start - 1) === '(' || rules.emptyDescription.test(said)
}

/** Marked by the author where it is introduced, not wherever it stands (as names of species and of files are). */
function isIntroduced(sentence: EvidenceSentence, mention: ConceptMention, { emphasised, mentions }: Usage): boolean {
  const isMarked = mention.emphasis === 'bold' || mention.emphasis === 'italic'
  return isMarked && mentions >= 2 && emphasised <= Math.max(1, mentions / 2) && !opensWithOther(sentence, mention)
}

/** Whether the sentence gives the term as a name, the author marks it, or the sentence is about it. */
function wayOfSaying(
  sentence: EvidenceSentence,
  mention: ConceptMention,
  usage: Usage,
  rules: LanguageRules | null,
): 'named' | 'emphasis' | 'subject' {
  if (rules !== null && isNamed(sentence, mention, rules)) return 'named'
  return isIntroduced(sentence, mention, usage) ? 'emphasis' : 'subject'
}

/** "… a structure called an AST …": the sentence gives it its name. */
function isNamed(sentence: EvidenceSentence, mention: ConceptMention, rules: LanguageRules): boolean {
  const { document, range } = sentence
  const before = document.text.slice(range.start, mention.start)
  const after = document.text.slice(mention.end, range.end)
  if (!rules.naming.test(before) || opensWithOther(sentence, mention)) return false
  return rules.named.test(after) || /\s(?:namens|sogenannte\p{Ll}*)\s+["„“]?$|\([^()]*$/u.test(before)
}

/** "The core of the error …": begins with something that only the text before tells. */
function opensWithOther({ text, range }: EvidenceSentence, mention: ConceptMention): boolean {
  return /^(?:The|Der|Die|Das)\s/.test(text) && mention.start - range.start > 4
}

/** Whether the mention is a whole name, not a piece of a longer one. */
function hasClearBounds({ document, range }: EvidenceSentence, mention: ConceptMention): boolean {
  const before = document.text.slice(range.start, mention.start)
  const after = document.text.slice(mention.end, range.end)
  if (/[-/.\p{L}\p{N}_]$/u.test(before) || /^[-/_’'\p{L}\p{N}]/u.test(after)) return false
  const next = /^\s+([\p{L}\p{N}]+)/u.exec(after)?.[1]
  return next === undefined || isStopWord(next.toLowerCase(), document.language) || isSubjectAt(before)
}

const isSubjectAt = (before: string): boolean => /^(?:(?:An?|Eine?)\s+)?$/.test(before)

/** What the sentence is about, and the sentence says what it is, is made of or does. */
function isSubject(
  { document, range }: EvidenceSentence,
  mention: ConceptMention,
  rules: LanguageRules | null,
): boolean {
  const before = document.text.slice(range.start, mention.start)
  // An article at most, in a language whose articles are not known.
  if (rules === null) return !before.trim().includes(' ')
  return isSubjectAt(before) && rules.predicate.test(document.text.slice(mention.end, range.end))
}

/** A member of an enumeration: any other would do. */
function isListed(sentence: EvidenceSentence, mention: ConceptMention): boolean {
  const { document, range } = sentence
  const rules = rulesOf(document.language)
  const before = document.text.slice(range.start, mention.start)
  const after = document.text.slice(mention.end, range.end)
  if (
    /(?:,|,?\s(?:and|or|und|oder|sowie))\s+(?:(?:an?|the|der|die|das|ein|eine)\s+)?$/i.test(before) &&
    before.length > 12
  ) {
    return true
  }
  if (/^\s*(?:,\s+\p{L}[\p{L}\s-]{0,40}(?:,|\s(?:and|or|und|oder)\s)|\s(?:and|or|und|oder)\s)/u.test(after)) return true
  return rules?.enumeration.test(before.slice(-24)) ?? false
}

function cloze(
  sentence: EvidenceSentence,
  mention: ConceptMention,
  concept: ConceptEntry,
  { pattern, quality, index }: { pattern: string; quality: number; index: MaterialIndex },
): Candidate | null {
  const gapped = withGap(sentence, concept)
  if (gapped === null) return null
  const { document, range } = sentence
  const answerText = insideSentence(document.text.slice(mention.start, mention.end), concept, index)
  return {
    quality,
    draft: {
      type: 'cloze',
      stem: gapped.stem,
      options: [],
      left: [],
      right: [],
      answer: { text: answerText },
      answerText,
      accepted: acceptedFor(concept, answerText, gapped.removed),
      conceptId: concept.id,
      evidence: { documentId: document.documentId, start: range.start, end: range.end },
      bloom: 'remember',
      language: document.language,
      difficulty: 0.35 + 0.5 * concept.difficulty,
      pattern,
    },
  }
}

/** Other names and forms that are right too. */
export function acceptedFor(concept: ConceptEntry, answerText: string, forms: readonly string[] = []): string[] {
  const seen = new Set([answerText.toLowerCase()])
  return [concept.name, ...concept.aliases, ...forms].filter((name) => {
    const fresh = !seen.has(name.toLowerCase()) && !/['’]s?$/.test(name)
    seen.add(name.toLowerCase())
    return fresh
  })
}
