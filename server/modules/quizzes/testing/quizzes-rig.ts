import { LearnPathError } from '@learnpath/contracts'
import { sentences } from '../../../kernel/text/sentences.ts'
import { createRecordingLogger } from '../../../ports/logger.double.ts'
import { createRecordingMetrics } from '../../../ports/metrics.double.ts'
import type { QuestionDraft, QuestionMaterial, QuestionWriter } from '../../../ports/question-writer.ts'
import type { ConceptEntry, ConceptMap, StudyDocument } from '../../../ports/study-material.ts'
import type { ConceptsApi } from '../../concepts/index.ts'
import { createLibraryFixture, publishText, type LibraryFixture } from '../../library/library-fixture.double.ts'
import type { AnsweredItem } from '../quizzes-api.ts'
import { createQuizzes } from '../quizzes.ts'
import { randomFor, shuffled } from '../../../kernel/seeded-random.ts'

type Concepts = Pick<ConceptsApi, 'map' | 'studyDocument'>

/** Concepts of the names given, found in the searchable texts of the library. */
function conceptsNamed({ library }: LibraryFixture, names: () => readonly string[]): Concepts {
  const idOf = (name: string): string => `concept_${name.replaceAll(' ', '_')}`
  async function study(documentId: string): Promise<StudyDocument> {
    const { versionHash, title, text } = await library.text(documentId)
    const { path } = await library.get(documentId)
    const ranges = sentences(text, 'en').map((range) => ({
      ...range,
      section: 0,
      kind: 'paragraph' as const,
      listNumber: null,
    }))
    const mentions = names().flatMap((name) =>
      [...text.matchAll(new RegExp(String.raw`\b${name}\b`, 'gi'))].map((match) => ({
        conceptId: idOf(name),
        start: match.index,
        end: match.index + name.length,
        section: 0,
        sentence: ranges.findIndex(({ start, end }) => start <= match.index && match.index < end),
        emphasis: 'none' as const,
      })),
    )
    const section = { headingPath: [], level: 0, start: 0, end: text.length, page: null, pageEnd: null }
    return {
      documentId,
      versionHash,
      collection: 'library',
      path,
      title,
      language: 'en',
      text,
      sections: [{ ...section, readingCharacters: text.length }],
      sentences: ranges,
      mentions: mentions.toSorted((left, right) => left.start - right.start),
    }
  }
  return {
    studyDocument: study,
    async map(idOrName): Promise<ConceptMap> {
      const collection = await library.collection(idOrName)
      const { documents } = await library.list({ collectionId: collection.id, state: 'ready', limit: 1000 })
      const studied = await Promise.all(documents.map(async ({ id }) => await study(id)))
      const concepts = names().flatMap((name, at): ConceptEntry[] => {
        const home = studied.find(({ mentions }) => mentions.some(({ conceptId }) => conceptId === idOf(name)))
        if (home === undefined) return []
        return [
          {
            id: idOf(name),
            name,
            aliases: [],
            language: 'en',
            rank: at + 1,
            importance: 1 - at / 20,
            difficulty: at / 20,
            plural: false,
            kind: 'noun',
            home: [{ documentId: home.documentId, section: 0 }],
            definition: null,
            firstMention: at,
          },
        ]
      })
      return {
        collectionId: collection.id,
        collection: collection.name,
        revision: 1,
        concepts,
        prerequisites: [],
        documentIds: studied.map(({ documentId }) => documentId),
        orderTrust: 0,
      }
    },
  }
}

/** A gap for the first mention of each sentence, and a choice among the concepts; the seed shuffles them. */
export function createPlainWriter(): QuestionWriter {
  return {
    name: 'plain',
    write: async (material, { types, conceptIds, documentIds, count, seed }) =>
      await Promise.resolve(
        shuffled([...plainDrafts(material, seed)], randomFor(seed, 'plain'))
          .filter(({ type, conceptId }) => types.includes(type) && conceptIds?.has(conceptId) !== false)
          .filter(({ evidence }) => documentIds?.has(evidence.documentId) !== false)
          .slice(0, count),
      ),
  }
}

function* plainDrafts({ map, documents }: QuestionMaterial, seed: number): Generator<QuestionDraft> {
  for (const document of documents) {
    for (const [at, { start, end }] of document.sentences.entries()) {
      const mention = document.mentions.find(({ sentence }) => sentence === at)
      const concept = map.concepts.find(({ id }) => id === mention?.conceptId)
      if (mention === undefined || concept === undefined) continue
      const { text } = document
      const shared = {
        left: [],
        right: [],
        accepted: [],
        conceptId: concept.id,
        evidence: { documentId: document.documentId, start, end },
        bloom: 'remember' as const,
        language: 'en',
        difficulty: concept.difficulty,
        pattern: 'plain',
        answerText: text.slice(mention.start, mention.end),
      }
      yield {
        ...shared,
        type: 'cloze',
        stem: `${text.slice(start, mention.start)}_____${text.slice(mention.end, end)}`,
        options: [],
        answer: { text: shared.answerText },
      }
      const others = map.concepts.filter(({ id }) => id !== concept.id).map(({ name }) => name)
      const options = others.slice(0, 3).toSpliced(seed % 4, 0, concept.name)
      yield {
        ...shared,
        type: 'multiple-choice',
        stem: `Which term is missing: “${text.slice(start, mention.start)}…${text.slice(mention.end, end)}”?`,
        options,
        answer: { option: options.indexOf(concept.name) },
        answerText: concept.name,
      }
    }
  }
}

export const TERMS = ['nucleus', 'ribosome', 'vacuole', 'centrosome', 'lysosome', 'peroxisome']

/** Sentences about parts of cells; each stands in a paragraph of its own. */
export const CELLS = [
  'Inside every plant the nucleus keeps the genetic information of the cell.',
  'Chains of amino acids are put together by a ribosome from single pieces.',
  'Water and colour of petals are stored by the vacuole in large amounts.',
  'During division the centrosome arranges long tubes between both poles.',
  'Old parts are digested inside a lysosome with sharp enzymes.',
  'Fatty acids are broken down by a peroxisome with oxygen.',
].join('\n\n')

/** Quizzes on a library of the real store. */
export async function createQuizzesRig({
  writers = [createPlainWriter()],
  patience = () => new AbortController().signal,
}: { readonly writers?: readonly QuestionWriter[]; readonly patience?: () => AbortSignal } = {}) {
  const fixture = await createLibraryFixture()
  const answered: AnsweredItem[] = []
  const names = [...TERMS]
  let failing = false
  const metrics = createRecordingMetrics()
  const logger = createRecordingLogger()
  const quizzes = createQuizzes({
    ...fixture,
    metrics,
    concepts: conceptsNamed(fixture, () => names),
    writers,
    patience,
    logger,
    async onAnswered(_transaction, answer) {
      if (failing) throw new LearnPathError('LP_INTERNAL', { detail: 'a test' })
      answered.push(answer)
      await Promise.resolve()
    },
  })
  return {
    ...fixture,
    metrics,
    logger,
    quizzes,
    answered,
    /** Concepts that the documents are known to be about. */
    names,
    publish: async (path: string, text: string) => await publishText(fixture.library, path, text),
    /** From now on mastery cannot be kept. */
    fail: (now: boolean) => (failing = now),
  }
}

export type QuizzesRig = Awaited<ReturnType<typeof createQuizzesRig>>
