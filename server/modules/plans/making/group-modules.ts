import { breathe } from '../../../kernel/breathe.ts'
import { analyze } from '../../../kernel/text/analyze.ts'
import type { PlanMaterial, Topic } from './plan-material.ts'
import { groupBy } from '../../../kernel/group-by.ts'
import type { TopicChoice } from './select-topics.ts'

/** Topics that are learned together, in the order of the text. */
export interface TopicGroup {
  readonly role: 'core' | 'support'
  readonly topics: readonly Topic[]
}

/** Reading characters of a module: 10 (a quarter of an hour with its quiz), 45 and 85 minutes at 200 words a minute. */
const SHORTEST = 9700
const COMFORTABLE = 43_500
const LONGEST = 82_000
/** A short one joins a neighbour no further away in the reading order than so many chapters. */
const NEAR = 2
/** Documents that have so many concepts in common, or a word of their titles, are about the same. */
const IN_COMMON = 2

/** Makes modules of the chosen topics: a chapter each, short ones together with a neighbour. */
export async function groupModules(material: PlanMaterial, choice: TopicChoice): Promise<TopicGroup[]> {
  const core = await groupsOf(material, choice.core, 'core')
  const support = await groupsOf(material, choice.support, 'support')
  return [...core, ...support].toSorted((one, other) => (one.topics[0]?.index ?? 0) - (other.topics[0]?.index ?? 0))
}

async function groupsOf(
  material: PlanMaterial,
  chosen: ReadonlySet<number>,
  role: TopicGroup['role'],
): Promise<TopicGroup[]> {
  const topics = material.topics.filter(({ index }) => chosen.has(index))
  const chapters = [...groupBy(topics, ({ chapter }) => chapter).values()].flatMap(notTooLong)
  const merged = await mergeShort(chapters, titleWords(material), relation(material))
  return merged.map((group) => ({ role, topics: group }))
}

/** A chapter is longer than 90 minutes only when a single piece of it is. */
function notTooLong(topics: readonly Topic[]): Topic[][] {
  const groups: Topic[][] = []
  for (const topic of topics) {
    const last = groups.at(-1)
    if (last !== undefined && sizeOf(last) + topic.characters <= LONGEST) last.push(topic)
    else groups.push([topic])
  }
  return groups
}

/** Joins neighbours about the same while one of the two is short: first those whose titles are most alike, then the shortest pair. */
async function mergeShort(
  groups: readonly Topic[][],
  titlesOf: (topics: readonly Topic[]) => ReadonlySet<string>,
  related: (one: readonly Topic[], other: readonly Topic[]) => boolean,
): Promise<Topic[][]> {
  const result = groups.map((group) => [...group])
  for (;;) {
    const pairs = result.slice(1).flatMap((group, before) => {
      const first = result[before] ?? []
      if (!mayJoin(first, group)) return []
      const alike = likeness(titlesOf(first), titlesOf(group))
      if (alike === 0 && !related(first, group)) return []
      return [{ before, size: sizeOf(first) + sizeOf(group), alike }]
    })
    const best = pairs.toSorted(
      (one, other) => other.alike - one.alike || one.size - other.size || one.before - other.before,
    )[0]
    if (best === undefined) return result
    await breathe()
    const [joining = []] = result.splice(best.before + 1, 1)
    result[best.before]?.push(...joining)
  }
}

const documentsOf = (topics: readonly Topic[]): string[] => [...new Set(topics.map(({ documentId }) => documentId))]

/** Whether two runs of topics belong together: of one document, or of one language with concepts in common. */
function relation({ documents }: PlanMaterial): (one: readonly Topic[], other: readonly Topic[]) => boolean {
  const known = new Map<string, ReadonlySet<string>>()
  const conceptsOf = (documentId: string): ReadonlySet<string> => {
    const concepts =
      known.get(documentId) ?? new Set(documents.get(documentId)?.mentions.map(({ conceptId }) => conceptId))
    known.set(documentId, concepts)
    return concepts
  }
  const areRelated = (one: string, other: string): boolean => {
    if (one === other) return true
    if (documents.get(one)?.language !== documents.get(other)?.language) return false
    const there = conceptsOf(other)
    return [...conceptsOf(one)].filter((concept) => there.has(concept)).length >= IN_COMMON
  }
  return (one, other) =>
    documentsOf(one).some((document) => documentsOf(other).some((there) => areRelated(document, there)))
}

/** Words of the titles of the documents that topics stand in. */
function titleWords({ documents }: PlanMaterial): (topics: readonly Topic[]) => ReadonlySet<string> {
  const known = new Map<string, readonly string[]>()
  const wordsOf = (documentId: string): readonly string[] => {
    const { title = '', language = 'und' } = documents.get(documentId) ?? {}
    const words = known.get(documentId) ?? analyze(title, language).map(({ term }) => term)
    known.set(documentId, words)
    return words
  }
  return (topics) => new Set([...new Set(topics.map(({ documentId }) => documentId))].flatMap(wordsOf))
}

/** Jaccard index of two sets of words. */
function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const common = [...one].filter((word) => other.has(word)).length
  return common / Math.max(1, one.size + other.size - common)
}

function mayJoin(one: readonly Topic[], other: readonly Topic[]): boolean {
  const sizes = [sizeOf(one), sizeOf(other)]
  const gap = (other[0]?.chapter ?? 0) - (one.at(-1)?.chapter ?? 0)
  return Math.min(...sizes) < SHORTEST && sizeOf(one) + sizeOf(other) <= COMFORTABLE && gap <= NEAR
}

function sizeOf(topics: readonly Topic[]): number {
  return topics.reduce((sum, { characters }) => sum + characters, 0)
}
