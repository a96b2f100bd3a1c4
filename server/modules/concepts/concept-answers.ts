import type { Concept, ConceptDetail, Document, SourcePassage } from '@learnpath/contracts'
import { breathe } from '../../kernel/breathe.ts'
import type { AnalysisStore } from './analyses/analysis-store.ts'
import type { CollectionView, ShownConcept } from './collection-view.ts'
import type { ConceptsDependencies } from './concepts-dependencies.ts'
import type { FoundConcept } from './find-concept.ts'
import type { DerivedPrerequisite } from './prerequisites/prerequisite-input.ts'
import { homePassage } from './study/home-passage.ts'
import { createPassageReader, type PassageReader } from './study/passage-reader.ts'

/** Concepts in the form of the contract, each passage as the documents have it now. */
export interface ConceptAnswers {
  concepts(view: CollectionView, shown: readonly ShownConcept[]): Promise<Concept[]>
  concept(found: FoundConcept): Promise<Concept>
  detail(found: FoundConcept): Promise<ConceptDetail>
  /** Of the documents that the concepts are from, in reading order; deleted ones are not in. */
  titles(view: CollectionView): Promise<ReadonlyMap<string, string>>
}

const CONCEPTS_PER_SLICE = 10

export function createConceptAnswers(
  library: Pick<ConceptsDependencies['library'], 'get' | 'text'>,
  analyses: Pick<AnalysisStore, 'sections'>,
): ConceptAnswers {
  const readerOf = (view: CollectionView): PassageReader =>
    createPassageReader(library, analyses, (documentId) => view.versionOf(documentId))

  return {
    async concepts(view, all) {
      const reader = readerOf(view)
      const concepts: Concept[] = []
      for (const shown of all) {
        concepts.push(await conceptOf(reader, { view, shown }))
        if (concepts.length % CONCEPTS_PER_SLICE === 0) await breathe()
      }
      return concepts
    },
    concept: async (found) => await conceptOf(readerOf(found.view), found),
    async detail({ view, shown }) {
      const reader = readerOf(view)
      const prerequisites: ConceptDetail['prerequisites'] = []
      for (const edge of view.prerequisitesOf(shown.id)) {
        const prerequisiteName = view.find(edge.prerequisiteId)?.name ?? ''
        prerequisites.push({ ...edge, prerequisiteName, evidence: await evidenceOf(reader, edge) })
      }
      return {
        ...(await conceptOf(reader, { view, shown })),
        passages: await homePassages(reader, shown),
        prerequisites,
        neededBy: view.neededBy(shown.id).map(named),
        forbidden: view.forbiddenFor(shown.id).map(named),
      }
    },
    async titles(view) {
      const reader = readerOf(view)
      const titles = new Map<string, string>()
      for (const documentId of view.map.documentIds) {
        const document = await reader.document(documentId)
        if (document !== null) titles.set(documentId, document.title)
      }
      return titles
    },
  }
}

const named = ({ id, name }: ShownConcept): { conceptId: string; name: string } => ({ conceptId: id, name })

async function conceptOf(reader: PassageReader, { view, shown }: FoundConcept): Promise<Concept> {
  const { definition } = shown.assembled
  const home = definition === null ? null : await reader.document(definition.documentId)
  return toConcept(view, shown, home)
}

async function homePassages(reader: PassageReader, { assembled }: ShownConcept): Promise<SourcePassage[]> {
  const { home, definition, name, aliases } = assembled
  const passages: SourcePassage[] = []
  for (const { documentId, section } of home) {
    const defined = definition?.documentId === documentId ? definition : null
    const found = await reader.inSection(documentId, section, (text, range) =>
      homePassage(text, range, { names: [name, ...aliases], definition: defined }),
    )
    passages.push(...found)
    await breathe()
  }
  return passages
}

async function evidenceOf(reader: PassageReader, { evidence }: DerivedPrerequisite): Promise<SourcePassage[]> {
  const passages: SourcePassage[] = []
  for (const { documentId, ...range } of evidence) passages.push(...(await reader.at(documentId, range)))
  await breathe()
  return passages
}

function toConcept(view: CollectionView, shown: ShownConcept, home: Document | null): Concept {
  const { id, name, aliases, rank, hidden, edited, assembled } = shown
  const { language, importance, difficulty, mentions, documents } = assembled
  return {
    id,
    collection: view.collection,
    name,
    aliases: [...aliases],
    language,
    rank,
    importance,
    difficulty,
    mentions,
    documents,
    definition: definitionPassage(shown, home),
    hidden,
    edited,
  }
}

function definitionPassage({ assembled: { definition } }: ShownConcept, home: Document | null): SourcePassage | null {
  if (definition === null || home === null || home.versionHash === null) return null
  const { headingPath, ...range } = definition
  const { versionHash, collection, path, title } = home
  return { versionHash, collection, path, title, headingPath: [...headingPath], ...range }
}
