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
/** What few of the goal's concepts need, or far less than what is needed most, is no basis of the goal. */
const LEAST_NEEDED = 2
const LEAST_SHARE = 0.25

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
  const needed = neededTopics(
    material,
    heart,
    new Set(allowed.map(({ index }) => index).filter((index) => !core.has(index))),
  )
  const most = needed[0]?.weight ?? 0
  const wanted = needed.filter(({ weight, dependents }) => dependents >= LEAST_NEEDED && weight >= LEAST_SHARE * most)
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
  /** Concepts that need something in it. */
  readonly dependents: number
  /** 1: needed by the goal's own concepts. */
  readonly step: number
}

/** What is needed, how much, and by how many concepts. */
interface Need {
  weight: number
  dependents: number
}

/** Topics outside the core that are homes of prerequisites, what is needed most first. */
function neededTopics(material: PlanMaterial, heart: ReadonlySet<number>, allowed: ReadonlySet<number>): NeededTopic[] {
  const last = Math.max(...heart)
  const found = new Map<number, NeededTopic>()
  const taught = [...heart].flatMap((index) => (material.taught[index] ?? []).slice(0, CONCEPTS_PER_TOPIC))
  const seen = new Set(taught)
  let front = new Map<string, Need>(taught.map((id) => [id, { weight: 1, dependents: 1 }]))
  for (let step = 1; step <= FARTHEST.steps; step++) {
    front = prerequisitesOf(material, front, { fade: step === 1 ? 1 : FADE, seen })
    for (const [id, { weight, dependents }] of front) {
      seen.add(id)
      const home = material.homes.get(id)?.[0]
      if (home === undefined || !allowed.has(home) || !material.introduces(home, id)) continue
      // What a text explains after the goal, it does not take to be known for it.
      if (home > last) continue
      const known = found.get(home) ?? { index: home, weight: 0, dependents: 0, step }
      found.set(home, { ...known, weight: known.weight + weight, dependents: known.dependents + dependents })
    }
  }
  return [...found.values()].toSorted((one, other) => other.weight - one.weight || one.index - other.index)
}

function prerequisitesOf(
  { needs }: PlanMaterial,
  front: ReadonlyMap<string, Need>,
  { fade, seen }: { readonly fade: number; readonly seen: ReadonlySet<string> },
): Map<string, Need> {
  const next = new Map<string, Need>()
  for (const [id, { weight }] of front) {
    for (const { prerequisiteId, confidence, origin } of needs.get(id) ?? []) {
      const isPinned = origin === 'pinned'
      if (seen.has(prerequisiteId) || (confidence < LEAST_CONFIDENCE && !isPinned)) continue
      const need = next.get(prerequisiteId) ?? { weight: 0, dependents: 0 }
      need.weight += weight * confidence * fade
      // What the user pinned is needed, whoever else needs it.
      need.dependents += isPinned ? LEAST_NEEDED : 1
      next.set(prerequisiteId, need)
    }
  }
  return next
}
