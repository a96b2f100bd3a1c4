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
/** Edges shown of a module; pinned ones are shown beyond that. */
const NEEDS_SHOWN = 4
/** Less sure prerequisites do not make one module need another. */
const LEAST_CONFIDENCE = 0.6
/** What is laid against the order of files has to be so strong, and so much stronger than what speaks for it. */
const AGAINST_FILES = { least: 2, times: 3 }

/**
 * Orders modules so that each comes after those it builds on, and else as the documents have them. Between two modules the
 * stronger direction counts.
 * @param modules in reading order
 * @param isAuthorsOrder whether the order of the documents is meant: then only what the user pinned goes against it
 * @returns ids in order, and the edges that hold: the order is a linear extension of them
 */
export function orderModules(
  modules: readonly OrderedModule[],
  prerequisites: readonly PrerequisiteEdge[],
  isAuthorsOrder: boolean,
): { order: readonly string[]; edges: StoredEdge[] } {
  const places = new Map(modules.map(({ id }, place) => [id, place]))
  const all = edgesBetween(modules, prerequisites)
  const scores = new Map(all.map((edge) => [`${edge.moduleId} ${edge.needsModuleId}`, edge.score]))
  const against = (edge: Candidate): number => scores.get(`${edge.needsModuleId} ${edge.moduleId}`) ?? 0
  const candidates = all.filter((edge) => {
    if (edge.pinned) return true
    const at = places.get(edge.moduleId) ?? 0
    const needed = places.get(edge.needsModuleId) ?? 0
    if (needed < at) return edge.score > against(edge)
    const isFree = !isAuthorsOrder && !sameText(modules[at], modules[needed])
    return isFree && edge.score >= Math.max(AGAINST_FILES.least, AGAINST_FILES.times * against(edge))
  })
  const shown = strongestNeeds(candidates)
  const weighted = shown.map((edge) => ({ before: edge.needsModuleId, after: edge.moduleId, weight: edge.score, edge }))
  const nodes = modules.map(({ id }, priority) => ({ id, priority }))
  const { order, kept } = orderByPrerequisites(nodes, weighted)
  return { order, edges: kept.map(({ edge }) => edge) }
}

type Candidate = StoredEdge & { readonly pinned: boolean }

function sameText(one: OrderedModule | undefined, other: OrderedModule | undefined): boolean {
  return [...(one?.documentIds ?? [])].some((id) => other?.documentIds.has(id) ?? false)
}

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
