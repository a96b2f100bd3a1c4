import { scopeKey } from '../../../kernel/access/scope-key.ts'
import { createBoundedCache } from '../../../kernel/bounded-cache.ts'
import type { StudyDocument } from '../../../ports/study-material.ts'
import type { PlansDependencies } from '../plans-dependencies.ts'

/** Characters of text that are kept at hand: a long textbook. */
const MOST_CHARACTERS = 4_000_000

/**
 * The documents that plans were shown with lately stay at hand until the library changes: a plan of a book has its parts by the
 * hundred, and is shown again after each passage that is ticked. Sentences and mentions, which showing needs not, are left out.
 */
export function shelvedDocuments({
  library,
  concepts,
  eventBus,
}: Pick<PlansDependencies, 'library' | 'concepts' | 'eventBus'>): Pick<PlansDependencies['concepts'], 'studyDocument'> {
  const shelf = createBoundedCache<StudyDocument>(MOST_CHARACTERS)
  let shelvedAt = -1
  // The next plan that is shown would clear it anyway; there may be none for long.
  eventBus.subscribe(({ type }) => {
    if (type !== 'document-deleted') return
    shelf.clear()
    shelvedAt = -1
  })
  return {
    async studyDocument(documentId) {
      const sequence = await library.latestSequence()
      if (sequence !== shelvedAt) shelf.clear()
      shelvedAt = sequence
      const key = `${scopeKey()} ${documentId}`
      const known = shelf.get(key)
      if (known !== undefined) return known
      const document = { ...(await concepts.studyDocument(documentId)), sentences: [], mentions: [] }
      if (shelvedAt === sequence) shelf.set(key, document, Math.max(1, document.text.length))
      return document
    },
  }
}
