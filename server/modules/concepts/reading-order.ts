const NUMBER_RUN = /(\d+)/u

/** Order in which a person reads documents: by path, folder by folder, runs of digits compared as numbers ("2" before "10"). */
export function compareReadingOrder(one: { readonly path: string }, other: { readonly path: string }): number {
  const ours = one.path.split('/')
  const theirs = other.path.split('/')
  for (let at = 0; at < Math.min(ours.length, theirs.length); at++) {
    const difference = compareNames(ours[at] ?? '', theirs[at] ?? '')
    if (difference !== 0) return difference
  }
  return ours.length - theirs.length || compareUnits(one.path, other.path)
}

function compareNames(one: string, other: string): number {
  const ours = one.toLowerCase().split(NUMBER_RUN)
  const theirs = other.toLowerCase().split(NUMBER_RUN)
  for (let at = 0; at < Math.min(ours.length, theirs.length); at++) {
    // Odd places of such a split are the numbers.
    const compare = at % 2 === 1 ? compareNumbers : compareUnits
    const difference = compare(ours[at] ?? '', theirs[at] ?? '')
    if (difference !== 0) return difference
  }
  return ours.length - theirs.length || compareUnits(one, other)
}

function compareNumbers(one: string, other: string): number {
  const ours = one.replace(/^0+(?=\d)/u, '')
  const theirs = other.replace(/^0+(?=\d)/u, '')
  return ours.length - theirs.length || compareUnits(ours, theirs)
}

function compareUnits(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
