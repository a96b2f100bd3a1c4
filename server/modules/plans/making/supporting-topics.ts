import type { CreatePlanRequest } from '@learnpath/contracts'
import type { SkipReason } from '../plan-state.ts'
import type { PlanMaterial, Topic } from './plan-material.ts'

/** How far prerequisites of prerequisites are followed, and how much of them is read beside the goal's own reading. */
const REACH = {
  beginner: { steps: 2, share: 0.4 },
  intermediate: { steps: 1, share: 0.25 },
  advanced: { steps: 0, share: 0 },
} as const
/** What would be followed for a beginner; what a higher level spares is told from it. */
const FARTHEST = REACH.beginner
/** Each further step counts so much less. */
const FADE = 0.4
/** Concepts of a topic whose prerequisites are followed. */
const CONCEPTS_PER_TOPIC = 8
/** Topics that are named as left out; more would hide those that matter. */
const LEFT_OUT_SHOWN = 12
/** Less sure edges bring nothing into a plan that was not asked for. */
const LEAST_CONFIDENCE = 0.5

export interface SupportQuestion {
  readonly core: ReadonlySet<number>
  /** The part of the core whose prerequisites are followed. */
  readonly heart: ReadonlySet<number>
  readonly allowed: readonly Topic[]
  readonly level: CreatePlanRequest['level']
}

/** Where the prerequisites of the goal's concepts are taught, as far as the level wants them, and what of that is left out. */
export function supportingTopics(
  material: PlanMaterial,
  { core, heart, allowed, level }: SupportQuestion,
): { support: Set<number>; left: Map<number, SkipReason> } {
  const wanted = neededTopics(
    material,
    heart,
    new Set(allowed.map(({ index }) => index).filter((index) => !core.has(index))),
  )
  const { steps, share } = REACH[level]
  const sizeOf = (index: number): number => material.topics[index]?.characters ?? 0
  const coreSize = [...heart].reduce((sum, index) => sum + sizeOf(index), 0)
  const support = new Set<number>()
  const left = new Map<number, SkipReason>()
  let size = 0
  for (const { index, step } of wanted) {
    const fits = size + sizeOf(index) <= share * coreSize
    if (step <= steps && fits) {
      support.add(index)
      size += sizeOf(index)
    } else if (left.size < LEFT_OUT_SHOWN) left.set(index, step > steps || share === 0 ? 'basics' : 'optional-basics')
  }
  return { support, left }
}

interface NeededTopic {
  readonly index: number
  readonly weight: number
  /** 1: needed by the goal's own concepts. */
  readonly step: number
}

/** Whether a topic stands in a document of the goal, or the documents have an author's order. */
function sharesText(material: PlanMaterial, topic: number, heart: ReadonlySet<number>): boolean {
  if (material.inAuthorsOrder) return true
  const { documentId } = material.topics[topic] ?? {}
  return [...heart].some((index) => material.topics[index]?.documentId === documentId)
}

/** Topics outside the core that are homes of prerequisites, what is needed most first. */
function neededTopics(material: PlanMaterial, heart: ReadonlySet<number>, allowed: ReadonlySet<number>): NeededTopic[] {
  const last = Math.max(...heart)
  const found = new Map<number, NeededTopic>()
  const seen = new Set<string>()
  let front = new Map<string, number>()
  for (const index of heart) {
    for (const id of (material.taught[index] ?? []).slice(0, CONCEPTS_PER_TOPIC)) front.set(id, 1)
  }
  for (let step = 1; step <= FARTHEST.steps; step++) {
    const next = new Map<string, number>()
    for (const [id, weight] of front) {
      seen.add(id)
      for (const edge of material.needs.get(id) ?? []) {
        if (edge.confidence < LEAST_CONFIDENCE && edge.origin !== 'pinned') continue
        const worth = weight * edge.confidence * (step === 1 ? 1 : FADE)
        next.set(edge.prerequisiteId, (next.get(edge.prerequisiteId) ?? 0) + worth)
      }
    }
    for (const id of seen) next.delete(id)
    for (const [id, weight] of next) {
      const home = material.homes.get(id)?.[0]
      if (home === undefined || !allowed.has(home) || !material.introduces(home, id)) continue
      // What a text explains after the goal, it does not take to be known for it.
      if (home > last && sharesText(material, home, heart)) continue
      const known = found.get(home)
      found.set(home, { index: home, weight: (known?.weight ?? 0) + weight, step: known?.step ?? step })
    }
    front = next
  }
  return [...found.values()].toSorted((one, other) => other.weight - one.weight || one.index - other.index)
}
