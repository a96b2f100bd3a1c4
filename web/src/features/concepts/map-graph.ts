import { DirectedGraph } from 'graphology'
import type { ConceptNet, NetEdge } from './concept-net.ts'
import type { Grouped } from './grouping.ts'
import type { MapPlaces } from './map-layout.ts'
import type { Shape } from './shapes.ts'
import { mixed, type TokenColours } from './token-colours.ts'

/** What is drawn. */
export interface MapPicture {
  readonly net: ConceptNet
  readonly places: MapPlaces
  readonly topicNames: readonly (string | null)[]
  /** By index of a concept. */
  readonly topicOf: Int32Array
}

/** How it is drawn. */
export interface MapLook {
  readonly grouped: Grouped
  /** Only this group in its colour; null for all. */
  readonly only: number | null
}

/** All that decides how the map looks at a moment. */
export interface MapState {
  picture: MapPicture | null
  look: MapLook | null
  colours: TokenColours
  /** The concept whose lines are all drawn. */
  lit: string | null
  /** Of the place on the page, in pixels. */
  width: number
}

interface NodeAttributes {
  readonly x: number
  readonly y: number
  readonly size: number
  readonly color: string
  readonly shape: Shape
  readonly [more: string]: unknown
}

/** As sigma hands it on, with what is set here. */
type Drawn = Readonly<Record<string, unknown>>

interface EdgeAttributes {
  /** Drawn also while nothing is lit. */
  readonly main: boolean
  readonly [more: string]: unknown
}

export type MapGraph = DirectedGraph<NodeAttributes, EdgeAttributes>
export const createMapGraph = (): MapGraph => new DirectedGraph<NodeAttributes, EdgeAttributes>()

const LEAST_SIZE = 2.2
const SIZE_BY_IMPORTANCE = 6
/** So many concepts have room at full size. */
const ROOMY = 250
const SMALLEST_SHARE = 0.62
const LARGEST_SHARE = 1.6
/** On a narrower map everything is smaller. */
const WIDE = 640
const DIMMED = 0.16

/** Puts the concepts and prerequisites of a picture in place of those before. */
export function fillGraph(graph: MapGraph, state: MapState): void {
  graph.clear()
  if (state.picture === null) return
  const { net, topicOf } = state.picture
  for (const [index, { id }] of net.concepts.entries()) {
    const attributes = nodeAttributes(state, index)
    if (attributes !== null) graph.addNode(id, attributes)
  }
  const addEdge = ({ concept, prerequisite }: NetEdge, main: boolean): void => {
    const [source, target] = [net.concepts[prerequisite]?.id ?? '', net.concepts[concept]?.id ?? '']
    if (graph.hasNode(source) && graph.hasNode(target)) graph.addEdge(source, target, { main })
  }
  // The surest prerequisite within the topic is always drawn; all of them at once would hide everything.
  for (const needs of net.needs) {
    const main = needs.find(({ concept, prerequisite }) => topicOf[concept] === topicOf[prerequisite])
    for (const edge of needs) addEdge(edge, edge === main)
  }
}

/** Gives the concepts the colours and shapes of another look. */
export function restyleGraph(graph: MapGraph, state: MapState): void {
  for (const [index, { id }] of (state.picture?.net.concepts ?? []).entries()) {
    const attributes = nodeAttributes(state, index)
    if (attributes !== null && graph.hasNode(id)) graph.mergeNodeAttributes(id, attributes)
  }
}

function nodeAttributes({ picture, look, colours, width }: MapState, index: number): NodeAttributes | null {
  if (picture === null || look === null) return null
  const { net, places } = picture
  const group = look.grouped.groups[look.grouped.groupOf[index] ?? -1]
  const concept = net.concepts[index]
  if (group === undefined || concept === undefined) return null
  const scale = Math.max(SMALLEST_SHARE, Math.min(LARGEST_SHARE, Math.sqrt(ROOMY / net.concepts.length)))
  return {
    x: places.concepts[index * 2] ?? 0,
    // The y axis of the map grows upwards.
    y: -(places.concepts[index * 2 + 1] ?? 0),
    size: scale * Math.min(1, width / WIDE) * (LEAST_SIZE + concept.importance ** 2 * SIZE_BY_IMPORTANCE),
    color: colours[group.colour],
    shape: group.shape,
  }
}

/** Whether a concept is of the group that is shown alone, if one is. */
export function isInLook({ picture, look }: MapState, node: string): boolean {
  if (look === null || look.only === null || picture === null) return true
  return look.grouped.groupOf[picture.net.indexOf(node) ?? -1] === look.only
}

export function drawnNode(state: MapState, node: string, data: Drawn): Drawn {
  return isInLook(state, node) ? data : { ...data, color: mixed(DIMMED, String(data['color']), state.colours.surface) }
}

export function drawnEdge(state: MapState, [source, target]: readonly [string, string], data: Drawn): Drawn {
  const { lit, colours } = state
  if (lit !== null && (source === lit || target === lit)) {
    const color = target === lit ? colours.accent : colours['series-2']
    return { ...data, type: 'arrow', size: 1.3, color, zIndex: 1, hidden: false }
  }
  const isIn = isInLook(state, source) && isInLook(state, target)
  const color = isIn ? mixed(0.3, colours['line-strong'], colours.surface) : mixed(0.5, colours.line, colours.surface)
  return { ...data, type: 'line', size: 1, color, zIndex: 0, hidden: data['main'] !== true }
}
