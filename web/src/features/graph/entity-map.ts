import { Sigma } from 'sigma'
import type { CameraState } from 'sigma/types'
import type { RelationKind } from '@learnpath/contracts'
import { drawLabels, type LineLabel, type MapLabel } from '../concepts/map-labels.ts'
import { movesOf, type MapMoves } from '../concepts/map-moves.ts'
import { ShapeProgram } from '../concepts/shape-program.ts'
import { onThemeChange, tokenColours } from '../concepts/token-colours.ts'
import { DashedLineProgram, DirectedLineProgram } from './dashed-line-program.ts'
import {
  createEntityGraph,
  drawnEntity,
  drawnLine,
  fillEntityGraph,
  isLit,
  litEntities,
  type Chosen,
  type EntityGraph,
  type EntityMapState,
  type PlacedEntities,
} from './entity-graph.ts'
import type { EntityPlaces } from './entity-layout.ts'
import type { Without } from './entity-net.ts'
import { lineAt, type ScreenLine } from './line-at.ts'

/** A picture of entities and their relations that one can move about in. */
export interface EntityMapPicture extends MapMoves {
  show(placed: PlacedEntities, without: Without): void
  choose(chosen: Chosen): void
  /** Moves to an entity. */
  reveal(entityId: string): void
  destroy(): void
}

interface EntityMapOptions {
  readonly onChoose: (chosen: Chosen) => void
  /** Called with true while the pointer is on something that can be chosen. */
  readonly onHover: (isOn: boolean) => void
  readonly wordOf: (kind: RelationKind) => string
}

interface Point {
  readonly x: number
  readonly y: number
}

const NOTHING: Chosen = { entityId: null, relationId: null }
const LEAST_RATIO = 0.03
const MOST_RATIO = 1.6
const REVEAL_RATIO = 0.35
const LONGEST_NAME = 34
const ALL_WORDS_UP_TO = 24

/** Where one was on a map, for when one comes back to it. */
const cameras = new WeakMap<EntityPlaces, CameraState>()

export function createEntityMap(
  container: HTMLElement,
  { onChoose, onHover, wordOf }: EntityMapOptions,
): EntityMapPicture {
  const graph = createEntityGraph()
  const state: EntityMapState = {
    placed: null,
    without: { types: new Set(), kinds: new Set() },
    chosen: NOTHING,
    hovered: NOTHING,
    colours: tokenColours(),
    width: 0,
  }
  /** What is not dimmed; empty: all. */
  let lit: ReadonlySet<string> = new Set()
  /** Whose names are written before all others. */
  let named: ReadonlySet<string> = new Set()
  const sigma = createSigma(container, { graph, state, lit: () => lit })
  let labels: readonly MapLabel[] = []

  const light = (): void => {
    lit = litEntities(graph, { ...state, hovered: NOTHING })
    named = litEntities(graph, state)
    sigma.refresh({ skipIndexation: true })
  }
  /** Only what changes is looked at again: a thousand others would make the pointer wait. */
  const hover = (hovered: Chosen): void => {
    const touched = linesOf(graph, [state.hovered, hovered])
    state.hovered = hovered
    onHover(hovered !== NOTHING)
    named = litEntities(graph, state)
    sigma.refresh({ partialGraph: { nodes: [], edges: touched }, skipIndexation: true })
  }
  sigma.on('afterRender', () => {
    const lines = spokenLines(graph, state, wordOf)
    const isAll = lit.size === 0
    drawLabels(sigma, {
      concepts: labels,
      topics: [],
      lines,
      first: named,
      isShown: () => isAll,
      colours: state.colours,
    })
  })
  followPointer(sigma, graph, { hovered: () => state.hovered, hover, onChoose })
  const show = (placed: PlacedEntities, without: Without): void => {
    Object.assign(state, { placed, without, hovered: NOTHING, width: container.clientWidth })
    fillEntityGraph(graph, state)
    lit = litEntities(graph, state)
    named = lit
    labels = byImportance(placed, graph)
    sigma.refresh()
  }
  const endTheme = onThemeChange(() => {
    state.colours = tokenColours()
    if (state.placed !== null) show(state.placed, state.without)
  })

  return {
    show(placed, without) {
      const isOther = state.placed?.places !== placed.places
      show(placed, without)
      const before = cameras.get(placed.places)
      if (isOther && before !== undefined) sigma.getCamera().setState(before)
    },
    choose(chosen) {
      state.chosen = chosen
      light()
    },
    ...movesOf(sigma),
    reveal(entityId) {
      const place = sigma.getNodeDisplayData(entityId)
      if (place !== undefined) sigma.getCamera().setState({ x: place.x, y: place.y, ratio: REVEAL_RATIO })
    },
    destroy() {
      if (state.placed !== null) cameras.set(state.placed.places, sigma.getCamera().getState())
      endTheme()
      sigma.kill()
    },
  }
}

interface SigmaParts {
  readonly graph: EntityGraph
  readonly state: EntityMapState
  readonly lit: () => ReadonlySet<string>
}

function createSigma(container: HTMLElement, { graph, state, lit }: SigmaParts): Sigma {
  return new Sigma(graph, container, {
    allowInvalidContainer: true,
    defaultNodeType: 'shape',
    nodeProgramClasses: { shape: ShapeProgram },
    edgeProgramClasses: { plain: DashedLineProgram, directed: DirectedLineProgram },
    defaultEdgeType: 'plain',
    renderLabels: false,
    defaultDrawNodeHover: () => undefined,
    zIndex: true,
    stagePadding: 36,
    minCameraRatio: LEAST_RATIO,
    maxCameraRatio: MOST_RATIO,
    enableCameraRotation: false,
    nodeReducer: (node, data) => drawnEntity(state, lit(), [node, data]),
    edgeReducer: (id, data) => drawnLine(state, lit(), { id, ends: graph.extremities(id), data }),
  })
}

interface PointerActions {
  readonly hovered: () => Chosen
  readonly hover: (hovered: Chosen) => void
  readonly onChoose: (chosen: Chosen) => void
}

/** Lines are met by their distance: drawn a second time to be met, as sigma would, they take twice as long. */
function followPointer(sigma: Sigma, graph: EntityGraph, { hovered, hover, onChoose }: PointerActions): void {
  const lineUnder = ({ x, y }: Point): Chosen => {
    const relationId = lineAt(drawnLines(sigma, graph), { x, y })
    return relationId === null ? NOTHING : { entityId: null, relationId }
  }
  sigma.on('enterNode', ({ node }) => hover({ entityId: node, relationId: null }))
  sigma.on('leaveNode', () => hover(NOTHING))
  sigma.on('moveBody', ({ event }) => {
    // A button held down moves the map.
    if (hovered().entityId !== null || (event.original as MouseEvent).buttons > 0) return
    const found = lineUnder(event)
    if (found.relationId !== hovered().relationId) hover(found)
  })
  sigma.on('clickNode', ({ node }) => onChoose({ entityId: node, relationId: null }))
  sigma.on('clickStage', ({ event }) => onChoose(lineUnder(event)))
}

/** The lines that can be seen now. */
function* drawnLines(sigma: Sigma, graph: EntityGraph): Generator<ScreenLine> {
  const placeOf = (node: string): Point => {
    const { x = 0, y = 0 } = sigma.getNodeDisplayData(node) ?? {}
    return sigma.framedGraphToViewport({ x, y })
  }
  for (const id of graph.edges()) {
    if (sigma.getEdgeDisplayData(id)?.hidden !== false) continue
    const [from, to] = graph.extremities(id)
    yield { id, from: placeOf(from), to: placeOf(to) }
  }
}

function byImportance({ net }: PlacedEntities, graph: EntityGraph): readonly MapLabel[] {
  return net.entities
    .filter(({ id }) => graph.hasNode(id))
    .toSorted((one, other) => other.importance - one.importance)
    .map(({ id, name }) => ({ node: id, text: shortened(name) }))
}

const shortened = (name: string): string =>
  name.length <= LONGEST_NAME ? name : `${name.slice(0, LONGEST_NAME - 1).trimEnd()}…`

function linesOf(graph: EntityGraph, looks: readonly Chosen[]): string[] {
  return looks.flatMap(({ entityId, relationId }) => [
    ...(entityId !== null && graph.hasNode(entityId) ? graph.edges(entityId) : []),
    ...(relationId !== null && graph.hasEdge(relationId) ? [relationId] : []),
  ])
}

/** Words on the lines that are looked at, or on all of them while they are few. */
function spokenLines(
  graph: EntityGraph,
  state: EntityMapState,
  wordOf: (kind: RelationKind) => string,
): readonly LineLabel[] {
  const { chosen, hovered } = state
  const isNothing = [chosen, hovered].every(({ entityId, relationId }) => entityId === null && relationId === null)
  const isAll = graph.size <= ALL_WORDS_UP_TO && isNothing
  const near = new Set<string>(isAll ? graph.edges() : [])
  for (const { entityId, relationId } of [state.chosen, state.hovered]) {
    if (relationId !== null && graph.hasEdge(relationId)) near.add(relationId)
    if (entityId !== null && graph.hasNode(entityId)) for (const edge of graph.edges(entityId)) near.add(edge)
  }
  return [...near].flatMap((id): LineLabel[] => {
    const kind = state.placed?.net.relation(id)?.kind
    const [from, to] = graph.extremities(id)
    const isSaid = isLit(state, id, [from, to]) || (isAll && kind !== 'related')
    return kind === undefined || !isSaid ? [] : [{ from, to, text: wordOf(kind) }]
  })
}
