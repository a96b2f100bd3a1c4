import type { ConceptNet, NetConcept } from './concept-net.ts'
import type { Shape } from './shapes.ts'
import type { Token } from './token-colours.ts'
import type { Topic } from './topics.ts'

/** By what the concepts of the map are told apart. */
export const GROUPINGS = ['topic', 'difficulty', 'mastery'] as const
export type Grouping = (typeof GROUPINGS)[number]

const DIFFICULTIES = ['easy', 'middling', 'hard'] as const
const MASTERIES = ['mastered', 'underway', 'weak', 'unknown'] as const
export type Level = (typeof DIFFICULTIES)[number] | (typeof MASTERIES)[number]

/** Concepts of one colour and shape. */
export interface Group {
  /** What it is called: a level that has a text, names of a topic's concepts, or null for what is in no topic. */
  readonly name: { readonly level: Level } | { readonly topic: readonly string[] } | null
  readonly colour: Token
  readonly shape: Shape
  readonly count: number
}

export interface Grouped {
  readonly groups: readonly Group[]
  /** By index of a concept; -1 for hidden ones. */
  readonly groupOf: Int32Array
}

const LOOKS: Readonly<Record<Level, readonly [Token, Shape]>> = {
  easy: ['series-1', 'circle'],
  middling: ['series-2', 'diamond'],
  hard: ['series-4', 'triangle'],
  mastered: ['good', 'circle'],
  underway: ['warn', 'diamond'],
  weak: ['bad', 'triangle'],
  unknown: ['line-strong', 'ring'],
}
const SERIES: readonly Token[] = ['series-1', 'series-2', 'series-3', 'series-4']
const TOPIC_SHAPES: readonly Shape[] = ['circle', 'square', 'diamond', 'triangle']
/** Up to here a text is easy to most; from there it is among the harder fifth. */
const EASY_BELOW = 0.4
const HARD_FROM = 0.53
const WEAK_BELOW = 0.5
const NAMES_PER_TOPIC = 2

export function difficultyLevel(difficulty: number): Level {
  if (difficulty < EASY_BELOW) return 'easy'
  return difficulty < HARD_FROM ? 'middling' : 'hard'
}

export function masteryLevel(mastery: NetConcept['mastery']): Level {
  if (mastery === null) return 'unknown'
  if (mastery.mastered) return 'mastered'
  return mastery.mastery < WEAK_BELOW ? 'weak' : 'underway'
}

/** Sorts the concepts of a net that are shown into groups that a legend can name. */
export function grouped(net: ConceptNet, grouping: Grouping, topics: readonly Topic[]): Grouped {
  if (grouping === 'topic') return byTopic(net, topics)
  const levels: readonly Level[] = grouping === 'difficulty' ? DIFFICULTIES : MASTERIES
  const levelOf = ({ difficulty, mastery }: NetConcept): Level =>
    grouping === 'difficulty' ? difficultyLevel(difficulty) : masteryLevel(mastery)
  const groupOf = Int32Array.from(net.concepts, (concept) => (concept.hidden ? -1 : levels.indexOf(levelOf(concept))))
  const groups = levels.map((level, place): Group => {
    const [colour, shape] = LOOKS[level]
    return { name: { level }, colour, shape, count: groupOf.filter((group) => group === place).length }
  })
  return { groups, groupOf }
}

function byTopic(net: ConceptNet, topics: readonly Topic[]): Grouped {
  const groupOf = new Int32Array(net.concepts.length).fill(-1)
  const groups = topics.map(({ concepts, isRest }, place): Group => {
    for (const index of concepts) groupOf[index] = place
    const count = concepts.length
    if (isRest) return { name: null, colour: 'line-strong', shape: 'ring', count }
    const colour = SERIES[place % SERIES.length] ?? 'series-1'
    const shape = TOPIC_SHAPES[(place + Math.floor(place / SERIES.length)) % TOPIC_SHAPES.length] ?? 'circle'
    return { name: { topic: topicNames(net, concepts) }, colour, shape, count }
  })
  return { groups, groupOf }
}

/** A topic is called by its most important concepts. */
const topicNames = (net: ConceptNet, concepts: readonly number[]): readonly string[] =>
  concepts.slice(0, NAMES_PER_TOPIC).map((index) => net.concepts[index]?.name ?? '')
