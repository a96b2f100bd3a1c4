import { join } from 'node:path'
import { chunksOf, createLibraryFixture, putText } from '../../server/modules/library/library-fixture.double.ts'
import { verificationContext } from '../../server/modules/quizzes/verification/verification-context.ts'
import { verifyDraft } from '../../server/modules/quizzes/verification/verify-draft.ts'
import { createQuizzes } from '../../server/modules/quizzes/index.ts'
import { createExtractiveQuestionWriter } from '../../server/modules/quizzes/writing/extractive-question-writer.ts'
import { createRecordingMetrics } from '../../server/ports/metrics.double.ts'
import type { ParsedDocument } from '../../server/ports/parsed-document.ts'
import type { QuestionDraft } from '../../server/ports/question-writer.ts'
import type { ConceptMap, StudyDocument } from '../../server/ports/study-material.ts'
import type { Benchmark, Measurement } from '../benchmark.ts'
import { readStudyMaterial } from '../study-material.ts'

const PAGES = 300
const CHARACTERS_PER_PAGE = 2000
const ITEMS = 100
const SEEDS = 5

interface Book {
  readonly map: ConceptMap
  readonly documents: ReadonlyMap<string, StudyDocument>
  readonly characters: number
}

/** The first chapters of the textbook, up to 300 pages, stored in a library; ids are the library's. */
async function storeBook(folder: string, { library }: Awaited<ReturnType<typeof createLibraryFixture>>): Promise<Book> {
  const material = await readStudyMaterial(folder)
  const idOf = new Map<string, string>()
  const documents = new Map<string, StudyDocument>()
  let characters = 0
  for (const document of material.documents) {
    if (characters + document.text.length > PAGES * CHARACTERS_PER_PAGE) break
    characters += document.text.length
    const { document: put } = await putText(library, document.path, document.text)
    const { id, contentHash } = put
    const blocks = document.sections.map(({ start, end }) => ({ kind: 'paragraph' as const, start, end }))
    const { title, text, language } = document
    const parsed: ParsedDocument = { format: 'markdown', title, text, blocks, marks: [], pages: [], warnings: [] }
    const chunks = chunksOf(parsed)
    await library.publishVersion({ documentId: id, contentHash, parserVersion: '1', parsed, language, chunks })
    idOf.set(document.documentId, id)
    documents.set(id, { ...document, documentId: id, versionHash: (await library.text(id)).versionHash })
  }
  const renamed = (id: string): string => idOf.get(id) ?? id
  const { id: collectionId } = await library.collection('library')
  const concepts = material.map.concepts.map(({ home, definition, ...concept }) => ({
    ...concept,
    home: home.map((place) => ({ ...place, documentId: renamed(place.documentId) })),
    definition: definition === null ? null : { ...definition, documentId: renamed(definition.documentId) },
  }))
  const documentIds = [...documents.keys()]
  return { map: { ...material.map, collectionId, concepts, documentIds }, documents, characters }
}

/** Processor time of making a quiz of 100 items from 300 pages: writing, checking, choosing, storing. */
export const benchmark: Benchmark = {
  name: 'quiz',
  description: 'A quiz of 100 items from a 300-page book, and the share of checking them in it',
  async run({ dataFolder, log }) {
    const fixture = await createLibraryFixture()
    try {
      const book = await storeBook(join(dataFolder, 'openstax-biology/dev/docs'), fixture)
      log(`${book.documents.size} documents, ${book.characters} characters, ${book.map.concepts.length} concepts`)
      const written: QuestionDraft[] = []
      const writer = createExtractiveQuestionWriter(fixture)
      let writing = 0
      const quizzes = createQuizzes({
        ...fixture,
        metrics: createRecordingMetrics(),
        concepts: {
          map: async () => await Promise.resolve(book.map),
          studyDocument: async (id) => await Promise.resolve(book.documents.get(id) as StudyDocument),
        },
        writers: [
          {
            name: writer.name,
            async write(...wish) {
              const { value, ms } = await processorTime(async () => await writer.write(...wish))
              writing += ms
              written.push(...value)
              return value
            },
          },
        ],
        patience: () => new AbortController().signal,
        onAnswered: async () => await Promise.resolve(),
      })
      const times: number[] = []
      let items = 0
      for (let seed = 1; seed <= SEEDS; seed++) {
        const { value, ms } = await processorTime(
          async () => await quizzes.create({ count: ITEMS, seed, newOnly: false }),
        )
        times.push(ms)
        items += value.items.length / SEEDS
        log(`seed ${seed}: ${value.items.length} items in ${ms.toFixed(0)} ms`)
      }
      const context = verificationContext({ map: book.map, documents: [...book.documents.values()] })
      const checking = await processorTime(async () => {
        for (const draft of written) verifyDraft(draft, context)
        await Promise.resolve()
      })
      const mean = times.reduce((sum, ms) => sum + ms, 0) / SEEDS
      const figures: Measurement[] = [
        { name: 'items made', value: items, unit: 'items' },
        { name: 'the first quiz', value: times[0] ?? 0, unit: 'ms', target: { operator: '<', value: 3000 } },
        { name: 'a quiz, mean', value: mean, unit: 'ms', target: { operator: '<', value: 3000 } },
        { name: 'of it writing', value: writing / SEEDS, unit: 'ms' },
        { name: 'checking by all rules, per draft', value: checking.ms / written.length, unit: 'ms' },
      ]
      return figures.map((figure) => ({ ...figure, note: figure.unit === 'ms' ? 'processor time' : '' }))
    } finally {
      await fixture.cleanUp()
    }
  },
}

async function processorTime<T>(work: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const before = process.cpuUsage()
  const value = await work()
  const { user, system } = process.cpuUsage(before)
  return { value, ms: (user + system) / 1000 }
}
