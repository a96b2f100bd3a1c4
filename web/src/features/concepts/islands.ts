import type { Topic } from './topics.ts'

/** The round place of a topic on the map. */
export interface Island {
  readonly x: number
  readonly y: number
  readonly radius: number
}

/** Width by height of the whole. */
const ASPECT = 1.3
const ROUNDS = 300
/** Between two of them, in units of the space that a concept has. */
const GAP = 2.2
/** More than the concepts need, for the names. */
const ROOM = 0.68
const TO_PLACE = 0.02
const TO_MIDDLE = 0.014
const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2

interface Body extends Island {
  x: number
  y: number
  readonly wantedX: number
}

/** Puts topics side by side without touching: those with much before them to the right, all together about as wide as a window. */
export function islandsOf(topics: readonly Topic[], depths: readonly number[]): readonly Island[] {
  const count = topics.reduce((sum, { concepts }) => sum + concepts.length, 0)
  const width = Math.sqrt(count * ASPECT) * 1.15
  const means = topics.map(({ concepts }) => concepts.reduce((sum, at) => sum + (depths[at] ?? 0), 0) / concepts.length)
  const order = means.toSorted((one, other) => one - other)
  const bodies = topics.map(({ concepts, isRest }, place): Body => {
    const share = isRest ? 1 : (order.indexOf(means[place] ?? 0) + 0.5) / topics.length
    const x = (share - 0.5) * width
    const y = ((((place + 1) * GOLDEN_RATIO) % 1) - 0.5) * (width / ASPECT) * 1.3
    return { x, y, wantedX: x, radius: Math.sqrt(concepts.length) * ROOM + 0.5 }
  })
  for (let round = 0; round < ROUNDS; round++) {
    for (const body of bodies) {
      body.x += (body.wantedX - body.x) * TO_PLACE
      body.y -= body.y * TO_MIDDLE
    }
    for (const [place, one] of bodies.entries()) for (const other of bodies.slice(place + 1)) part(one, other)
  }
  return bodies
}

function part(one: Body, other: Body): void {
  const dx = other.x - one.x || 0.01
  const dy = other.y - one.y || 0.01
  const distance = Math.hypot(dx, dy)
  const overlap = one.radius + other.radius + GAP - distance
  if (overlap <= 0) return
  // The smaller one gives way.
  const share = other.radius ** 2 / (one.radius ** 2 + other.radius ** 2)
  one.x -= (dx / distance) * overlap * share
  one.y -= (dy / distance) * overlap * share
  other.x += (dx / distance) * overlap * (1 - share)
  other.y += (dy / distance) * overlap * (1 - share)
}
