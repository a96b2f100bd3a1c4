import type { SourcePassage } from '@learnpath/contracts'
import type { StudyDocument } from '../../../ports/study-material.ts'
import type { PlanPiece } from '../plan-state.ts'
import { commonStart } from './plan-sources.ts'

/** The exact text of neighbouring pieces of a document, with its place. */
export function passageOf(document: StudyDocument, pieces: readonly PlanPiece[]): SourcePassage {
  const start = pieces[0]?.start ?? 0
  const end = pieces.at(-1)?.end ?? start
  const sections = pieces.flatMap(({ section }) => document.sections[section] ?? [])
  const pages = sections.flatMap(({ page, pageEnd }) => (page === null ? [] : [page, pageEnd ?? page]))
  return {
    documentId: document.documentId,
    versionHash: document.versionHash,
    collection: document.collection,
    path: document.path,
    title: document.title,
    headingPath: [...(commonStart(sections.map(({ headingPath }) => headingPath)) ?? [])],
    page: pages.length === 0 ? null : Math.min(...pages),
    pageEnd: pages.length === 0 ? null : Math.max(...pages),
    start,
    end,
    text: document.text.slice(start, end),
  }
}
