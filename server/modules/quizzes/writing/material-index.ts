import { breathe } from '../../../kernel/breathe.ts'
import { isStopWord } from '../../../kernel/text/stop-words.ts'
import { contentStems } from './content-stems.ts'
import type { QuestionMaterial } from '../../../ports/question-writer.ts'
import type {
  ConceptEntry,
  ConceptMention,
  StudyDocument,
  StudySection,
  StudySentence,
} from '../../../ports/study-material.ts'

/** A sentence that names concepts. */
export interface EvidenceSentence {
  readonly document: StudyDocument
  /** Place of the document in reading order. */
  readonly documentAt: number
  readonly at: number
  readonly range: StudySentence
  readonly text: string
  /** The longest mentions only: none lies in another. In order. */
  readonly mentions: readonly ConceptMention[]
}

/** Where a concept is at home: documents count from the first in reading order. */
export interface Home {
  readonly documentAt: number
  readonly section: number
}

/** The material, looked up by what question writing asks for. */
export interface MaterialIndex {
  readonly concepts: ReadonlyMap<string, ConceptEntry>
  readonly documents: readonly StudyDocument[]
  /** Those with a mention, in reading order. */
  readonly sentences: readonly EvidenceSentence[]
  readonly sentencesOf: ReadonlyMap<string, readonly EvidenceSentence[]>
  /** How the documents write each concept inside sentences: form → times. */
  readonly forms: ReadonlyMap<string, ReadonlyMap<string, number>>
  readonly homes: ReadonlyMap<string, Home>
  /** How each concept is used in sentences. */
  readonly usage: ReadonlyMap<string, Usage>
  /** Sections of the documents at hand, by place of the document in reading order. */
  readonly sectionsAt: ReadonlyMap<number, readonly StudySection[]>
  readonly sectionCount: number
  /** Names that code in the documents gives to things of its own: of an example, most likely. */
  readonly exampleNames: ReadonlySet<string>
  /** Stems of the words of each sentence that carry meaning. */
  readonly stems: ReadonlyMap<EvidenceSentence, ReadonlySet<string>>
}

/** Counts of how the documents use a concept: this tells nouns that are counted from stuff and processes, and both from adjectives. */
export interface Usage {
  readonly mentions: number
  /** Followed by a function word or a punctuation mark, not by another word that it could belong to. */
  readonly alone: number
  /** What stood right before it at the start of a sentence: "a", "the", "" for nothing, in lower case. */
  readonly openings: ReadonlyMap<string, number>
  /** After "a" or "an", "the", and after anything else. */
  readonly indefinite: number
  readonly definite: number
  readonly sections: number
  readonly emphasised: number
}

const SENTENCES_PER_SLICE = 30
/** Keywords by which languages name a variable, a function, a module or a record. */
const NAMING =
  /\b(?:fn|func|function|def|let mut|let|static mut|const|static|var|val|mod|package|struct|class|record)\s+([\p{L}_]\w*)(?=\s?[(:={<;])/gu

export async function indexMaterial({ map, documents }: QuestionMaterial): Promise<MaterialIndex> {
  const concepts = new Map(map.concepts.map((concept) => [concept.id, concept]))
  const order = new Map(map.documentIds.map((id, at) => [id, at]))
  const inOrder = documents.toSorted(
    (left, right) => (order.get(left.documentId) ?? Infinity) - (order.get(right.documentId) ?? Infinity),
  )
  const sentences: EvidenceSentence[] = []
  const sectionsAt = new Map<number, readonly StudySection[]>()
  for (const document of inOrder) {
    const documentAt = order.get(document.documentId)
    if (documentAt === undefined) continue
    sectionsAt.set(documentAt, document.sections)
    for (const sentence of evidenceSentences(document, documentAt, concepts)) {
      sentences.push(sentence)
      if (sentences.length % SENTENCES_PER_SLICE === 0) await breathe()
    }
  }
  const sentencesOf = new Map<string, EvidenceSentence[]>()
  const forms = new Map<string, Map<string, number>>()
  const counts = new Map<string, UsageCount>()
  const stems = new Map<EvidenceSentence, ReadonlySet<string>>()
  for (const [at, sentence] of sentences.entries()) {
    stems.set(sentence, contentStems(sentence.text, sentence.document.language))
    for (const mention of sentence.mentions) {
      noteMention(sentence, mention, { sentencesOf, forms })
      noteUsage(sentence, mention, counts)
    }
    if (at % SENTENCES_PER_SLICE === 0) await breathe()
  }
  return {
    concepts,
    documents: inOrder,
    sentences,
    sentencesOf,
    forms,
    homes: homesOf(map.concepts, order, sentencesOf),
    usage: new Map([...counts].map(([id, count]) => [id, { ...count, sections: count.inSections.size }])),
    sectionsAt,
    stems,
    exampleNames: new Set(inOrder.flatMap(({ text }) => [...text.matchAll(NAMING)].map(([, name = '']) => name))),
    sectionCount: inOrder.reduce((sum, document) => sum + document.sections.length, 0),
  }
}

interface UsageCount {
  mentions: number
  alone: number
  indefinite: number
  definite: number
  emphasised: number
  readonly openings: Map<string, number>
  readonly inSections: Set<string>
}

const NEXT_WORD = /^[ \u00A0]([\p{L}\p{N}][\p{L}\p{N}'’]*)/u
const WORD_BEFORE = /(\p{L}+)["“„(]?\s?["“„(]?$/u

function noteUsage(
  { document, documentAt, range }: EvidenceSentence,
  mention: ConceptMention,
  counts: Map<string, UsageCount>,
): void {
  let count = counts.get(mention.conceptId)
  if (count === undefined) {
    count = {
      mentions: 0,
      alone: 0,
      indefinite: 0,
      definite: 0,
      emphasised: 0,
      openings: new Map(),
      inSections: new Set(),
    }
    counts.set(mention.conceptId, count)
  }
  const next = NEXT_WORD.exec(document.text.slice(mention.end, mention.end + 40))?.[1]
  const opening = document.text.slice(Math.max(range.start, mention.start - 12), mention.start)
  const before = WORD_BEFORE.exec(opening)?.[1]?.toLowerCase() ?? ''
  count.mentions += 1
  if (
    next === undefined ? document.text.charAt(mention.end) !== '-' : isStopWord(next.toLowerCase(), document.language)
  ) {
    count.alone += 1
  }
  if (before === 'a' || before === 'an') count.indefinite += 1
  if (before === 'the') count.definite += 1
  if (mention.emphasis === 'bold' || mention.emphasis === 'italic') count.emphasised += 1
  if (mention.start - range.start <= before.length + 1) {
    count.openings.set(before, (count.openings.get(before) ?? 0) + 1)
  }
  count.inSections.add(`${documentAt} ${mention.section}`)
}

function* evidenceSentences(
  document: StudyDocument,
  documentAt: number,
  concepts: ReadonlyMap<string, ConceptEntry>,
): Generator<EvidenceSentence> {
  const bySentence = new Map<number, ConceptMention[]>()
  for (const mention of document.mentions) {
    if (mention.sentence === null || !concepts.has(mention.conceptId)) continue
    const list = bySentence.get(mention.sentence)
    if (list === undefined) bySentence.set(mention.sentence, [mention])
    else list.push(mention)
  }
  for (const at of [...bySentence.keys()].toSorted((left, right) => left - right)) {
    const sentence = document.sentences[at]
    if (sentence === undefined) continue
    const range = withoutMark(sentence, document.text)
    const mentions = longest(bySentence.get(at) ?? [])
    yield { document, documentAt, at, range, text: document.text.slice(range.start, range.end), mentions }
  }
}

/** What notations put before a sentence and is not of it: ": " of definition lists, "[!NOTE]" of call-outs. */
function withoutMark(sentence: StudySentence, text: string): StudySentence {
  const [mark = ''] = /^(?::|\[!\p{Lu}+\])\s+/u.exec(text.slice(sentence.start, sentence.start + 40)) ?? []
  return mark === '' ? sentence : { ...sentence, start: sentence.start + mark.length }
}

function longest(mentions: readonly ConceptMention[]): ConceptMention[] {
  const kept: ConceptMention[] = []
  let end = -1
  for (const mention of mentions.toSorted((left, right) => left.start - right.start || right.end - left.end)) {
    if (mention.start < end) {
      const previous = kept.at(-1)
      if (previous !== undefined && mention.end - mention.start > previous.end - previous.start) {
        kept[kept.length - 1] = mention
      } else continue
    } else kept.push(mention)
    end = mention.end
  }
  return kept
}

function noteMention(
  sentence: EvidenceSentence,
  mention: ConceptMention,
  into: { sentencesOf: Map<string, EvidenceSentence[]>; forms: Map<string, Map<string, number>> },
): void {
  const list = into.sentencesOf.get(mention.conceptId)
  if (list === undefined) into.sentencesOf.set(mention.conceptId, [sentence])
  else if (list.at(-1) !== sentence) list.push(sentence)
  const forms = into.forms.get(mention.conceptId) ?? new Map<string, number>()
  into.forms.set(mention.conceptId, forms)
  // A capital at the start of a sentence says nothing about how the word is written.
  if (mention.start === sentence.range.start) return
  const form = sentence.document.text.slice(mention.start, mention.end)
  forms.set(form, (forms.get(form) ?? 0) + 1)
}

function homesOf(
  concepts: readonly ConceptEntry[],
  order: ReadonlyMap<string, number>,
  sentencesOf: ReadonlyMap<string, readonly EvidenceSentence[]>,
): Map<string, Home> {
  const homes = new Map<string, Home>()
  for (const { id, home } of concepts) {
    const [best] = home
    const [first] = sentencesOf.get(id) ?? []
    const documentAt = best === undefined ? first?.documentAt : order.get(best.documentId)
    if (documentAt === undefined) continue
    homes.set(id, { documentAt, section: best?.section ?? first?.range.section ?? 0 })
  }
  return homes
}
