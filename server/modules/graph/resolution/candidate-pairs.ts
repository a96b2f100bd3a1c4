import { randomFor } from '../../../kernel/seeded-random.ts'
import { dot } from './dot.ts'
import type { NameFeatures } from './name-features.ts'
import { isLiteral } from './types-agree.ts'

/** Pairs of indices, the smaller first; each once, in ascending order. */
type IndexPairs = readonly (readonly [number, number])[]

const LARGEST_BLOCK = 32
const TREES = 8
const LARGEST_LEAF = 16
const DEEPEST = 40

/**
 * Pairs that are worth comparing: names that share their rarest words or most of the letters of a word, and names whose vectors stay
 * together in most of a few trees of random cuts. A block that is too large is left out or cut further, as the whole set tells, so
 * that the pairs are a function of the set and grow with its size, not with its square.
 */
export function candidatePairs(
  names: readonly NameFeatures[],
  vectors: readonly (Float32Array | undefined)[],
): IndexPairs {
  const comparable = names.filter(({ form, stems }) => !isLiteral(form.type) && stems.length > 0)
  const pairs = new PairSet(names.length)
  addWordBlocks(comparable, pairs)
  addLetterBlocks(comparable, pairs)
  addVectorLeaves(comparable, vectors, pairs)
  return pairs.sorted()
}

class PairSet {
  readonly #size: number
  #codes = new Float64Array(1024)
  #length = 0

  constructor(size: number) {
    this.#size = size
  }

  addAll(indices: readonly number[]): void {
    for (const [at, one] of indices.entries()) {
      for (const other of indices.slice(at + 1)) this.#add(Math.min(one, other), Math.max(one, other))
    }
  }

  #add(one: number, other: number): void {
    if (this.#length === this.#codes.length) {
      const larger = new Float64Array(this.#length * 2)
      larger.set(this.#codes)
      this.#codes = larger
    }
    this.#codes[this.#length] = one * this.#size + other
    this.#length += 1
  }

  sorted(): IndexPairs {
    const codes = this.#codes.subarray(0, this.#length).toSorted()
    const pairs: (readonly [number, number])[] = []
    let previous = -1
    for (const code of codes) {
      if (code !== previous) pairs.push([Math.floor(code / this.#size), code % this.#size])
      previous = code
    }
    return pairs
  }
}

function addBlocks(blocks: ReadonlyMap<string, readonly number[]>, pairs: PairSet): void {
  for (const block of blocks.values()) if (block.length > 1 && block.length <= LARGEST_BLOCK) pairs.addAll(block)
}

function put(blocks: Map<string, number[]>, key: string, index: number): void {
  const block = blocks.get(key)
  if (block === undefined) blocks.set(key, [index])
  else if (block.at(-1) !== index) block.push(index)
}

/**
 * Two names that share half of their words share one of the rarest of each (prefix filter of S. Chaudhuri and others 2006). Words that
 * too many have are taken two by two.
 */
function addWordBlocks(names: readonly NameFeatures[], pairs: PairSet): void {
  const counts = new Map<string, number>()
  for (const { stems } of names) for (const stem of new Set(stems)) counts.set(stem, (counts.get(stem) ?? 0) + 1)
  const rarity = (one: string, other: string): number =>
    (counts.get(one) ?? 0) - (counts.get(other) ?? 0) || (one < other ? -1 : 1)
  const blocks = new Map<string, number[]>()
  for (const { stems, index } of names) {
    const words = [...new Set(stems)].toSorted(rarity)
    for (const [at, word] of words.slice(0, Math.floor(words.length / 2) + 1).entries()) {
      if ((counts.get(word) ?? 0) <= LARGEST_BLOCK) put(blocks, word, index)
      else for (const other of words.slice(at + 1)) put(blocks, `${word} ${other}`, index)
    }
  }
  addBlocks(blocks, pairs)
}

const SHORTEST_WORD = 6

/** Words with one slip of the pen: with a letter left out they are the same, or the same but for one letter. */
function addLetterBlocks(names: readonly NameFeatures[], pairs: PairSet): void {
  const blocks = new Map<string, number[]>()
  for (const { stems, index } of names) {
    const whole = stems.join('')
    if (whole.length < SHORTEST_WORD) continue
    const middle = Math.floor(whole.length / 2)
    // One slip leaves one half as it is, up to a place.
    put(blocks, `<${whole.slice(0, middle)} ${whole.at(-1) ?? ''}`, index)
    put(blocks, `>${whole.charAt(0)} ${whole.slice(-middle)}`, index)
    put(blocks, `<${whole.slice(0, middle + 1)}`, index)
    put(blocks, `>${whole.slice(-middle - 1)}`, index)
  }
  addBlocks(blocks, pairs)
}

function addVectorLeaves(
  names: readonly NameFeatures[],
  vectors: readonly (Float32Array | undefined)[],
  pairs: PairSet,
): void {
  const members = names.flatMap(({ index }) => (vectors[index] === undefined ? [] : [index]))
  const dimensions = vectors[members[0] ?? -1]?.length ?? 0
  if (dimensions === 0) return
  const mean = meanOf(members, vectors, dimensions)
  for (let tree = 0; tree < TREES; tree++) {
    const planes = Array.from({ length: DEEPEST }, (_, depth) => plane(tree, depth, mean))
    split(members, 0)
    function split(part: readonly number[], depth: number): void {
      if (part.length <= LARGEST_LEAF) return pairs.addAll(part)
      const cut = planes[depth]
      if (cut === undefined) return
      const [above, below]: [number[], number[]] = [[], []]
      for (const index of part) (isAbove(vectors[index], cut) ? above : below).push(index)
      split(above, depth + 1)
      split(below, depth + 1)
    }
  }
}

/** The names of a model may all lie in one direction from the origin; cuts go through their middle. */
function meanOf(
  members: readonly number[],
  vectors: readonly (Float32Array | undefined)[],
  dimensions: number,
): Float64Array {
  const sum = new Float64Array(dimensions)
  for (const index of members) {
    for (const [at, value] of (vectors[index] ?? []).entries()) sum[at] = (sum[at] ?? 0) + value / members.length
  }
  return sum
}

interface Plane {
  readonly normal: Float32Array
  readonly offset: number
}

function plane(tree: number, depth: number, mean: Float64Array): Plane {
  const random = randomFor(tree, `plane ${depth}`)
  const normal = Float32Array.from(mean, () => random() + random() + random() - 1.5)
  return { normal, offset: normal.reduce((sum, value, at) => sum + value * (mean[at] ?? 0), 0) }
}

function isAbove(vector: Float32Array | undefined, { normal, offset }: Plane): boolean {
  return vector !== undefined && dot(normal, vector) > offset
}
