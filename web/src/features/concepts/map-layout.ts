import type { ConceptNet, NetEdge } from './concept-net.ts'
import { depthsOf } from './depths.ts'
import { islandsOf, type Island } from './islands.ts'
import { pushApart } from './push-apart.ts'
import type { Topic } from './topics.ts'

/** Where everything is, in units of the space that one concept has. */
export interface MapPlaces {
  /** By index of a concept, x then y; those of hidden ones are 0. */
  readonly concepts: Float32Array
  /** In the order of the topics. */
  readonly islands: readonly Island[]
}

export interface LayoutInput {
  readonly net: ConceptNet
  readonly topics: readonly Topic[]
}

const ROUNDS = 90
/** Rounds between two looks at the clock. */
const ROUNDS_PER_STEP = 3
const PULL = 0.01
const TO_COLUMN = 0.12
const TO_MIDDLE = 0.003
/** 137.5°, which spreads points evenly. */
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5))

interface Bodies {
  /** Indexes of concepts that are shown. */
  readonly shown: Int32Array
  readonly x: Float64Array
  readonly y: Float64Array
  /** Where each is drawn to. */
  readonly wantedX: Float64Array
  readonly wantedY: Float64Array
  /** Within one topic. */
  readonly springs: readonly NetEdge[]
}

/**
 * Draws each topic as an island, and in it places concepts so that what is needed stands to the left of what needs it, near to each
 * other: springs and pushing from a fixed start, so that the same net always gives the same picture. Yields often: run it in slices.
 */
export function* mapLayout({ net, topics }: LayoutInput): Generator<void, MapPlaces> {
  const depths = depthsOf(net)
  const islands = islandsOf(topics, depths)
  const bodies = startOf(net, { topics, islands, depths })
  const grid = new Map<number, number[]>()
  for (let round = 0; round < ROUNDS; round++) {
    // Large steps at first, then the picture settles.
    const heat = 1 - round / ROUNDS
    pull(bodies, heat)
    pushApart(bodies, grid, Math.max(heat, 0.3))
    if (round % ROUNDS_PER_STEP === 0) yield
  }
  const concepts = new Float32Array(net.concepts.length * 2)
  for (const index of bodies.shown) {
    concepts[index * 2] = at(bodies.x, index)
    concepts[index * 2 + 1] = at(bodies.y, index)
  }
  return { concepts, islands }
}

interface Start {
  readonly topics: readonly Topic[]
  readonly islands: readonly Island[]
  readonly depths: readonly number[]
}

function startOf(net: ConceptNet, { topics, islands, depths }: Start): Bodies {
  const count = net.concepts.length
  const [x, y] = [new Float64Array(count), new Float64Array(count)]
  const [wantedX, wantedY] = [new Float64Array(count), new Float64Array(count)]
  const topicOf = new Int32Array(count).fill(-1)
  for (const [topic, { concepts }] of topics.entries()) {
    const { x: middleX, y: middleY, radius } = islands[topic] ?? { x: 0, y: 0, radius: 1 }
    const byDepth = concepts.toSorted((one, other) => (depths[one] ?? 0) - (depths[other] ?? 0) || one - other)
    for (const [place, index] of byDepth.entries()) {
      topicOf[index] = topic
      const column = discQuantile((place + 0.5) / concepts.length)
      wantedX[index] = middleX + column * radius
      wantedY[index] = middleY
      x[index] = at(wantedX, index)
      y[index] = middleY + Math.sin(place * GOLDEN_ANGLE) * Math.sqrt(1 - column ** 2) * radius
    }
  }
  const springs = net.edges.filter(({ concept, prerequisite }) => topicOf[concept] === topicOf[prerequisite])
  const shown = Int32Array.from([...topicOf.keys()].filter((index) => at(topicOf, index) >= 0))
  return { shown, x, y, wantedX, wantedY, springs }
}

/** From -1 to 1: left of it lies that share of a disc, nearly enough. */
const discQuantile = (share: number): number =>
  Math.sin(Math.asin(2 * share - 1) * 0.78) / Math.sin((Math.PI / 2) * 0.78)

function pull({ springs, shown, x, y, wantedX, wantedY }: Bodies, heat: number): void {
  for (const { concept, prerequisite, confidence } of springs) {
    const dy = (at(y, prerequisite) - at(y, concept)) * PULL * confidence * heat
    y[concept] = at(y, concept) + dy
    y[prerequisite] = at(y, prerequisite) - dy
  }
  for (const index of shown) {
    x[index] = at(x, index) + (at(wantedX, index) - at(x, index)) * TO_COLUMN
    y[index] = at(y, index) + (at(wantedY, index) - at(y, index)) * TO_MIDDLE
  }
}

const at = (values: Float64Array | Int32Array, index: number): number => values[index] ?? 0
