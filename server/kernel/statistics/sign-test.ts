/** Beyond this many, chance is computed by logarithms alone; it is the exact test all the same. */
function logFactorials(n: number): Float64Array {
  const sums = new Float64Array(n + 1)
  for (let k = 1; k <= n; k++) sums[k] = (sums[k - 1] ?? 0) + Math.log(k)
  return sums
}

/** Two-sided exact sign test: how often a fair coin is at least as uneven as `wins` to `losses`. 1 of nothing. */
export function signTest(wins: number, losses: number): number {
  const n = wins + losses
  if (n === 0) return 1
  const logs = logFactorials(n)
  const most = Math.max(wins, losses)
  let share = 0
  for (let k = most; k <= n; k++) {
    share += Math.exp((logs[n] ?? 0) - (logs[k] ?? 0) - (logs[n - k] ?? 0) - n * Math.LN2)
  }
  return Math.min(1, 2 * share)
}
