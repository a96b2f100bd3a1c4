/** Where speeds stand on an axis, from 0 at its beginning to 1 at its end. */
export interface SpeedAxis {
  /** In order; the first at the beginning, the last at the end, the others evenly between them. */
  readonly ticks: readonly number[]
  readonly isLogarithmic: boolean
  readonly shareOf: (speed: number) => number
}

/** From this ratio on the slower ones would all stand at the edge of an even axis. */
const WIDE = 20
const ROOM = 1.15

/** Even from 0, or by powers of ten where speeds are far from each other. */
export function speedAxis(speeds: readonly number[]): SpeedAxis {
  const fastest = Math.max(...speeds)
  const slowest = Math.min(...speeds)
  if (slowest <= 0 || fastest / slowest < WIDE) {
    const end = fastest * ROOM
    return { ticks: [0, end], isLogarithmic: false, shareOf: (speed) => speed / end }
  }
  const first = Math.floor(Math.log10(slowest))
  const last = Math.ceil(Math.log10(fastest))
  return {
    ticks: Array.from({ length: last - first + 1 }, (_, index) => 10 ** (first + index)),
    isLogarithmic: true,
    shareOf: (speed) => (Math.log10(speed) - first) / (last - first),
  }
}
