import type { Sigma } from 'sigma'
import type { TokenColours } from './token-colours.ts'

/** A name to write on the map. */
export interface MapLabel {
  readonly node: string
  readonly text: string
}

export interface TopicLabel {
  readonly text: string
  readonly x: number
  /** Its upper edge. */
  readonly y: number
}

/** A word on a line between two. */
export interface LineLabel {
  readonly from: string
  readonly to: string
  readonly text: string
}

interface Labels {
  /** The most important first. */
  readonly concepts: readonly MapLabel[]
  readonly topics: readonly TopicLabel[]
  /** Written last, where the line is long enough and there is room. */
  readonly lines?: readonly LineLabel[]
  /** Written before all others. */
  readonly first: ReadonlySet<string>
  readonly isShown: (node: string) => boolean
  readonly colours: TokenColours
}

const SIZE = 13
const TOPIC_SIZE = 14
/** Height of a line with the space around it. */
const LINE = 18
/** From a concept to its name. */
const BESIDE = 4
/** Up to so many concepts, no name covers another concept. */
const ROOMY = 300
/** More on one picture is noise. */
const MOST = 90
/** Side of the squares by which it is remembered what is taken. */
const CELL = 6
/** Topics are named while all of them are in sight. */
const TOPICS_ABOVE_RATIO = 0.45
/** A line needs so many times the length of its word. */
const LINE_FOR_WORD = 1.15
const FONT = 'ui-sans-serif, system-ui, sans-serif'

/** Writes names on the map's canvas: the most important ones for which there is room. None overlaps another. */
export function drawLabels(sigma: Sigma, { concepts, topics, lines = [], first, isShown, colours }: Labels): void {
  const context = sigma.getCanvases()['labels']?.getContext('2d')
  if (context === null || context === undefined) return
  context.lineJoin = 'round'
  context.lineWidth = 3.5
  context.strokeStyle = colours.surface
  context.fillStyle = colours.ink
  context.textBaseline = 'middle'
  const writer = createWriter(sigma, context)
  if (concepts.length <= ROOMY) for (const { node } of concepts) writer.keepFree(node)
  context.font = `600 ${TOPIC_SIZE}px ${FONT}`
  for (const label of concepts) if (first.has(label.node)) writer.concept(label)
  if (sigma.getCamera().ratio > TOPICS_ABOVE_RATIO) for (const label of topics) writer.topic(label)
  context.font = `${SIZE}px ${FONT}`
  const others = concepts.filter(({ node }) => !first.has(node) && isShown(node))
  writeMost(others, writer)
  context.fillStyle = colours.soft
  for (const label of lines) writer.line(label)
}

function writeMost(labels: readonly MapLabel[], writer: Writer): void {
  let written = 0
  for (const label of labels) {
    if (written >= MOST) return
    if (writer.concept(label)) written += 1
  }
}

interface Writer {
  /** Nothing is written over the concept from now on. */
  keepFree(node: string): void
  /** @returns whether there was room */
  concept(label: MapLabel): boolean
  topic(label: TopicLabel): void
  line(label: LineLabel): void
}

function createWriter(sigma: Sigma, context: CanvasRenderingContext2D): Writer {
  const { width, height } = sigma.getDimensions()
  const room = createRoom(width, height)
  const placeOf = (node: string): { x: number; y: number; radius: number } | null => {
    const display = sigma.getNodeDisplayData(node)
    if (display === undefined || display.hidden) return null
    const { x, y } = sigma.framedGraphToViewport(display)
    return x < 0 || x > width || y < 0 || y > height ? null : { x, y, radius: sigma.scaleSize(display.size) }
  }
  const write = (text: string, { x, y, textWidth }: { x: number; y: number; textWidth: number }): boolean => {
    if (!room.take({ left: x - 2, top: y - LINE / 2, width: textWidth + 4, height: LINE })) return false
    context.strokeText(text, x, y)
    context.fillText(text, x, y)
    return true
  }
  return {
    keepFree(node) {
      const place = placeOf(node)
      if (place === null) return
      // Its middle, so that its own name has room beside it.
      const core = Math.max(0, place.radius - CELL)
      room.take({ left: place.x - core, top: place.y - core, width: core * 2, height: core * 2 })
    },
    concept({ node, text }) {
      const place = placeOf(node)
      if (place === null) return false
      const textWidth = context.measureText(text).width
      const aside = place.radius + BESIDE
      // At the right edge it stands on the other side.
      const x = place.x + aside + textWidth > width ? place.x - aside - textWidth : place.x + aside
      return write(text, { x, y: place.y, textWidth })
    },
    topic({ text, ...place }) {
      const { x, y } = sigma.graphToViewport(place)
      const textWidth = context.measureText(text).width
      write(text, { x: x - textWidth / 2, y: y - LINE / 2, textWidth })
    },
    line({ from, to, text }) {
      const [start, end] = [placeOf(from), placeOf(to)]
      if (start === null || end === null) return
      const textWidth = context.measureText(text).width
      if (Math.hypot(end.x - start.x, end.y - start.y) < textWidth * LINE_FOR_WORD) return
      write(text, { x: (start.x + end.x - textWidth) / 2, y: (start.y + end.y) / 2, textWidth })
    },
  }
}

interface Room {
  /** Takes a place when nothing is there. */
  take(box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number }): boolean
}

function createRoom(width: number, height: number): Room {
  const columns = Math.ceil(width / CELL) + 1
  const rows = Math.ceil(height / CELL) + 1
  const taken = new Uint8Array(columns * rows)
  const clamp = (value: number, most: number): number => Math.max(0, Math.min(most - 1, Math.floor(value / CELL)))
  return {
    take(box) {
      const [left, right] = [clamp(box.left, columns), clamp(box.left + box.width, columns)]
      const [top, bottom] = [clamp(box.top, rows), clamp(box.top + box.height, rows)]
      for (let row = top; row <= bottom; row++) {
        if (taken.subarray(row * columns + left, row * columns + right + 1).includes(1)) return false
      }
      for (let row = top; row <= bottom; row++) taken.fill(1, row * columns + left, row * columns + right + 1)
      return true
    },
  }
}
