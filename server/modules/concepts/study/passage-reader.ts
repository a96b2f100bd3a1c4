import { LearnPathError, type Document, type DocumentText, type SourcePassage } from '@learnpath/contracts'
import type { StudySection } from '../../../ports/study-material.ts'
import type { AnalysisStore } from '../analyses/analysis-store.ts'
import type { ConceptsDependencies } from '../concepts-dependencies.ts'
import { passageOf } from './passages.ts'

interface Range {
  readonly start: number
  readonly end: number
}

/** Reads passages for one answer; each document is read once. Left out are passages of documents that are gone or have another version by now. */
export interface PassageReader {
  document(documentId: string): Promise<Document | null>
  /** The sentence or other stretch at a range. */
  at(documentId: string, range: Range): Promise<SourcePassage[]>
  /** What `choose` takes of a section. */
  inSection(
    documentId: string,
    section: number,
    choose: (text: DocumentText, section: StudySection) => Range,
  ): Promise<SourcePassage[]>
}

export function createPassageReader(
  library: Pick<ConceptsDependencies['library'], 'get' | 'text'>,
  analyses: Pick<AnalysisStore, 'sections'>,
  versionOf: (documentId: string) => string | null,
): PassageReader {
  const document = remembering(async (id) => {
    const facts = await orNull(library.get(id))
    return facts === null || facts.versionHash !== versionOf(id) ? null : facts
  })
  const content = remembering(async (id) => await orNull(library.text(id)))
  const sections = remembering(async (id) => (await analyses.sections(id)) ?? [])

  async function passage(
    documentId: string,
    find: (text: DocumentText, sections: readonly StudySection[]) => (Range & Pick<StudySection, 'headingPath'>) | null,
  ): Promise<SourcePassage[]> {
    const [facts, text] = [await document(documentId), await content(documentId)]
    if (facts === null || text === null || text.versionHash !== facts.versionHash) return []
    const range = find(text, await sections(documentId))
    return range === null || range.end > text.text.length ? [] : [passageOf(facts, text, range)]
  }

  return {
    document,
    at: async (documentId, range) =>
      await passage(documentId, (_, all) => {
        const section = all.find(({ start, end }) => start <= range.start && range.start < end)
        return { start: range.start, end: range.end, headingPath: section?.headingPath ?? [] }
      }),
    inSection: async (documentId, section, choose) =>
      await passage(documentId, (text, all) => {
        const found = all[section]
        return found === undefined ? null : { ...choose(text, found), headingPath: found.headingPath }
      }),
  }
}

function remembering<Value>(read: (id: string) => Promise<Value>): (id: string) => Promise<Value> {
  const known = new Map<string, Promise<Value>>()
  return async (id) => {
    const value = known.get(id) ?? read(id)
    known.set(id, value)
    return await value
  }
}

/** Null for a document that was deleted meanwhile. */
async function orNull<Value>(value: Promise<Value>): Promise<Value | null> {
  try {
    return await value
  } catch (error) {
    const gone = ['LP_DOCUMENT_NOT_FOUND', 'LP_DOCUMENT_NOT_READY']
    if (error instanceof LearnPathError && gone.includes(error.code)) return null
    throw error
  }
}
