import type { Concept, ConceptDetail, Document, DocumentText, SourcePassage } from '@learnpath/contracts'
import { LearnPathError } from '@learnpath/contracts'
import { breathe } from '../../kernel/breathe.ts'
import type { AnalysisStore } from './analyses/analysis-store.ts'
import type { CollectionView, ShownConcept } from './collection-view.ts'
import type { ConceptsDependencies } from './concepts-dependencies.ts'
import { homePassage } from './study/home-passage.ts'
import { passageOf } from './study/passages.ts'

/** Concepts in the form of the contract, each passage as the documents have it now. */
export interface ConceptAnswers {
  concepts(view: CollectionView, shown: readonly ShownConcept[]): Promise<Concept[]>
  detail(view: CollectionView, shown: ShownConcept): Promise<ConceptDetail>
}

const CONCEPTS_PER_SLICE = 10

export function createConceptAnswers(
  library: Pick<ConceptsDependencies['library'], 'get' | 'text'>,
  analyses: Pick<AnalysisStore, 'sections'>,
): ConceptAnswers {
  async function concepts(view: CollectionView, shown: readonly ShownConcept[]): Promise<Concept[]> {
    const document = remembering(async (id: string) => await orNull(library.get(id)))
    const answers: Concept[] = []
    for (const each of shown) {
      const { definition } = each.assembled
      const home = definition === null ? null : await document(definition.documentId)
      answers.push(conceptOf(view, each, home))
      if (answers.length % CONCEPTS_PER_SLICE === 0) await breathe()
    }
    return answers
  }

  return {
    concepts,
    async detail(view, shown) {
      const document = remembering(async (id: string) => await orNull(library.get(id)))
      const text = remembering(async (id: string) => await orNull(library.text(id)))
      const sections = remembering(async (id: string) => (await analyses.sections(id)) ?? [])
      const passageAt = async (
        documentId: string,
        rangeOf: (text: DocumentText, sections: Sections) => PassageRange | null,
      ) => {
        const [facts, content] = [await document(documentId), await text(documentId)]
        if (facts === null || content === null) return []
        const range = rangeOf(content, await sections(documentId))
        return range === null || range.end > content.text.length ? [] : [passageOf(facts, content, range)]
      }
      const [concept] = await concepts(view, [shown])
      if (concept === undefined) throw new LearnPathError('LP_CONCEPT_NOT_FOUND')
      const { home, definition } = shown.assembled
      const passages: SourcePassage[] = []
      for (const { documentId, section } of home) {
        const names = [shown.assembled.name, ...shown.assembled.aliases]
        const defined = definition?.documentId === documentId ? definition : null
        const found = await passageAt(documentId, (content, all) => {
          const range = all[section]
          if (range === undefined) return null
          return { ...homePassage(content, range, { names, definition: defined }), headingPath: range.headingPath }
        })
        passages.push(...found)
        await breathe()
      }
      const prerequisites: ConceptDetail['prerequisites'] = []
      for (const { evidence, ...edge } of view.prerequisitesOf(shown.id)) {
        const quotes: SourcePassage[] = []
        for (const { documentId, ...range } of evidence) {
          const found = await passageAt(documentId, (_, all) => ({
            ...range,
            headingPath: headingsAt(all, range.start),
          }))
          quotes.push(...found)
        }
        const prerequisiteName = view.find(edge.prerequisiteId)?.name ?? ''
        prerequisites.push({ ...edge, prerequisiteName, evidence: quotes })
        await breathe()
      }
      const neededBy = view.neededBy(shown.id).map(({ id, name }) => ({ conceptId: id, name }))
      return { ...concept, passages, prerequisites, neededBy }
    },
  }
}

type Sections = NonNullable<Awaited<ReturnType<AnalysisStore['sections']>>>
type PassageRange = { readonly start: number; readonly end: number; readonly headingPath: readonly string[] }

const headingsAt = (sections: Sections, place: number): readonly string[] =>
  sections.find(({ start, end }) => start <= place && place < end)?.headingPath ?? []

function conceptOf(view: CollectionView, shown: ShownConcept, home: Document | null): Concept {
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

function remembering<Value>(read: (id: string) => Promise<Value>): (id: string) => Promise<Value> {
  const known = new Map<string, Promise<Value>>()
  return async (id) => {
    const value = known.get(id) ?? read(id)
    known.set(id, value)
    return await value
  }
}

/** Null for a document that was deleted meanwhile: its passages are left out. */
async function orNull<Value>(value: Promise<Value>): Promise<Value | null> {
  try {
    return await value
  } catch (error) {
    const isGone =
      error instanceof LearnPathError &&
      (error.code === 'LP_DOCUMENT_NOT_FOUND' || error.code === 'LP_DOCUMENT_NOT_READY')
    if (isGone) return null
    throw error
  }
}
