import { breathe } from '../../../kernel/breathe.ts'
import type { QuestionMaterial } from '../../../ports/question-writer.ts'
import type { ConceptEntry, ConceptMention, StudyDocument, StudySentence } from '../../../ports/study-material.ts'

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
}

const SENTENCES_PER_SLICE = 400

export async function indexMaterial({ map, documents }: QuestionMaterial): Promise<MaterialIndex> {
  const concepts = new Map(map.concepts.map((concept) => [concept.id, concept]))
  const order = new Map(map.documentIds.map((id, at) => [id, at]))
  const inOrder = documents.toSorted(
    (left, right) => (order.get(left.documentId) ?? Infinity) - (order.get(right.documentId) ?? Infinity),
  )
  const sentences: EvidenceSentence[] = []
  for (const [documentAt, document] of inOrder.entries()) {
    for (const sentence of evidenceSentences(document, documentAt, concepts)) {
      sentences.push(sentence)
      if (sentences.length % SENTENCES_PER_SLICE === 0) await breathe()
    }
  }
  const sentencesOf = new Map<string, EvidenceSentence[]>()
  const forms = new Map<string, Map<string, number>>()
  for (const [at, sentence] of sentences.entries()) {
    for (const mention of sentence.mentions) noteMention(sentence, mention, { sentencesOf, forms })
    if (at % SENTENCES_PER_SLICE === 0) await breathe()
  }
  return {
    concepts,
    documents: inOrder,
    sentences,
    sentencesOf,
    forms,
    homes: homesOf(map.concepts, order, sentencesOf),
  }
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
    const range = document.sentences[at]
    if (range === undefined) continue
    const mentions = longest(bySentence.get(at) ?? [])
    yield { document, documentAt, at, range, text: document.text.slice(range.start, range.end), mentions }
  }
}

function longest(mentions: readonly ConceptMention[]): ConceptMention[] {
  const kept: ConceptMention[] = []
  let end = -1
  for (const mention of mentions.toSorted((left, right) => left.start - right.start || right.end - left.end)) {
    if (mention.start < end) {
      const previous = kept.at(-1)
      if (previous !== undefined && mention.end - mention.start > previous.end - previous.start)
        kept[kept.length - 1] = mention
      else continue
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
