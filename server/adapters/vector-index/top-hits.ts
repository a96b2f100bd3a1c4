import type { VectorHit } from '../../ports/vector-index.ts'

/** The best hits seen, by score, then by chunk. */
export class TopHits {
  readonly #limit: number
  readonly #hits: VectorHit[] = []

  constructor(limit: number) {
    this.#limit = limit
  }

  /** A hit must score this to be kept; -Infinity until there are enough. */
  get threshold(): number {
    return this.#hits.length < this.#limit ? -Infinity : (this.#hits.at(-1)?.score ?? Infinity)
  }

  offer(chunkId: number, score: number): void {
    if (score < this.threshold) return
    let place = this.#hits.length
    while (place > 0) {
      const before = this.#hits[place - 1]
      if (before === undefined || before.score > score) break
      if (before.score === score && before.chunkId < chunkId) break
      place -= 1
    }
    this.#hits.splice(place, 0, { chunkId, score })
    if (this.#hits.length > this.#limit) this.#hits.pop()
  }

  sorted(): readonly VectorHit[] {
    return this.#hits
  }
}
