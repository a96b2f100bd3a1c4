import { join } from 'node:path'
import { parseFile } from '../server/adapters/parsers/parse-file.ts'
import { authorHints } from '../server/modules/concepts/prerequisites/author-hints.ts'
import { derivePrerequisites } from '../server/modules/concepts/prerequisites/derive-prerequisites.ts'
import { readingOrder } from '../server/modules/concepts/prerequisites/reading-order.ts'
import type { Material } from '../server/modules/plans/testing/plans-rig.double.ts'
import { readStudyMaterial } from './study-material.ts'

/** A folder of documents as the material of plans: concepts, their prerequisites, and what is to be read, in reading order. */
export async function readPlannedMaterial(folder: string): Promise<Material> {
  const { map, documents, analyses, concepts } = await readStudyMaterial(folder)
  const hinted = []
  for (const { documentId, path, title } of documents) {
    const parsed = await parseFile({ file: join(folder, path), name: path }, { programTimeoutMs: 60_000 })
    hinted.push({ documentId, path, title, hints: authorHints(parsed) })
  }
  const order = readingOrder(hinted)
  const byId = new Map(documents.map((document) => [document.documentId, document]))
  const prerequisites = await derivePrerequisites({
    concepts: concepts.map(({ id, keys, definition }) => ({ id, keys, definition })),
    documents: order.documentIds.flatMap((id) => analyses.filter(({ documentId }) => documentId === id)),
    orderTrust: order.trust,
    pinned: [],
    forbidden: [],
  })
  return {
    map: { ...map, prerequisites, documentIds: order.documentIds, orderTrust: order.trust },
    documents: order.documentIds.flatMap((id) => byId.get(id) ?? []),
  }
}
