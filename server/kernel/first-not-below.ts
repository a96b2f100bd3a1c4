/** Place of the first number from `from` on that is not below `least`, in an ascending list; `to` when there is none before it. */
export function firstNotBelow(ascending: ArrayLike<number>, least: number, from = 0, to = ascending.length): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ascending[middle] ?? 0) < least) low = middle + 1
    else high = middle
  }
  return low
}
