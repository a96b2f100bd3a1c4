/** The greatest error of `normalCdf`. */
const SMALLEST_TERM = 1e-17
/** Beyond this the tail is nothing that a double could add to 1. */
const FURTHEST = 38

/** Share of a standard normal distribution below `z`: the power series near 0, a continued fraction in the tails (Marsaglia 2004). */
export function normalCdf(z: number): number {
  if (Math.abs(z) > FURTHEST) return z > 0 ? 1 : 0
  return Math.abs(z) < 6 ? seriesCdf(z) : z < 0 ? tail(-z) : 1 - tail(z)
}

const density = (z: number): number => Math.exp(-(z ** 2) / 2) / Math.sqrt(2 * Math.PI)

function seriesCdf(z: number): number {
  let sum = z
  let term = z
  for (let odd = 3; Math.abs(term) > SMALLEST_TERM * Math.abs(sum); odd += 2) {
    term *= z ** 2 / odd
    sum += term
    if (term === 0) break
  }
  return Math.min(1, Math.max(0, 0.5 + sum * density(z)))
}

/** Share above a `z` that is far out. */
function tail(z: number): number {
  let fraction = 0
  for (let depth = 60; depth >= 1; depth--) fraction = depth / (z + fraction)
  return density(z) / (z + fraction)
}

/** The `z` below which this share of a standard normal distribution lies; by bisection, to the last digits. */
export function normalQuantile(share: number): number {
  if (share <= 0) return -Infinity
  if (share >= 1) return Infinity
  let low = -FURTHEST
  let high = FURTHEST
  while (high - low > 1e-13) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) break
    if (normalCdf(middle) < share) low = middle
    else high = middle
  }
  return (low + high) / 2
}
