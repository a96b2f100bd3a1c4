import { pushApart } from '../concepts/push-apart.ts'
import type { Island } from '../concepts/islands.ts'
import { topicsOf, type Topic } from '../concepts/topics.ts'
import { entityIslands, type Group } from './entity-islands.ts'
import { oneForEachPair, type EntityNet, type NetRelation } from './entity-net.ts'

/** Where entities stand, in units of the space of one; those without a relation are nowhere. */
export interface EntityPlaces {
  /** By index of an entity, x then y. */
  readonly points: Float32Array
  /** By index of an entity: whether it has a place. */
  readonly isPlaced: readonly boolean[]
}

const ROUNDS = 120
/** Rounds between two looks at the clock. */
const ROUNDS_PER_STEP = 4
const SPRING = 0.05
/** A line is drawn to this length. */
const LENGTH = 1.9
const TO_MIDDLE = 0.006
/** 137.5°, which spreads points evenly. */
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5))
/** So few are one group. */
const ONE_GROUP_UP_TO = 40

interface Bodies {
  readonly shown: Int32Array
  readonly x: Float64Array
  readonly y: Float64Array
  /** Index of its island. */
  readonly islandOf: Int32Array
  readonly islands: readonly Island[]
  readonly springs: readonly NetRelation[]
}

/**
 * Draws entities that are bound to each other together: groups as islands, in each what has most relations in the middle. From a fixed
 * start, so that the same net always gives the same picture. Yields often: run it in slices.
 */
export function* entityLayout(net: EntityNet): Generator<void, EntityPlaces> {
  const pairs = oneForEachPair(net.relations)
  const topics = groupsOf(net, pairs)
  yield
  const bodies = startOf(net, topics, pairs)
  const grid = new Map<number, number[]>()
  for (let round = 0; round < ROUNDS; round++) {
    const heat = 1 - round / ROUNDS
    pull(bodies, heat)
    pushApart(bodies, grid, Math.max(heat, 0.3))
    if (round % ROUNDS_PER_STEP === 0) yield
  }
  const points = new Float32Array(net.entities.length * 2)
  for (const index of bodies.shown) {
    points[index * 2] = at(bodies.x, index)
    points[index * 2 + 1] = at(bodies.y, index)
  }
  return { points, isPlaced: net.relationsOf.map(({ length }) => length > 0) }
}

function groupsOf(net: EntityNet, pairs: readonly NetRelation[]): readonly Topic[] {
  const concepts = net.relationsOf.map(({ length }) => ({ hidden: length === 0 }))
  const bound = concepts.flatMap(({ hidden }, index) => (hidden ? [] : [index]))
  if (bound.length <= ONE_GROUP_UP_TO) return bound.length === 0 ? [] : [{ concepts: bound, isRest: false }]
  const edges = pairs.map(({ source, target, confidence }) => ({ concept: source, prerequisite: target, confidence }))
  return topicsOf({ concepts, edges })
}

function startOf(net: EntityNet, topics: readonly Topic[], pairs: readonly NetRelation[]): Bodies {
  const count = net.entities.length
  const islandOf = new Int32Array(count).fill(-1)
  for (const [island, { concepts }] of topics.entries()) for (const index of concepts) islandOf[index] = island
  const islands = entityIslands(tiesOf(topics, islandOf, pairs))
  const [x, y] = [new Float64Array(count), new Float64Array(count)]
  for (const [place, { concepts }] of topics.entries()) {
    const island = islands[place] ?? { x: 0, y: 0, radius: 1 }
    const ordered = concepts.toSorted(
      (one, other) => (net.relationsOf[other]?.length ?? 0) - (net.relationsOf[one]?.length ?? 0) || one - other,
    )
    for (const [turn, index] of ordered.entries()) {
      const away = Math.sqrt(turn / ordered.length) * island.radius
      x[index] = island.x + Math.cos(turn * GOLDEN_ANGLE) * away
      y[index] = island.y + Math.sin(turn * GOLDEN_ANGLE) * away
    }
  }
  const springs = pairs.filter(({ source, target }) => islandOf[source] === islandOf[target])
  const shown = Int32Array.from([...islandOf.keys()].filter((index) => at(islandOf, index) >= 0))
  return { shown, x, y, islandOf, islands, springs }
}

function tiesOf(topics: readonly Topic[], islandOf: Int32Array, pairs: readonly NetRelation[]): readonly Group[] {
  const ties = topics.map(() => new Map<number, number>())
  for (const { source, target, confidence } of pairs) {
    const [one, other] = [at(islandOf, source), at(islandOf, target)]
    if (one === other) continue
    ties[one]?.set(other, (ties[one].get(other) ?? 0) + confidence)
    ties[other]?.set(one, (ties[other].get(one) ?? 0) + confidence)
  }
  return topics.map(({ concepts }, place) => ({
    size: concepts.length,
    ties: ties[place] ?? new Map<number, number>(),
  }))
}

function pull({ springs, shown, x, y, islandOf, islands }: Bodies, heat: number): void {
  for (const { source, target, confidence } of springs) {
    const dx = at(x, target) - at(x, source)
    const dy = at(y, target) - at(y, source)
    const distance = Math.hypot(dx, dy) || 1
    const share = (SPRING * confidence * heat * (distance - LENGTH)) / distance
    x[source] = at(x, source) + dx * share
    y[source] = at(y, source) + dy * share
    x[target] = at(x, target) - dx * share
    y[target] = at(y, target) - dy * share
  }
  for (const index of shown) {
    const island = islands[at(islandOf, index)]
    if (island === undefined) continue
    x[index] = at(x, index) + (island.x - at(x, index)) * TO_MIDDLE
    y[index] = at(y, index) + (island.y - at(y, index)) * TO_MIDDLE
  }
}

const at = (values: Float64Array | Int32Array, index: number): number => values[index] ?? 0
