import { orderByPrerequisites } from '../../../kernel/ranking/order-by-prerequisites.ts'
import type { PrerequisiteEdge } from '../../../ports/study-material.ts'
import type { StoredEdge } from '../plan-state.ts'

/** What the order of modules is made from. */
export interface OrderedModule {
  readonly id: string
  /** Documents it is read in; within one the author's order holds. */
  readonly documentIds: ReadonlySet<string>
  /** Concepts that it teaches: each concept in one module. */
  readonly taught: readonly string[]
}

/** Shown with an edge; the strongest say enough. */
const PAIRS_KEPT = 4
/** An edge against the order of the text has to be so much surer than what speaks for that order. */
const AGAINST_THE_TEXT = 0.75

/**
 * Orders modules so that each comes after those it builds on, and else as the documents have them.
 * @param modules in reading order
 * @returns ids in order, and the edges that hold: the order is a linear extension of them
 */
export function orderModules(
  modules: readonly OrderedModule[],
  prerequisites: readonly PrerequisiteEdge[],
): { order: readonly string[]; edges: StoredEdge[] } {
  const places = new Map(modules.map(({ id }, place) => [id, place]))
  const candidates = edgesBetween(modules, prerequisites).filter((edge) => mayHold(edge, modules, places))
  const weighted = candidates.map((edge) => ({
    before: edge.needsModuleId,
    after: edge.moduleId,
    weight: edge.score,
    edge,
  }))
  const nodes = modules.map(({ id }, priority) => ({ id, priority }))
  const { order, kept } = orderByPrerequisites(nodes, weighted)
  return { order, edges: kept.map(({ edge }) => edge) }
}

type Candidate = StoredEdge & { readonly confidence: number; readonly pinned: boolean }

function mayHold(edge: Candidate, modules: readonly OrderedModule[], places: ReadonlyMap<string, number>): boolean {
  const at = places.get(edge.moduleId) ?? 0
  const needed = places.get(edge.needsModuleId) ?? 0
  if (needed < at || edge.pinned) return true
  const own = modules[at]?.documentIds ?? new Set()
  const sameText = [...(modules[needed]?.documentIds ?? [])].some((id) => own.has(id))
  return !sameText && edge.confidence >= AGAINST_THE_TEXT
}

function edgesBetween(modules: readonly OrderedModule[], prerequisites: readonly PrerequisiteEdge[]): Candidate[] {
  const moduleOf = new Map(modules.flatMap(({ id, taught }) => taught.map((conceptId) => [conceptId, id] as const)))
  const found = new Map<string, { edges: PrerequisiteEdge[]; moduleId: string; needsModuleId: string }>()
  for (const edge of prerequisites) {
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
      confidence: Math.max(...edges.map(({ confidence }) => confidence)),
      pinned: edges.some(({ origin }) => origin === 'pinned'),
    }
  })
}
