import { Sigma } from 'sigma'
import { EdgeArrowProgram, EdgeLineProgram } from 'sigma/rendering'
import type { CameraState } from 'sigma/types'
import {
  createMapGraph,
  drawnEdge,
  drawnNode,
  fillGraph,
  isInLook,
  restyleGraph,
  type MapGraph,
  type MapLook,
  type MapPicture,
  type MapState,
} from './map-graph.ts'
import type { MapPlaces } from './map-layout.ts'
import { drawLabels, type MapLabel, type TopicLabel } from './map-labels.ts'
import { movesOf, type MapMoves } from './map-moves.ts'
import { ShapeProgram } from './shape-program.ts'
import { onThemeChange, tokenColours } from './token-colours.ts'

/** A picture of all concepts that one can move about in. */
export interface ConceptMap extends MapMoves {
  show(picture: MapPicture, look: MapLook): void
  restyle(look: MapLook): void
  /** Moves to a concept and draws its lines. */
  reveal(conceptId: string): void
  destroy(): void
}

interface ConceptMapOptions {
  readonly onChoose: (conceptId: string) => void
  /** Called with true while the pointer is on a concept. */
  readonly onHover: (isOnConcept: boolean) => void
}

const LEAST_RATIO = 0.03
const MOST_RATIO = 1.6
const REVEAL_RATIO = 0.3

/** Where one was on a map, for when one comes back to it. */
const cameras = new WeakMap<MapPlaces, CameraState>()

/** Whether this browser can draw the map. */
export function canDrawMap(): boolean {
  const canvas = document.createElement('canvas')
  return (canvas.getContext('webgl2') ?? canvas.getContext('webgl')) !== null
}

export function createConceptMap(container: HTMLElement, { onChoose, onHover }: ConceptMapOptions): ConceptMap {
  const graph = createMapGraph()
  const state: MapState = { picture: null, look: null, colours: tokenColours(), lit: null, width: 0 }
  const sigma = createSigma(container, graph, state)
  const camera = sigma.getCamera()
  let labels: readonly MapLabel[] = []
  let topics: readonly TopicLabel[] = []

  const light = (node: string | null): void => {
    const touched = [state.lit, node].flatMap((id) => (id !== null && graph.hasNode(id) ? graph.edges(id) : []))
    state.lit = node
    sigma.refresh({ partialGraph: { nodes: [], edges: touched }, skipIndexation: true })
  }
  const hover = (node: string | null): void => {
    onHover(node !== null)
    light(node)
  }
  const restyle = (look: MapLook): void => {
    state.look = look
    restyleGraph(graph, state)
    sigma.refresh()
  }

  sigma.on('afterRender', () => {
    const { lit, colours } = state
    const first = new Set(lit !== null && graph.hasNode(lit) ? [lit, ...graph.neighbors(lit)] : [])
    drawLabels(sigma, { concepts: labels, topics, first, isShown: (node) => isInLook(state, node), colours })
  })
  sigma.on('enterNode', ({ node }) => hover(node))
  sigma.on('leaveNode', () => hover(null))
  sigma.on('clickNode', ({ node }) => onChoose(node))
  const endTheme = onThemeChange(() => {
    state.colours = tokenColours()
    if (state.look !== null) restyle(state.look)
  })

  return {
    show(picture, look) {
      Object.assign(state, { picture, look, lit: null, width: container.clientWidth })
      fillGraph(graph, state)
      labels = picture.net.concepts.filter(({ hidden }) => !hidden).map(({ id, name }) => ({ node: id, text: name }))
      topics = topicLabels(picture)
      const before = cameras.get(picture.places)
      if (before !== undefined) camera.setState(before)
      sigma.refresh()
    },
    restyle,
    ...movesOf(sigma),
    reveal(conceptId) {
      const place = sigma.getNodeDisplayData(conceptId)
      if (place === undefined) return
      light(conceptId)
      camera.setState({ x: place.x, y: place.y, ratio: REVEAL_RATIO })
    },
    destroy() {
      if (state.picture !== null) cameras.set(state.picture.places, camera.getState())
      endTheme()
      sigma.kill()
    },
  }
}

function createSigma(container: HTMLElement, graph: MapGraph, state: MapState): Sigma {
  return new Sigma(graph, container, {
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
    nodeReducer: (node, data) => drawnNode(state, node, data),
    edgeReducer: (edge, data) => drawnEdge(state, graph.extremities(edge), data),
  })
}

/** Above each island. */
function topicLabels({ places, topicNames }: MapPicture): readonly TopicLabel[] {
  return places.islands.flatMap(({ x, y, radius }, topic): TopicLabel[] => {
    const text = topicNames[topic] ?? null
    return text === null ? [] : [{ text, x, y: -(y - radius * 0.86) }]
  })
}
