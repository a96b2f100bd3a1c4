import { Graph, layout } from '@dagrejs/dagre'
import { COLUMNS, type Neighbourhood } from './neighbourhood.ts'

export interface FocusLayout {
  readonly width: number
  readonly height: number
  /** By index of a concept: its upper left corner. */
  readonly boxes: ReadonlyMap<number, { readonly left: number; readonly top: number }>
  /** In the order of the neighbourhood's edges. */
  readonly lines: readonly { readonly path: string; readonly confidence: number; readonly pinned: boolean }[]
}

export const BOX = { width: 176, height: 60 } as const
const ROW_GAP = 14
const LEAST_COLUMN_GAP = 44
const MOST_COLUMN_GAP = 110

/** Places a neighbourhood in columns from left to right with few crossings, as wide as there is room. */
export function focusLayout({ columns, edges }: Neighbourhood, room: number): FocusLayout {
  const used = COLUMNS.filter((column) => columns[column].length > 0)
  const free = (room - used.length * BOX.width) / Math.max(1, used.length - 1)
  const gap = Math.min(MOST_COLUMN_GAP, Math.max(LEAST_COLUMN_GAP, free))
  const graph = new Graph()
  graph.setGraph({ rankdir: 'LR', nodesep: ROW_GAP, ranksep: gap, marginx: 2, marginy: 2 })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const column of used) {
    for (const index of columns[column]) graph.setNode(String(index), { ...BOX })
  }
  for (const { concept, prerequisite } of edges) graph.setEdge(String(prerequisite), String(concept))
  layout(graph)
  const top = rowsOf(graph)
  const boxes = new Map<number, { left: number; top: number }>()
  for (const [place, column] of used.entries()) {
    for (const index of columns[column]) {
      boxes.set(index, { left: place * (BOX.width + gap), top: top(String(index)) })
    }
  }
  const settled = withoutOverlap(
    used.map((column) => columns[column]),
    boxes,
  )
  const height = Math.max(0, ...[...settled.values()].map((box) => box.top + BOX.height))
  return {
    width: used.length * BOX.width + (used.length - 1) * gap,
    height,
    boxes: settled,
    lines: edges.map(({ concept, prerequisite, confidence, pinned }) => ({
      path: lineBetween(settled.get(prerequisite), settled.get(concept)),
      confidence,
      pinned,
    })),
  }
}

const rowsOf =
  (graph: Graph) =>
  (name: string): number => {
    const { y } = graph.node(name) as { readonly y: number }
    return y - BOX.height / 2
  }

/** A concept may stand in another column than its depth alone would give: boxes of one column are moved apart again, and centred. */
function withoutOverlap(
  columns: readonly (readonly number[])[],
  boxes: ReadonlyMap<number, { readonly left: number; readonly top: number }>,
): Map<number, { left: number; top: number }> {
  const tallest = Math.max(...columns.map((column) => column.length * (BOX.height + ROW_GAP) - ROW_GAP))
  const settled = new Map<number, { left: number; top: number }>()
  for (const column of columns) {
    const ordered = column.toSorted((one, other) => (boxes.get(one)?.top ?? 0) - (boxes.get(other)?.top ?? 0))
    const height = ordered.length * (BOX.height + ROW_GAP) - ROW_GAP
    for (const [row, index] of ordered.entries()) {
      const top = (tallest - height) / 2 + row * (BOX.height + ROW_GAP)
      settled.set(index, { left: boxes.get(index)?.left ?? 0, top })
    }
  }
  return settled
}

function lineBetween(
  from: { readonly left: number; readonly top: number } | undefined,
  to: { readonly left: number; readonly top: number } | undefined,
): string {
  if (from === undefined || to === undefined) return ''
  const [startX, startY] = [from.left + BOX.width, from.top + BOX.height / 2]
  // The arrow's head ends at the box.
  const [endX, endY] = [to.left - 7, to.top + BOX.height / 2]
  const bend = (endX - startX) / 2
  return `M${startX} ${startY}C${startX + bend} ${startY} ${endX - bend} ${endY} ${endX} ${endY}`
}
