import { numberingTrust } from '../server/modules/concepts/prerequisites/path-numbers.ts'
import { derivePrerequisites } from '../server/modules/concepts/prerequisites/derive-prerequisites.ts'
import type { Material } from '../server/modules/plans/testing/plans-rig.double.ts'
import { readStudyMaterial } from './study-material.ts'

/** A folder of documents as the material of plans: concepts, their prerequisites, and what is to be read. */
export async function readPlannedMaterial(folder: string): Promise<Material> {
  const { map, documents, analyses, concepts } = await readStudyMaterial(folder)
  const inReadingOrder = map.documentIds.flatMap((id) => analyses.filter(({ documentId }) => documentId === id))
  const prerequisites = await derivePrerequisites({
    concepts: concepts.map(({ id, keys, definition }) => ({ id, keys, definition })),
    documents: inReadingOrder,
    orderTrust: numberingTrust(inReadingOrder.map(({ path }) => path)),
    pinned: [],
    forbidden: [],
  })
  return { map: { ...map, prerequisites }, documents }
}
