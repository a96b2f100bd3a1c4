import type { CreatePlanRequest } from '@learnpath/contracts'
import { breathe } from '../../../kernel/breathe.ts'
import type { SkipReason } from '../plan-state.ts'
import type { Relevance } from './goal-relevance.ts'
import { groupBy } from '../../../kernel/group-by.ts'
import type { PlanMaterial, Topic } from './plan-material.ts'
import { supportingTopics } from './supporting-topics.ts'

export interface TopicChoice {
  /** What teaches the goal itself. */
  readonly core: ReadonlySet<number>
  /** What is needed to understand that. */
  readonly support: ReadonlySet<number>
  /** The rest of the goal's scope. */
  readonly skipped: ReadonlyMap<number, SkipReason>
}

export interface ChoiceWishes {
  readonly level: CreatePlanRequest['level']
  /** Null: none were chosen, all documents may be used. */
  readonly documentIds: ReadonlySet<string> | null
  readonly conceptIds: readonly string[]
  /** By topic; null without a goal in words. */
  readonly relevance: readonly Relevance[] | null
}

/** Of a topic about the goal, so much stands under headings that name it. */
const NAMED = 0.5
/** So much about the goal makes a plan of its own: then other text has to be thick with it to belong. */
const ENOUGH = 5000
const THICK = { density: 0.4, found: 0.8 }
/** Where nothing is named after the goal: as thick as this share of the thickest, or among the best that search finds. */
const NEAR_THICKEST = 0.6
const NEAR_FOUND = 0.9
/** Text that has less than this does not even mention it. */
const THIN = 0.15
/** A chapter of which so much teaches the goal is read as a whole. */
const MOST = 0.6
/** Homes of a chosen concept that are read. */
const HOMES_READ = 3

/** Decides which topics of the library belong to the goal, and what becomes of each. */
export async function selectTopics(material: PlanMaterial, wishes: ChoiceWishes): Promise<TopicChoice> {
  const allowed = material.topics.filter(({ documentId }) => wishes.documentIds?.has(documentId) ?? true)
  const core = coreTopics(material, allowed, wishes)
  await breathe()
  const skipped = new Map<number, SkipReason>()
  for (const topic of allowed) {
    if (core.has(topic.index)) continue
    const relevance = wishes.relevance?.[topic.index]
    if (relevance !== undefined && relevance.density >= THIN) skipped.set(topic.index, 'mentions-only')
    else if (wishes.documentIds !== null) skipped.set(topic.index, 'off-goal')
  }
  for (const index of basicTopics(material, core, wishes)) {
    core.delete(index)
    skipped.set(index, 'basics')
  }
  await breathe()
  const { support, left } = supportingTopics(material, {
    core,
    heart: heartOf(allowed, core),
    allowed,
    level: wishes.level,
  })
  await breathe()
  for (const index of support) skipped.delete(index)
  for (const [index, reason] of left) skipped.set(index, reason)
  for (const index of restOfSections(allowed, new Set([...core, ...support, ...skipped.keys()]))) {
    skipped.set(index, 'off-goal')
  }
  return { core, support, skipped }
}

/** Sections that a topic has a part of. */
function keysOf({ pieces }: Topic): string[] {
  return pieces.map(({ documentId, section }) => `${documentId} ${section}`)
}

/** Topics outside the scope that hold the rest of a long section of it: a section is in the scope as a whole. */
function restOfSections(allowed: readonly Topic[], scope: ReadonlySet<number>): number[] {
  const outside = allowed.filter(({ index }) => !scope.has(index))
  const sections = new Set(allowed.filter(({ index }) => scope.has(index)).flatMap(keysOf))
  const rest = new Set<number>()
  // What is drawn in may hold a part of another long section.
  for (let size = -1; size !== rest.size;) {
    size = rest.size
    for (const topic of outside) {
      if (rest.has(topic.index) || !keysOf(topic).some((key) => sections.has(key))) continue
      rest.add(topic.index)
      for (const key of keysOf(topic)) sections.add(key)
    }
  }
  return [...rest]
}

function coreTopics(material: PlanMaterial, allowed: readonly Topic[], wishes: ChoiceWishes): Set<number> {
  const { relevance, conceptIds } = wishes
  const core = new Set(conceptIds.flatMap((id) => (material.homes.get(id) ?? []).slice(0, HOMES_READ)))
  for (const index of core) if (!allowed.some((topic) => topic.index === index)) core.delete(index)
  if (relevance === null) {
    // Concepts alone: only what teaches them. Documents alone, or nothing at all: everything.
    return conceptIds.length > 0 ? core : new Set(allowed.map(({ index }) => index))
  }
  for (const index of topicsAbout(allowed, relevance)) core.add(index)
  for (const index of mostlyReadChapters(allowed, core)) core.add(index)
  // Documents that the learner chose are wanted even if the goal is said in other words.
  if (core.size === 0 && wishes.documentIds !== null) for (const { index } of allowed) core.add(index)
  return core
}

function topicsAbout(allowed: readonly Topic[], relevance: readonly Relevance[]): number[] {
  const indices = (test: (relevance: Relevance) => boolean): number[] =>
    allowed.flatMap(({ index }) => {
      const own = relevance[index]
      return own !== undefined && test(own) ? [index] : []
    })
  const named = new Set(indices((own) => own.named >= NAMED))
  const size = allowed.reduce((sum, { index, characters }) => sum + (named.has(index) ? characters : 0), 0)
  if (size >= ENOUGH) {
    return [...named, ...indices(({ density, found }) => density >= THICK.density && found >= THICK.found)]
  }
  const thickest = Math.max(THIN, ...allowed.map(({ index }) => relevance[index]?.density ?? 0))
  return [...named, ...indices(({ density, found }) => density >= NEAR_THICKEST * thickest || found >= NEAR_FOUND)]
}

/** Chapters that are about the goal as a whole; what they build on matters. Elsewhere the goal is one thing among others. */
function heartOf(allowed: readonly Topic[], core: ReadonlySet<number>): ReadonlySet<number> {
  const heart = new Set(mostlyReadChapters(allowed, core).filter((index) => core.has(index)))
  return heart.size > 0 ? heart : core
}

function sizeOf(topics: readonly Topic[]): number {
  return topics.reduce((sum, { characters }) => sum + characters, 0)
}

function mostlyReadChapters(allowed: readonly Topic[], core: ReadonlySet<number>): number[] {
  const chapters = [...groupBy(allowed, ({ chapter }) => chapter).values()]
  return chapters
    .filter((topics) => sizeOf(topics.filter(({ index }) => core.has(index))) > MOST * sizeOf(topics))
    .flatMap((topics) => topics.map(({ index }) => index))
}

/** How much of what comes first in the scope is taken to be known, and how hard it may be. */
const SPARED = { beginner: 0, intermediate: 0.15, advanced: 0.35 } as const

/**
 * Topics at the start of the scope that teach nothing harder than the middle of its concepts. What was asked for by name is
 * never spared, and never all of it.
 */
function basicTopics(material: PlanMaterial, core: ReadonlySet<number>, wishes: ChoiceWishes): number[] {
  const share = SPARED[wishes.level]
  const topics = material.topics.filter(({ index }) => core.has(index))
  if (share === 0 || topics.length < 3) return []
  const total = topics.reduce((sum, { characters }) => sum + characters, 0)
  const difficulties = topics.map((topic) => difficultyOf(material, topic))
  const middle = difficulties.toSorted((one, other) => one - other)[Math.floor(difficulties.length / 2)] ?? 0
  const asked = new Set(wishes.conceptIds.flatMap((id) => material.homes.get(id) ?? []))
  const spared: number[] = []
  let before = 0
  for (const [at, topic] of topics.entries()) {
    before += topic.characters
    if (before > share * total) break
    const isEasy = (difficulties[at] ?? 0) <= middle
    if (isEasy && !asked.has(topic.index)) spared.push(topic.index)
  }
  return spared
}

/** Mean difficulty of what is at home in it; 0 when nothing is. */
function difficultyOf(material: PlanMaterial, { index }: Topic): number {
  const own = (material.taught[index] ?? []).map((id) => material.concepts.get(id)?.difficulty ?? 0)
  return own.length === 0 ? 0 : own.reduce((sum, difficulty) => sum + difficulty, 0) / own.length
}
