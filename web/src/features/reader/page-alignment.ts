import type { TextRange } from './reading-text.ts'

/** Part of a text item of a page, by its characters. */
export interface ItemRange extends TextRange {
  readonly item: number
}

/** Which characters of a page's items are which of the page's text. */
export interface PageAlignment {
  /** The parts of items that show a stretch of the page's text, in the text's order. */
  itemsOf(range: TextRange): ItemRange[]
  /** Share of a stretch's letters that were found on the page. */
  foundOf(range: TextRange): number
  /** Offset in the page's text of an item's character; null where it is not part of the text, as in a running header. */
  offsetOf(item: number, character: number): number | null
}

/** Signs without their places: letters and digits, as both sides write them. */
interface Stream {
  readonly signs: readonly string[]
  /** Index in the source of each. */
  readonly places: readonly number[]
}

interface Match {
  readonly a: number
  readonly b: number
  readonly length: number
}

/** Signs of a run that is looked for anywhere on the page. Shorter ones are found beside what has been found. */
const LEAST_RUN = 10
/** A run that is on a page more often is no landmark. */
const MOST_PLACES = 40
/** White space, hyphens (repaired at line ends), joints of table cells, and what cannot be seen. */
const LEFT_OUT = /[\s\p{Cf}\p{M}\-‐‑|]/u

/**
 * Finds a page's text among its items. Both were made from the same page, but in another order, with other white space,
 * repaired hyphens, and without what repeats on every page. Longest common runs come first, so that a phrase that stands on
 * the page twice is found where its surroundings are the same too; gaps are then filled from their edges.
 */
export function alignPage(items: readonly string[], text: string): PageAlignment {
  const itemStream = streamOf(items.join('\n'))
  const textStream = streamOf(text)
  const itemStarts: number[] = []
  let joined = 0
  for (const item of items) {
    itemStarts.push(joined)
    joined += item.length + 1
  }
  const itemOfPlace = (place: number): number => {
    let low = 0
    let high = itemStarts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((itemStarts[middle] ?? 0) <= place) low = middle + 1
      else high = middle
    }
    return low - 1
  }
  const wholeItems = itemStarts.map((start, index): Run => {
    const from = firstAtLeast(itemStream.places, start)
    return { from, to: firstAtLeast(itemStream.places, start + (items[index]?.length ?? 0)) }
  })
  const pairs = tiled(itemStream.signs, textStream.signs)
  fillGaps(pairs, itemStream.signs, textStream.signs)
  placeWholeItems(pairs, wholeItems, itemStream.signs, textStream.signs)
  settleBorders(pairs, itemStream, textStream, itemOfPlace)
  const offsets = new Map<number, number>()
  pairs.forEach((a, b) => {
    if (a >= 0) offsets.set(itemStream.places[a] ?? -1, textStream.places[b] ?? -1)
  })

  const signsWithin = ({ start, end }: TextRange): [from: number, to: number] => [
    firstAtLeast(textStream.places, start),
    firstAtLeast(textStream.places, end),
  ]
  return {
    itemsOf(range) {
      const [from, to] = signsWithin(range)
      const found: { item: number; start: number; end: number }[] = []
      for (let b = from; b < to; b++) {
        const a = pairs[b] ?? -1
        if (a < 0) continue
        const place = itemStream.places[a] ?? 0
        const item = itemOfPlace(place)
        const at = place - (itemStarts[item] ?? 0)
        const last = found.at(-1)
        if (last?.item === item && at >= last.start) last.end = Math.max(last.end, at + 1)
        else found.push({ item, start: at, end: at + 1 })
      }
      return found
    },
    foundOf(range) {
      const [from, to] = signsWithin(range)
      if (to <= from) return 0
      return pairs.slice(from, to).filter((a) => a >= 0).length / (to - from)
    },
    offsetOf: (item, character) => offsets.get((itemStarts[item] ?? 0) + character) ?? null,
  }
}

function firstAtLeast(places: readonly number[], offset: number): number {
  let low = 0
  let high = places.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((places[middle] ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return low
}

function streamOf(source: string): Stream {
  const signs: string[] = []
  const places: number[] = []
  let at = 0
  for (const point of source) {
    // Ligatures and full-width forms are taken apart, accents are left out: either side may have composed them.
    for (const sign of point.normalize('NFKD')) {
      if (LEFT_OUT.test(sign)) continue
      signs.push(sign)
      places.push(at)
    }
    at += point.length
  }
  return { signs, places }
}

/** For each sign of the text its sign among the items, by common runs, longest first; -1 where there is none. */
function tiled(a: readonly string[], b: readonly string[]): number[] {
  const pairs = Array.from<number>({ length: b.length }).fill(-1)
  const taken = new Uint8Array(a.length)
  const waiting = byLength(commonRuns(a, b))
  const take = (run: Match): void => {
    for (let at = 0; at < run.length; at++) {
      taken[run.a + at] = 1
      pairs[run.b + at] = run.a + at
    }
  }
  for (let length = waiting.length - 1; length >= LEAST_RUN; length--) {
    const drift = ({ a: atA, b: atB }: Match): number => Math.abs(atA / a.length - atB / b.length)
    for (const match of (waiting[length] ?? []).toSorted((one, other) => drift(one) - drift(other))) {
      for (const free of freeParts(match, taken, pairs)) {
        if (free.length < match.length) (waiting[free.length] ??= []).push(free)
        else take(free)
      }
    }
  }
  return pairs
}

function byLength(matches: readonly Match[]): Match[][] {
  const sorted: Match[][] = []
  for (const match of matches) (sorted[match.length] ??= []).push(match)
  return sorted
}

/** Runs that both have and that are not part of a longer one at the same places. */
function commonRuns(a: readonly string[], b: readonly string[]): Match[] {
  const placesOf = new Map<string, number[]>()
  for (let at = 0; at + LEAST_RUN <= b.length; at++) {
    const gram = b.slice(at, at + LEAST_RUN).join('')
    const places = placesOf.get(gram)
    if (places === undefined) placesOf.set(gram, [at])
    else if (places.length < MOST_PLACES) places.push(at)
  }
  const runs: Match[] = []
  for (let at = 0; at + LEAST_RUN <= a.length; at++) {
    for (const place of placesOf.get(a.slice(at, at + LEAST_RUN).join('')) ?? []) {
      if (at > 0 && place > 0 && a[at - 1] === b[place - 1]) continue
      let length = LEAST_RUN
      while (at + length < a.length && place + length < b.length && a[at + length] === b[place + length]) length++
      runs.push({ a: at, b: place, length })
    }
  }
  return runs
}

/** The parts of a run that are still free on both sides. */
function freeParts({ a, b, length }: Match, taken: Uint8Array, pairs: readonly number[]): Match[] {
  const parts: Match[] = []
  let start = -1
  for (let at = 0; at <= length; at++) {
    const isFree = at < length && taken[a + at] === 0 && (pairs[b + at] ?? -1) < 0
    if (isFree && start < 0) start = at
    if (!isFree && start >= 0) {
      if (at - start >= LEAST_RUN) parts.push({ a: a + start, b: b + start, length: at - start })
      start = -1
    }
  }
  return parts
}

/** Signs of the items that a gap may skip, such as a bullet or a number that became a list's. */
const MOST_SKIPPED = 6

/** Goes on from the edges of what was found, skipping little, until the sides no longer agree. */
function fillGaps(pairs: number[], a: readonly string[], b: readonly string[]): void {
  const taken = takenBy(pairs, a.length)
  /** What follows a skip is no chance: the next signs agree as well. */
  const goesOn = (atA: number, atB: number, step: 1 | -1): boolean =>
    Array.from({ length: AGREEING }).every((_, ahead) => a[atA + ahead * step] === b[atB + ahead * step])
  const extend = (from: number, step: 1 | -1): void => {
    let atA = (pairs[from] ?? 0) + step
    for (let atB = from + step; atB >= 0 && atB < b.length && (pairs[atB] ?? 0) < 0; atB += step) {
      let skipped = 0
      while (skipped <= MOST_SKIPPED && taken[atA] === 0 && a[atA] !== b[atB]) {
        atA += step
        skipped++
      }
      if (taken[atA] !== 0 || a[atA] !== b[atB]) return
      if (skipped > 0 && !goesOn(atA, atB, step)) return
      pairs[atB] = atA
      taken[atA] = 1
      atA += step
    }
  }
  for (let at = 0; at < b.length; at++) if ((pairs[at] ?? -1) >= 0 && (pairs[at + 1] ?? 0) < 0) extend(at, 1)
  for (let at = b.length - 1; at > 0; at--) if ((pairs[at] ?? -1) >= 0 && (pairs[at - 1] ?? 0) < 0) extend(at, -1)
}

/** Signs that must agree after something was skipped. */
const AGREEING = 4

function takenBy(pairs: readonly number[], length: number): Uint8Array {
  const taken = new Uint8Array(length)
  for (const at of pairs) if (at >= 0) taken[at] = 1
  return taken
}

/** Signs of one item, by their indices. */
interface Run {
  readonly from: number
  readonly to: number
}

/** No sign of any text: what is found already does not match again. */
const FOUND = '\0'

/**
 * Short items far from others: labels of a figure, cells of a table. Placed where the page and its text have them equally
 * often, so that there is no choice.
 */
function placeWholeItems(pairs: number[], runs: readonly Run[], a: readonly string[], b: readonly string[]): void {
  const taken = takenBy(pairs, a.length)
  const free = b.map((sign, at) => ((pairs[at] ?? -1) < 0 ? sign : FOUND))
  const waiting = new Map<string, Run[]>()
  for (const run of runs) {
    if (run.to <= run.from || taken.subarray(run.from, run.to).includes(1)) continue
    const signs = a.slice(run.from, run.to).join('')
    const same = waiting.get(signs)
    if (same === undefined) waiting.set(signs, [run])
    else same.push(run)
  }
  for (const [signs, same] of [...waiting].toSorted(([one], [other]) => other.length - one.length)) {
    const length = (same[0]?.to ?? 0) - (same[0]?.from ?? 0)
    const places = placesIn(free, signs, length)
    if (places.length !== same.length) continue
    places.forEach((place, index) => {
      for (let at = 0; at < length; at++) {
        pairs[place + at] = (same[index]?.from ?? 0) + at
        free[place + at] = FOUND
      }
    })
  }
}

function placesIn(free: readonly string[], signs: string, length: number): number[] {
  const places: number[] = []
  for (let at = 0; at + length <= free.length; at++) {
    if (free[at] !== signs.slice(0, free[at]?.length) || free.slice(at, at + length).join('') !== signs) continue
    places.push(at)
    at += length - 1
  }
  return places
}

/**
 * Where two runs meet, a sign that fits both belongs to the item that its neighbours are in: the full stop of a sentence
 * rather than that of the list number after it.
 */
function settleBorders(
  pairs: number[],
  { signs: a, places }: Stream,
  { signs: b }: Stream,
  itemOfPlace: (place: number) => number,
): void {
  const taken = takenBy(pairs, a.length)
  const isSameItem = (one: number, other: number): boolean =>
    itemOfPlace(places[one] ?? -1) === itemOfPlace(places[other] ?? -1)
  const settle = (at: number, step: 1 | -1): void => {
    const before = pairs[at - step] ?? -1
    const now = pairs[at] ?? -1
    const next = before + step
    if (before < 0 || now < 0 || now === next || taken[next] !== 0 || a[next] !== b[at]) return
    if (!isSameItem(before, next)) return
    const goesOnAfter = (pairs[at + step] ?? -1) === now + step && isSameItem(now, now + step)
    if (goesOnAfter) return
    taken[now] = 0
    taken[next] = 1
    pairs[at] = next
  }
  for (let at = 1; at < b.length; at++) settle(at, 1)
  for (let at = b.length - 2; at >= 0; at--) settle(at, -1)
}
