import type { QuestionMaterial } from '../../../ports/question-writer.ts'
import type { ConceptEntry, StudyDocument } from '../../../ports/study-material.ts'

/** What drafts are checked against. */
export interface VerificationContext {
  readonly documents: ReadonlyMap<string, StudyDocument>
  readonly concepts: ReadonlyMap<string, ConceptEntry>
  /** By name and alias in lower case. */
  readonly conceptsByName: ReadonlyMap<string, ConceptEntry>
}

export function verificationContext({ map, documents }: QuestionMaterial): VerificationContext {
  const conceptsByName = new Map<string, ConceptEntry>()
  for (const concept of map.concepts) {
    for (const name of [concept.name, ...concept.aliases]) {
      const lower = name.toLowerCase()
      if (!conceptsByName.has(lower)) conceptsByName.set(lower, concept)
    }
  }
  return {
    documents: new Map(documents.map((document) => [document.documentId, document])),
    concepts: new Map(map.concepts.map((concept) => [concept.id, concept])),
    conceptsByName,
  }
}
