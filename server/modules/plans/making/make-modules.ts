import type { CreatePlanRequest } from '@learnpath/contracts'
import { breathe } from '../../../kernel/breathe.ts'
import type { PlanPiece, SkippedPieces, SkipReason, StoredEdge, StoredModule } from '../plan-state.ts'
import { contentKey } from './content-key.ts'
import { groupModules, type TopicGroup } from './group-modules.ts'
import { orderModules, type OrderedModule } from './module-edges.ts'
import type { PlanMaterial, Topic } from './plan-material.ts'
import { newQuiz } from './quiz-size.ts'
import type { TopicChoice } from './select-topics.ts'

export interface PlanContent {
  /** In the order of learning. */
  readonly modules: readonly StoredModule[]
  readonly edges: readonly StoredEdge[]
  readonly skipped: readonly SkippedPieces[]
}

/** Concepts shown with a module, besides those that were asked for. */
const CONCEPTS_SHOWN = 8
const ROLE_IMPORTANCE = { core: 1, support: 0 } as const

/** Modules of the chosen topics, in order, with what is left out. */
export async function makeModules(
  material: PlanMaterial,
  choice: TopicChoice,
  request: Pick<CreatePlanRequest, 'conceptIds'>,
): Promise<PlanContent> {
  const groups = await groupModules(material, choice)
  const moduleAt = new Map(groups.flatMap(({ topics }, index) => topics.map((topic) => [topic.index, index] as const)))
  const asked = new Set(request.conceptIds)
  const teaching = conceptsByGroup(material, { count: groups.length, moduleAt, asked })
  const modules: StoredModule[] = []
  for (const [index, group] of groups.entries()) {
    modules.push(moduleOf(material, { group, taught: teaching[index] ?? new Map(), asked }))
    await breathe()
  }
  const { order, edges } = orderModules(modules.map(orderedModule), material.prerequisites)
  const byId = new Map(modules.map((module) => [module.id, module]))
  return {
    modules: order.flatMap((id) => byId.get(id) ?? []),
    edges: edges.map(({ moduleId, needsModuleId, score, pairs }) => ({ moduleId, needsModuleId, score, pairs })),
    skipped: skippedPieces(material, choice),
  }
}

export function orderedModule({ id, pieces }: StoredModule): OrderedModule {
  return {
    id,
    taught: [...new Set(pieces.flatMap(({ conceptIds }) => conceptIds))],
  }
}

/** For each module the topic in which it teaches a concept: the best of those in the plan that introduce it. */
function conceptsByGroup(
  material: PlanMaterial,
  { count, moduleAt, asked }: { count: number; moduleAt: ReadonlyMap<number, number>; asked: ReadonlySet<string> },
): Map<string, number>[] {
  const groups = Array.from({ length: count }, () => new Map<string, number>())
  for (const { id } of material.map.concepts) {
    const home = (material.homes.get(id) ?? []).find((topic) => moduleAt.has(topic))
    if (home === undefined || !(material.introduces(home, id) || asked.has(id))) continue
    groups[moduleAt.get(home) ?? 0]?.set(id, home)
  }
  return groups
}

interface Group {
  readonly group: TopicGroup
  /** Concept to topic; ordered by rank. */
  readonly taught: ReadonlyMap<string, number>
  readonly asked: ReadonlySet<string>
}

function moduleOf(material: PlanMaterial, { group, taught, asked }: Group): StoredModule {
  const pieces = group.topics.flatMap((topic) => withConcepts(material, topic, taught))
  const ids = [...taught.keys()]
  const conceptIds = ids.filter((id, place) => place < CONCEPTS_SHOWN || asked.has(id))
  const importance = ids.reduce((sum, id) => sum + (material.concepts.get(id)?.importance ?? 0), 0)
  return {
    id: `mod_${contentKey(material.map.collectionId, ...pieces.map(({ key }) => key))}`,
    role: group.role,
    pieces,
    conceptIds,
    importance: ROLE_IMPORTANCE[group.role] * 1000 + importance,
    quiz: newQuiz(pieces, conceptIds.length),
    creditMinutes: 0,
    finished: false,
    damage: null,
  }
}

/** The topic's pieces, each with the concepts that have their home in its section. */
function withConcepts(material: PlanMaterial, topic: Topic, taught: ReadonlyMap<string, number>): PlanPiece[] {
  const here = [...taught].filter(([, home]) => home === topic.index).map(([id]) => id)
  return topic.pieces.map((piece) => ({
    ...piece,
    conceptIds: here.filter((id) => isHome(material, id, piece)),
  }))
}

function isHome(material: PlanMaterial, conceptId: string, { documentId, section }: PlanPiece): boolean {
  const home = material.concepts.get(conceptId)?.home ?? []
  return home.some((place) => place.documentId === documentId && place.section === section)
}

/** Neighbouring topics that are left out for the same reason stand together. */
function skippedPieces(material: PlanMaterial, { skipped }: TopicChoice): SkippedPieces[] {
  const result: { pieces: PlanPiece[]; reason: SkipReason; last: number }[] = []
  for (const topic of material.topics) {
    const reason = skipped.get(topic.index)
    if (reason === undefined) continue
    const before = result.at(-1)
    const follows = before?.last === topic.index - 1 && before.pieces[0]?.documentId === topic.documentId
    if (before !== undefined && follows && before.reason === reason) {
      before.pieces.push(...topic.pieces)
      before.last = topic.index
    } else result.push({ pieces: [...topic.pieces], reason, last: topic.index })
  }
  return result.map(({ pieces, reason }) => ({ pieces, reason }))
}
