import { MultiDirectedGraph } from 'graphology'
import { mixed, type TokenColours } from '../concepts/token-colours.ts'
import { isDirected, KIND_LOOKS, TYPE_LOOKS } from './looks.ts'
import type { EntityPlaces } from './entity-layout.ts'
import { mainRelations, oneForEachPair, shownRelations, type EntityNet, type Without } from './entity-net.ts'

/** Entities with their places. */
export interface PlacedEntities {
  readonly net: EntityNet
  readonly places: EntityPlaces
}

/** What one looks at: ids of an entity or a relation. */
export interface Chosen {
  readonly entityId: string | null
  readonly relationId: string | null
}

/** All that decides how the map looks at a moment. */
export interface EntityMapState {
  placed: PlacedEntities | null
  without: Without
  chosen: Chosen
  /** Under the pointer. */
  hovered: Chosen
  colours: TokenColours
  /** Of the place on the page, in pixels. */
  width: number
}

type Drawn = Readonly<Record<string, unknown>>
export type EntityGraph = MultiDirectedGraph
export const createEntityGraph = (): EntityGraph => new MultiDirectedGraph()

const LEAST_SIZE = 4.4
const SIZE_BY_IMPORTANCE = 6.5
/** So many entities have room at full size. */
const ROOMY = 220
const SMALLEST_SHARE = 0.62
const LARGEST_SHARE = 1.5
/** On a narrower map everything is smaller. */
const WIDE = 640
const DIMMED = 0.18
const LINE_AT_REST = 0.6
/** Few lines are in nobody's way. */
const FEW_LINES = 60
const LINE_OF_FEW = 0.85
const LINE_DIMMED = 0.12

/** Puts the entities that are shown, and the lines between them, in place of those before. Each line has the id of its relation. */
export function fillEntityGraph(graph: EntityGraph, { placed, without, colours, width }: EntityMapState): void {
  graph.clear()
  if (placed === null) return
  const { net, places } = placed
  const count = places.isPlaced.filter(Boolean).length
  const scale = Math.max(SMALLEST_SHARE, Math.min(LARGEST_SHARE, Math.sqrt(ROOMY / count))) * Math.min(1, width / WIDE)
  for (const [index, { id, type, importance }] of net.entities.entries()) {
    if (places.isPlaced[index] !== true || without.types.has(type)) continue
    graph.addNode(id, {
      x: places.points[index * 2] ?? 0,
      // The y axis of the map grows upwards.
      y: -(places.points[index * 2 + 1] ?? 0),
      size: scale * (LEAST_SIZE + importance ** 2 * SIZE_BY_IMPORTANCE),
      color: colours[TYPE_LOOKS[type].colour],
      shape: TYPE_LOOKS[type].shape,
    })
  }
  const relations = oneForEachPair(shownRelations(net, without))
  const main = mainRelations(relations)
  for (const { id, source, target, kind } of relations) {
    const look = KIND_LOOKS[kind]
    graph.addEdgeWithKey(id, net.entities[source]?.id, net.entities[target]?.id, {
      main: main.has(id),
      color: colours[look.colour],
      dash: look.dash,
      type: isDirected(kind) ? 'directed' : 'plain',
    })
  }
}

/** The entities to which the eye is drawn with all their lines, and whether there are any. */
export function litEntities(graph: EntityGraph, { chosen, hovered }: EntityMapState): ReadonlySet<string> {
  const lit = new Set<string>()
  for (const { entityId, relationId } of [chosen, hovered]) {
    if (entityId !== null && graph.hasNode(entityId)) {
      lit.add(entityId)
      for (const near of graph.neighbors(entityId)) lit.add(near)
    }
    if (relationId !== null && graph.hasEdge(relationId)) for (const end of graph.extremities(relationId)) lit.add(end)
  }
  return lit
}

/** Whether the line is one that is looked at, or begins or ends at what is looked at. */
export function isLit({ chosen, hovered }: EntityMapState, relationId: string, ends: readonly string[]): boolean {
  return [chosen, hovered].some(
    (each) => each.relationId === relationId || (each.entityId !== null && ends.includes(each.entityId)),
  )
}

export function drawnEntity(state: EntityMapState, lit: ReadonlySet<string>, [node, data]: [string, Drawn]): Drawn {
  if (lit.size === 0) return data
  if (!lit.has(node)) return { ...data, color: mixed(DIMMED, String(data['color']), state.colours.surface) }
  return { ...data, zIndex: 1, highlighted: false }
}

interface LineOf {
  readonly id: string
  readonly ends: readonly [string, string]
  readonly data: Drawn
}

export function drawnLine(state: EntityMapState, lit: ReadonlySet<string>, { id, ends, data }: LineOf): Drawn {
  const colour = String(data['color'])
  if (isLit(state, id, ends)) {
    const isChosen = state.chosen.relationId === id || state.hovered.relationId === id
    return { ...data, size: isChosen ? 3 : 1.8, zIndex: 2, hidden: false, color: colour }
  }
  const isFew = (state.placed?.net.relations.length ?? 0) <= FEW_LINES
  const share = lit.size > 0 ? LINE_DIMMED : isFew ? LINE_OF_FEW : LINE_AT_REST
  return {
    ...data,
    size: isFew ? 1.6 : 1.3,
    zIndex: 0,
    hidden: data['main'] !== true,
    color: mixed(share, colour, state.colours.surface),
  }
}
