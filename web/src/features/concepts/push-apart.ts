/** Things of a map where they are now. */
export interface Moving {
  /** Indexes of those that are shown. */
  readonly shown: Int32Array
  readonly x: Float64Array
  readonly y: Float64Array
}

/** Things nearer than that push each other away. */
const REACH = 1.7
const PUSH = 0.5
/** The number of one row of cells; wider than any map. */
const CELLS_PER_ROW = 4096
/** 137.5°, which spreads points evenly. */
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5))

/** Each with those in its own cell and the neighbouring ones. */
export function pushApart({ shown, x, y }: Moving, grid: Map<number, number[]>, heat: number): void {
  grid.clear()
  for (const index of shown) {
    const key = cellAt(at(x, index), at(y, index))
    const cell = grid.get(key)
    if (cell === undefined) grid.set(key, [index])
    else cell.push(index)
  }
  for (const [key, cell] of grid) {
    for (const [place, one] of cell.entries()) {
      for (let next = place + 1; next < cell.length; next++) pushPair({ x, y }, one, cell[next] ?? one, heat)
    }
    // Half of the cells around; the other half look at this one.
    for (const step of [1, CELLS_PER_ROW - 1, CELLS_PER_ROW, CELLS_PER_ROW + 1]) {
      for (const other of grid.get(key + step) ?? []) for (const one of cell) pushPair({ x, y }, one, other, heat)
    }
  }
}

const cellAt = (x: number, y: number): number => Math.floor(y / REACH) * CELLS_PER_ROW + Math.floor(x / REACH)

function pushPair({ x, y }: Pick<Moving, 'x' | 'y'>, one: number, other: number, heat: number): void {
  let dx = at(x, one) - at(x, other)
  let dy = at(y, one) - at(y, other)
  let distance = Math.sqrt(dx * dx + dy * dy)
  if (distance >= REACH) return
  if (distance === 0) {
    // Two at one place part in a direction of their own.
    dx = Math.cos(one * GOLDEN_ANGLE)
    dy = Math.sin(one * GOLDEN_ANGLE)
    distance = 1
  }
  const push = (PUSH * heat * (1 - distance / REACH)) / distance
  x[one] = at(x, one) + dx * push
  y[one] = at(y, one) + dy * push
  x[other] = at(x, other) - dx * push
  y[other] = at(y, other) - dy * push
}

const at = (values: Float64Array | Int32Array, index: number): number => values[index] ?? 0
