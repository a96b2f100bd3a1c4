import { breathe } from '../../../kernel/breathe.ts'

/** A passage as far as its worth goes. */
export interface WeighedPassage {
  readonly hash: string
  readonly documentId: string
  /** What is named in it, each once. */
  readonly entityIds: readonly string[]
  /** That reading it takes. */
  readonly tokens: number
}

/** What a passage adds of an entity that one passage before it was read about, against a first one. */
const SECOND_TIME = 0.5
/** Passages of one document after which the next one is worth half of what it would be worth in another. */
const DOCUMENT_HALVES = 12
/** A passage that names nothing we know of is worth that much of an entity. */
const LEAST_WORTH = 0.2
const PASSAGES_PER_BREATH = 500

/**
 * The hashes of passages, the most valuable first: each time the one that adds most for its tokens, which is about entities that are
 * named in many passages and of which little has been read yet, in documents of which little has been read yet. What a passage adds only
 * falls as others are read, so that only the top of the heap is weighed anew (Minoux' lazy greedy choice).
 */
export async function orderPassages(passages: readonly WeighedPassage[]): Promise<string[]> {
  const worth = new PassageWorth(passages)
  const heap = new Heap(passages.map((passage, at) => ({ passage, at, gain: worth.of(passage) })))
  const order: string[] = []
  for (let top = heap.top(); top !== undefined; top = heap.top()) {
    const gain = worth.of(top.passage)
    if (gain < top.gain) {
      heap.lowerTop({ ...top, gain })
      continue
    }
    heap.removeTop()
    worth.read(top.passage)
    order.push(top.passage.hash)
    if (order.length % PASSAGES_PER_BREATH === 0) await breathe()
  }
  return order
}

class PassageWorth {
  readonly #weights = new Map<string, number>()
  readonly #readOfDocument = new Map<string, number>()

  constructor(passages: readonly WeighedPassage[]) {
    const counts = new Map<string, number>()
    for (const { entityIds } of passages) for (const id of entityIds) counts.set(id, (counts.get(id) ?? 0) + 1)
    for (const [id, count] of counts) this.#weights.set(id, Math.log2(1 + count))
  }

  of({ entityIds, documentId, tokens }: WeighedPassage): number {
    const entities = entityIds.reduce((sum, id) => sum + (this.#weights.get(id) ?? 0), LEAST_WORTH)
    const spread = 1 / (1 + (this.#readOfDocument.get(documentId) ?? 0) / DOCUMENT_HALVES)
    return (entities * spread) / tokens
  }

  read({ entityIds, documentId }: WeighedPassage): void {
    for (const id of entityIds) this.#weights.set(id, (this.#weights.get(id) ?? 0) * SECOND_TIME)
    this.#readOfDocument.set(documentId, (this.#readOfDocument.get(documentId) ?? 0) + 1)
  }
}

interface Entry {
  readonly passage: WeighedPassage
  /** Place in what was given: of equal ones the earlier comes first. */
  readonly at: number
  readonly gain: number
}

const isBefore = (one: Entry, other: Entry): boolean =>
  one.gain > other.gain || (one.gain === other.gain && one.at < other.at)

class Heap {
  readonly #entries: Entry[]

  constructor(entries: readonly Entry[]) {
    this.#entries = entries.toSorted((one, other) => (isBefore(one, other) ? -1 : 1))
  }

  top(): Entry | undefined {
    return this.#entries[0]
  }

  lowerTop(entry: Entry): void {
    this.#entries[0] = entry
    this.#sink()
  }

  removeTop(): void {
    const last = this.#entries.pop()
    if (last === undefined || this.#entries.length === 0) return
    this.#entries[0] = last
    this.#sink()
  }

  #sink(): void {
    const entries = this.#entries
    for (let at = 0; ;) {
      const left = 2 * at + 1
      const [here, one, other] = [entries[at], entries[left], entries[left + 1]]
      if (here === undefined || one === undefined) return
      const child = other !== undefined && isBefore(other, one) ? left + 1 : left
      const below = entries[child]
      if (below === undefined || !isBefore(below, here)) return
      entries[at] = below
      entries[child] = here
      at = child
    }
  }
}
