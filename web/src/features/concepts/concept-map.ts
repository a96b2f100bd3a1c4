import { DirectedGraph } from 'graphology'
import { Sigma } from 'sigma'
import { EdgeArrowProgram, EdgeLineProgram } from 'sigma/rendering'
import type { ConceptNet, NetEdge } from './concept-net.ts'
import type { Grouped } from './grouping.ts'
import type { MapPlaces } from './map-layout.ts'
import { drawLabels, type MapLabel, type TopicLabel } from './map-labels.ts'
import { ShapeProgram } from './shape-program.ts'
import type { Shape } from './shapes.ts'
import { mixed, onThemeChange, tokenColours } from './token-colours.ts'

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

/** A picture of all concepts that one can move about in. */
export interface ConceptMap {
  show(picture: MapPicture, look: MapLook): void
  restyle(look: MapLook): void
  pan(right: number, down: number): void
  zoom(factor: number): void
  fit(): void
  destroy(): void
}

interface ConceptMapOptions {
  readonly onChoose: (conceptId: string) => void
  /** Called with true while the pointer is on a concept. */
  readonly onHover: (isOnConcept: boolean) => void
}

interface NodeAttributes {
  readonly x: number
  readonly y: number
  readonly size: number
  readonly color: string
  readonly shape: Shape
  readonly [more: string]: unknown
}

const LEAST_SIZE = 2.2
const SIZE_BY_IMPORTANCE = 6
/** So many concepts have room at full size. */
const ROOMY = 250
const SMALLEST_SHARE = 0.62
const MOVE_MS = 180
const LEAST_RATIO = 0.03
const MOST_RATIO = 1.6
const PAN_SHARE = 0.12

/** Whether this browser can draw the map. */
export function canDrawMap(): boolean {
  const canvas = document.createElement('canvas')
  return (canvas.getContext('webgl2') ?? canvas.getContext('webgl')) !== null
}

export function createConceptMap(container: HTMLElement, { onChoose, onHover }: ConceptMapOptions): ConceptMap {
  const graph = new DirectedGraph<NodeAttributes>()
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches
  const moves = { duration: still ? 0 : MOVE_MS }
  let colours = tokenColours()
  let shown: MapPicture | null = null
  let look: MapLook | null = null
  let labels: readonly MapLabel[] = []
  let topicLabels: readonly TopicLabel[] = []
  let hovered: string | null = null

  const sigma = new Sigma(graph, container, {
    allowInvalidContainer: true,
    defaultNodeType: 'shape',
    nodeProgramClasses: { shape: ShapeProgram },
    edgeProgramClasses: { line: EdgeLineProgram, arrow: EdgeArrowProgram },
    defaultEdgeType: 'line',
    renderLabels: false,
    defaultDrawNodeHover: () => undefined,
    zIndex: true,
    stagePadding: 36,
    minCameraRatio: LEAST_RATIO,
    maxCameraRatio: MOST_RATIO,
    enableCameraRotation: false,
    nodeReducer: (node, data) =>
      isIn(node) ? data : { ...data, color: mixed(0.16, String(data['color']), colours.surface) },
    edgeReducer: (edge, data) => reducedEdge(edge, data),
  })
  const camera = sigma.getCamera()

  function isIn(node: string): boolean {
    if (look === null || look.only === null || shown === null) return true
    return look.grouped.groupOf[shown.net.indexOf(node) ?? -1] === look.only
  }

  function reducedEdge(edge: string, data: Record<string, unknown>): Record<string, unknown> {
    const [source, target] = graph.extremities(edge)
    if (hovered !== null && (source === hovered || target === hovered)) {
      const color = target === hovered ? colours.accent : colours['series-2']
      return { ...data, type: 'arrow', size: 1.8, color, zIndex: 1, hidden: false }
    }
    const faint = mixed(0.5, colours.line, colours.surface)
    const color = isIn(source) && isIn(target) ? mixed(0.3, colours['line-strong'], colours.surface) : faint
    return { ...data, type: 'line', size: 1, color, hidden: data['main'] !== true }
  }

  function nodeAttributes(index: number): NodeAttributes | null {
    if (shown === null || look === null) return null
    const group = look.grouped.groups[look.grouped.groupOf[index] ?? -1]
    const concept = shown.net.concepts[index]
    if (group === undefined || concept === undefined) return null
    const scale = Math.max(SMALLEST_SHARE, Math.min(1.6, Math.sqrt(ROOMY / shown.net.concepts.length)))
    return {
      // The y axis of the map grows upwards.
      x: shown.places.concepts[index * 2] ?? 0,
      y: -(shown.places.concepts[index * 2 + 1] ?? 0),
      size: scale * (LEAST_SIZE + concept.importance ** 2 * SIZE_BY_IMPORTANCE),
      color: colours[group.colour],
      shape: group.shape,
    }
  }

  function restyle(next: MapLook): void {
    look = next
    for (const [index, { id }] of (shown?.net.concepts ?? []).entries()) {
      const attributes = nodeAttributes(index)
      if (attributes !== null && graph.hasNode(id)) graph.mergeNodeAttributes(id, attributes)
    }
    sigma.refresh()
  }

  function hover(node: string | null): void {
    const touched = [hovered, node].flatMap((id) => (id !== null && graph.hasNode(id) ? graph.edges(id) : []))
    hovered = node
    onHover(node !== null)
    sigma.refresh({ partialGraph: { nodes: [], edges: touched }, skipIndexation: true })
  }

  function show(picture: MapPicture, next: MapLook): void {
    shown = picture
    look = next
    hovered = null
    graph.clear()
    const { net, places, topicNames, topicOf } = picture
    for (const [index, { id }] of net.concepts.entries()) {
      const attributes = nodeAttributes(index)
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
    labels = net.concepts.filter(({ hidden }) => !hidden).map(({ id, name }) => ({ node: id, text: name }))
    topicLabels = places.islands.flatMap((island, topic): TopicLabel[] => {
      const text = topicNames[topic] ?? null
      return text === null ? [] : [{ text, x: island.x, y: -(island.y - island.radius * 0.8) }]
    })
    sigma.refresh()
  }

  sigma.on('afterRender', () => {
    const near = hovered !== null && graph.hasNode(hovered) ? [hovered, ...graph.neighbors(hovered)] : []
    drawLabels(sigma, { concepts: labels, topics: topicLabels, first: new Set(near), isShown: isIn, colours })
  })
  sigma.on('enterNode', ({ node }) => hover(node))
  sigma.on('leaveNode', () => hover(null))
  sigma.on('clickNode', ({ node }) => onChoose(node))
  const endTheme = onThemeChange(() => {
    colours = tokenColours()
    if (look !== null) restyle(look)
  })

  return {
    show,
    restyle,
    pan(right, down) {
      const { x, y, ratio } = camera.getState()
      void camera.animate({ x: x + right * PAN_SHARE * ratio, y: y - down * PAN_SHARE * ratio }, moves)
    },
    zoom: (factor) => void camera.animate({ ratio: camera.getBoundedRatio(camera.ratio / factor) }, moves),
    fit: () => void camera.animate({ x: 0.5, y: 0.5, ratio: 1 }, moves),
    destroy() {
      endTheme()
      sigma.kill()
    },
  }
}
