/** Half-width of a 95 % interval in standard deviations of a normal distribution. */
const Z_95 = 1.959963984540054

export interface Interval {
  readonly low: number
  readonly high: number
}

/**
 * Where a proportion lies, from `successes` of `n` (Wilson 1927, without continuity correction): unlike the textbook interval it stays
 * within 0 and 1 and is right for few and for extreme observations. Half successes are allowed, as for ties. [0, 1] of nothing.
 */
export function wilsonInterval(successes: number, n: number, z: number = Z_95): Interval {
  if (n <= 0) return { low: 0, high: 1 }
  const share = successes / n
  const centre = share + z ** 2 / (2 * n)
  const half = z * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2))
  const scale = 1 + z ** 2 / n
  return {
    low: successes <= 0 ? 0 : Math.max(0, (centre - half) / scale),
    high: successes >= n ? 1 : Math.min(1, (centre + half) / scale),
  }
}
