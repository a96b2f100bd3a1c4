const PIECE = /\d+|\D+/g

/**
 * Orders names as people do: numbers in them by their value ("2" before "10"), the rest by code units without regard to case;
 * names that differ in nothing else by code units. Independent of locale.
 */
export function compareNatural(left: string, right: string): number {
  const lefts = left.toLowerCase().match(PIECE) ?? []
  const rights = right.toLowerCase().match(PIECE) ?? []
  for (let at = 0; at < Math.min(lefts.length, rights.length); at++) {
    const order = comparePieces(lefts[at] ?? '', rights[at] ?? '')
    if (order !== 0) return order
  }
  return lefts.length - rights.length || compareUnits(left, right)
}

function comparePieces(left: string, right: string): number {
  const isNumber = /^\d/.test(left) && /^\d/.test(right)
  if (!isNumber) return compareUnits(left, right)
  const bareLeft = left.replace(/^0+/, '')
  const bareRight = right.replace(/^0+/, '')
  return bareLeft.length - bareRight.length || compareUnits(bareLeft, bareRight)
}

function compareUnits(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}
