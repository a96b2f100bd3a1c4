/** A line on the screen, in pixels. */
export interface ScreenLine {
  readonly id: string
  readonly from: { readonly x: number; readonly y: number }
  readonly to: { readonly x: number; readonly y: number }
}

/** So near is on it: a thin line is hard to meet. */
const REACH = 6

/** The line that a point is on, the nearest of several; null when it is on none. */
export function lineAt(lines: Iterable<ScreenLine>, point: { readonly x: number; readonly y: number }): string | null {
  let nearest: string | null = null
  let least = REACH
  for (const { id, from, to } of lines) {
    const [dx, dy] = [to.x - from.x, to.y - from.y]
    const square = dx * dx + dy * dy
    const along = square === 0 ? 0 : ((point.x - from.x) * dx + (point.y - from.y) * dy) / square
    const at = Math.max(0, Math.min(1, along))
    const distance = Math.hypot(point.x - from.x - at * dx, point.y - from.y - at * dy)
    if (distance >= least) continue
    least = distance
    nearest = id
  }
  return nearest
}
