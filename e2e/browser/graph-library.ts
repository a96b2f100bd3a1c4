// What the tests of the graph in the browser are about.
import type { EntityDetail, EntityMap, MergeReview } from '@learnpath/contracts'

export const CELL_DOCUMENTS: Readonly<Record<string, string>> = {
  'cells.md': `# The cell

A **cell** is the smallest unit of life. Every **organism** is made of cells. The **plasma membrane**, also called the cell membrane,
surrounds each cell. A plasma membrane is a membrane. The **mitochondrion** is a part of the cell. The **nucleus** is a part of the cell.
Organelles such as the mitochondrion and the nucleus have a membrane of their own. A mitochondrion is an organelle.

## Osmosis

**Osmosis** is a kind of diffusion. Osmosis depends on the plasma membrane. **Diffusion** is a passive process. Diffusion depends on
temperature. Osmosis needs no energy.
`,
  'energy.md': `# Energy of the cell

Adenosine triphosphate (ATP) stores energy. The mitochondrion produces adenosine triphosphate. **Cellular respiration** uses oxygen.
Cellular respiration depends on the mitochondrion. Lack of oxygen causes fatigue. Muscles use ATP. ATP is a nucleotide.
Adenosine triphosphate is a molecule. Glucose is a sugar. Cellular respiration uses glucose. **Fermentation** uses glucose.

## History

Peter Mitchell explained in 1961 how adenosine triphosphate (ATP) is made. Peter Mitchell worked in Edinburgh.
`,
}

const percent = (index: number): number => 0.5 + (index % 50) / 100

export const MANY = 1000

/** Entities in groups of twenty, each bound to the first of its group, and the groups to each other. */
export function largeEntityMap(): EntityMap {
  const types = ['concept', 'person', 'place', 'organization', 'name'] as const
  const kinds = ['part-of', 'is-a', 'uses', 'causes', 'related'] as const
  const nodes = Array.from({ length: MANY }, (_, index) => ({
    id: `ent_${index}`,
    name: `thing number ${index}`,
    type: types[index % 20 === 0 ? 0 : index % 5] ?? 'concept',
    conceptId: null,
    importance: index % 20 === 0 ? 0.9 : 0.3 + (index % 7) / 20,
    mentions: 3,
  }))
  const edges = nodes.flatMap((_, index) => {
    const target = index % 20 === 0 ? (index + 20) % MANY : index - (index % 20)
    const kind = kinds[index % 5] ?? 'related'
    const origins = [index % 2 === 0 ? ('pattern' as const) : ('statistics' as const)]
    return [{ id: `rel_${index}`, source: index, target, kind, confidence: percent(index), origins }]
  })
  return { collection: 'library', nodes, edges, total: MANY, pendingDocuments: 0 }
}

/** A pair to decide on, with real passages of both. */
export function reviewOf(id: string, first: EntityDetail, second: EntityDetail): MergeReview {
  return {
    id,
    collection: first.collection,
    first,
    second,
    names: [first.name, second.name],
    similarity: 0.9,
    reasons: ['They mean much the same.'],
    passages: [...first.passagesToRead.slice(0, 1), ...second.passagesToRead.slice(0, 1)],
  }
}
