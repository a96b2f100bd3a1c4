import { orderByPrerequisites } from '../../../kernel/ranking/order-by-prerequisites.ts'
import type { PrerequisiteEdge } from '../../../ports/study-material.ts'
import type { StoredEdge } from '../plan-state.ts'

/** What the order of modules is made from. */
export interface OrderedModule {
  readonly id: string
  /** Concepts that it teaches: each concept in one module. */
  readonly taught: readonly string[]
}

/** Shown with an edge; the strongest say enough. */
const PAIRS_KEPT = 4
/** Edges shown of a module; pinned ones are shown beyond that. */
const NEEDS_SHOWN = 4
/** Less sure prerequisites do not make one module need another. */
const LEAST_CONFIDENCE = 0.6
/**
 * Orders modules so that each comes after those it builds on, and else as the documents have them. Only what the user pinned
 * goes against the order of the documents: derived prerequisites tell why a module stands where it does, but measured on a
 * textbook they do not know better than its authors or its file names (bench/quality/plans.bench.ts).
 * @param modules in reading order
 * @returns ids in order, and the edges that hold: the order is a linear extension of them
 */
export function orderModules(
  modules: readonly OrderedModule[],
  prerequisites: readonly PrerequisiteEdge[],
): { order: readonly string[]; edges: StoredEdge[] } {
  const places = new Map(modules.map(({ id }, place) => [id, place]))
  const candidates = edgesBetween(modules, prerequisites).filter(
    ({ moduleId, needsModuleId, pinned }) => pinned || (places.get(needsModuleId) ?? 0) < (places.get(moduleId) ?? 0),
  )
  const shown = strongestNeeds(candidates)
  const weighted = shown.map((edge) => ({ before: edge.needsModuleId, after: edge.moduleId, weight: edge.score, edge }))
  const nodes = modules.map(({ id }, priority) => ({ id, priority }))
  const { order, kept } = orderByPrerequisites(nodes, weighted)
  return { order, edges: kept.map(({ edge }) => edge) }
}

type Candidate = StoredEdge & { readonly pinned: boolean }

function strongestNeeds(edges: readonly Candidate[]): Candidate[] {
  const taken = new Map<string, number>()
  return edges
    .toSorted((one, other) => other.score - one.score)
    .filter(({ moduleId, pinned }) => {
      const count = taken.get(moduleId) ?? 0
      taken.set(moduleId, count + 1)
      return pinned || count < NEEDS_SHOWN
    })
}

function edgesBetween(modules: readonly OrderedModule[], prerequisites: readonly PrerequisiteEdge[]): Candidate[] {
  const moduleOf = new Map(modules.flatMap(({ id, taught }) => taught.map((conceptId) => [conceptId, id] as const)))
  const found = new Map<string, { edges: PrerequisiteEdge[]; moduleId: string; needsModuleId: string }>()
  for (const edge of prerequisites) {
    if (edge.confidence < LEAST_CONFIDENCE && edge.origin !== 'pinned') continue
    const moduleId = moduleOf.get(edge.conceptId)
    const needsModuleId = moduleOf.get(edge.prerequisiteId)
    if (moduleId === undefined || needsModuleId === undefined || moduleId === needsModuleId) continue
    const key = `${moduleId} ${needsModuleId}`
    const known = found.get(key)
    if (known === undefined) found.set(key, { edges: [edge], moduleId, needsModuleId })
    else known.edges.push(edge)
  }
  return [...found.values()].map(({ edges, moduleId, needsModuleId }) => {
    const strongest = edges.toSorted((one, other) => other.score - one.score)
    return {
      moduleId,
      needsModuleId,
      // A pinned edge counts before all that is derived.
      score: edges.reduce((sum, { confidence, origin }) => sum + (origin === 'pinned' ? 100 : confidence), 0),
      pairs: strongest
        .slice(0, PAIRS_KEPT)
        .map(({ conceptId, prerequisiteId }) => [conceptId, prerequisiteId] as const),
      pinned: edges.some(({ origin }) => origin === 'pinned'),
    }
  })
}
