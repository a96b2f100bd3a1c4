import type { ConceptEntry, ConceptMention } from '../../../ports/study-material.ts'
import type { Candidate } from './candidate.ts'
import { contentWords, isAkin } from './content-stems.ts'
import type { Definition } from './find-definitions.ts'
import { rulesOf } from './language-rules.ts'
import type { EvidenceSentence, MaterialIndex } from './material-index.ts'
import { wordCount } from './self-contained.ts'
import { insideSentence } from './term-forms.ts'

export const GAP = '_____'
const LEAST_LEFT = 5

/** A sentence with every mention of the concept taken out; null when what is left gives it away or says too little. */
export function withGap(sentence: EvidenceSentence, concept: ConceptEntry): { stem: string; removed: string[] } | null {
  const { document, range } = sentence
  const own = sentence.mentions.filter((mention) => mention.conceptId === concept.id)
  let stem = ''
  let at = range.start
  const removed: string[] = []
  for (const mention of own) {
    const between = document.text.slice(at, mention.start)
    removed.push(document.text.slice(mention.start, mention.end))
    // "adenosine triphosphate (ATP)": the other name goes with the first.
    if (removed.length > 1 && /^\s*\($/.test(between)) {
      stem += ''
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

function givesAway(stem: string, concept: ConceptEntry, language: string): boolean {
  const own = [concept.name, ...concept.aliases].flatMap((name) =>
    contentWords(name, language).map((word) => word.stem),
  )
  return contentWords(stem.replaceAll(GAP, ' '), language).some((word) => own.some((name) => isAkin(word.stem, name)))
}

/** A gap in a sentence that says what the concept is. */
export function definitionCloze(definition: Definition, standing: number, index: MaterialIndex): Candidate | null {
  const { concept, sentence, pattern } = definition
  if (standing === 0 || pattern.name === 'stands-for' || pattern.name === 'entry') return null
  return cloze(sentence, definition.mention, concept, {
    pattern: `gap-${pattern.name}`,
    quality: 0.2 + 0.75 * definition.quality * standing,
    index,
  })
}

/** A gap in another sentence that tells much about the concept. */
export function sentenceCloze(
  sentence: EvidenceSentence,
  mention: ConceptMention,
  standing: number,
  index: MaterialIndex,
): Candidate | null {
  const concept = index.concepts.get(mention.conceptId)
  if (concept === undefined || standing < 0.5 || sentence.range.kind !== 'paragraph') return null
  const marked = mention.emphasis === 'bold' || mention.emphasis === 'italic'
  if (!marked && !hasClearBounds(sentence, mention)) return null
  const others = new Set(sentence.mentions.map((one) => one.conceptId)).size - 1
  if (others === 0 || isListed(sentence, mention)) return null
  const place = (mention.start - sentence.range.start) / sentence.text.length
  const quality =
    0.2 +
    0.28 * standing +
    (marked ? 0.2 : 0) +
    (place < 0.12 ? 0.12 : 0) +
    0.05 * Math.min(3, others) +
    0.12 * concept.importance -
    (sentence.text.startsWith('The ') && mention.start > sentence.range.start + 4 ? 0.12 : 0)
  return cloze(sentence, mention, concept, { pattern: marked ? 'gap-emphasis' : 'gap-sentence', quality, index })
}

const NEXT_TO_NAME = /^(?:["”“),.;:]|\s+(?:\(|\p{Ll}+))/u

/** Whether the mention is a whole name, not a piece of a longer one. */
function hasClearBounds({ document, range }: EvidenceSentence, mention: ConceptMention): boolean {
  const before = document.text.slice(range.start, mention.start)
  const after = document.text.slice(mention.end, range.end)
  const atStart = /^(?:(?:An?|The|Ein|Eine|Der|Die|Das)\s+)?$/.test(before)
  const follows =
    /^\s+(?:is|are|was|were|has|have|can|do|does|will|consists?|contains?|occurs?|ist|sind|hat|haben|wird|werden|kann|können|besteht|enthält)\b/.test(
      after,
    )
  return atStart && follows && NEXT_TO_NAME.test(after)
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
  )
    return true
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
    const fresh = !seen.has(name.toLowerCase())
    seen.add(name.toLowerCase())
    return fresh
  })
}
