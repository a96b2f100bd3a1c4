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

interface Labels {
  /** The most important first. */
  readonly concepts: readonly MapLabel[]
  readonly topics: readonly TopicLabel[]
  /** Written before all others. */
  readonly first: ReadonlySet<string>
  readonly isShown: (node: string) => boolean
  readonly colours: TokenColours
}

const SIZE = 13
const TOPIC_SIZE = 14
/** Height of a line with the space around it. */
const LINE = 18
/** More on one picture is noise. */
const MOST = 90
/** Side of the squares by which it is remembered what is taken. */
const CELL = 6
/** Topics are named while all of them are in sight. */
const TOPICS_ABOVE_RATIO = 0.45
const FONT = 'ui-sans-serif, system-ui, sans-serif'

/** Writes names on the map's canvas: the most important ones for which there is room. None overlaps another. */
export function drawLabels(sigma: Sigma, { concepts, topics, first, isShown, colours }: Labels): void {
  const context = sigma.getCanvases()['labels']?.getContext('2d')
  if (context === null || context === undefined) return
  const { width, height } = sigma.getDimensions()
  const room = createRoom(width, height)
  context.lineJoin = 'round'
  context.lineWidth = 3.5
  context.strokeStyle = colours.surface
  context.fillStyle = colours.ink
  context.textBaseline = 'middle'
  const write = (text: string, x: number, y: number): boolean => {
    const textWidth = context.measureText(text).width
    if (x < 0 || x > width || y < 0 || y > height) return false
    if (!room.take(x - 2, y - LINE / 2, textWidth + 4)) return false
    context.strokeText(text, x, y)
    context.fillText(text, x, y)
    return true
  }
  const writeConcept = ({ node, text }: MapLabel): boolean => {
    const display = sigma.getNodeDisplayData(node)
    if (display === undefined || display.hidden) return false
    const { x, y } = sigma.framedGraphToViewport(display)
    return write(text, x + sigma.scaleSize(display.size) + 3, y)
  }
  const bold = `600 ${TOPIC_SIZE}px ${FONT}`
  context.font = bold
  for (const label of concepts) if (first.has(label.node)) writeConcept(label)
  if (sigma.getCamera().ratio > TOPICS_ABOVE_RATIO) {
    for (const { text, ...place } of topics) {
      const { x, y } = sigma.graphToViewport(place)
      write(text, x - context.measureText(text).width / 2, y - 8)
    }
  }
  context.font = `${SIZE}px ${FONT}`
  let written = 0
  for (const label of concepts) {
    if (written >= MOST) break
    if (!first.has(label.node) && isShown(label.node) && writeConcept(label)) written += 1
  }
}

interface Room {
  /** Takes a line's place when nothing is there. */
  take(x: number, y: number, width: number): boolean
}

function createRoom(width: number, height: number): Room {
  const columns = Math.ceil(width / CELL) + 1
  const rows = Math.ceil(height / CELL) + 1
  const taken = new Uint8Array(columns * rows)
  const clamp = (value: number, most: number): number => Math.max(0, Math.min(most - 1, Math.floor(value / CELL)))
  return {
    take(x, y, textWidth) {
      const [left, right] = [clamp(x, columns), clamp(x + textWidth, columns)]
      const [top, bottom] = [clamp(y, rows), clamp(y + LINE, rows)]
      for (let row = top; row <= bottom; row++) {
        if (taken.subarray(row * columns + left, row * columns + right + 1).includes(1)) return false
      }
      for (let row = top; row <= bottom; row++) taken.fill(1, row * columns + left, row * columns + right + 1)
      return true
    },
  }
}
