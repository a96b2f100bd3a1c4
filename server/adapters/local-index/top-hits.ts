import type { KeywordHit } from '../../ports/keyword-index.ts'

/** The best `limit` hits: higher score first, then lower tie-breaker, then lower chunk id. A binary heap, the worst on top. */
export class TopHits {
  readonly #limit: number
  readonly #scores: Float64Array
  readonly #tieBreakers: Uint32Array
  readonly #chunkIds: Uint32Array
  #count = 0

  constructor(limit: number) {
    this.#limit = limit
    this.#scores = new Float64Array(limit)
    this.#tieBreakers = new Uint32Array(limit)
    this.#chunkIds = new Uint32Array(limit)
  }

  get isFull(): boolean {
    return this.#count === this.#limit
  }

  /** A hit below this score cannot enter; one of equal score may, by its tie-breaker. */
  get threshold(): number {
    return this.isFull ? (this.#scores[0] ?? Number.POSITIVE_INFINITY) : Number.NEGATIVE_INFINITY
  }

  offer(score: number, tieBreaker: number, chunkId: number): void {
    if (this.#count < this.#limit) {
      this.#set(this.#count, score, tieBreaker, chunkId)
      this.#count += 1
      this.#up(this.#count - 1)
      return
    }
    if (this.#limit === 0 || !this.#isBetterThanWorst(score, tieBreaker, chunkId)) return
    this.#set(0, score, tieBreaker, chunkId)
    this.#down(0)
  }

  /** Best first. */
  sorted(): KeywordHit[] {
    const places = Array.from({ length: this.#count }, (_, place) => place)
    places.sort((left, right) => (this.#isWorse(left, right) ? 1 : -1))
    return places.map((place) => ({ chunkId: this.#chunkIds[place] ?? 0, score: this.#scores[place] ?? 0 }))
  }

  #set(place: number, score: number, tieBreaker: number, chunkId: number): void {
    this.#scores[place] = score
    this.#tieBreakers[place] = tieBreaker
    this.#chunkIds[place] = chunkId
  }

  #isBetterThanWorst(score: number, tieBreaker: number, chunkId: number): boolean {
    const worst = this.#scores[0] ?? 0
    if (score !== worst) return score > worst
    const worstTie = this.#tieBreakers[0] ?? 0
    return tieBreaker !== worstTie ? tieBreaker < worstTie : chunkId < (this.#chunkIds[0] ?? 0)
  }

  #isWorse(left: number, right: number): boolean {
    const scores = this.#scores
    if (scores[left] !== scores[right]) return (scores[left] ?? 0) < (scores[right] ?? 0)
    const ties = this.#tieBreakers
    if (ties[left] !== ties[right]) return (ties[left] ?? 0) > (ties[right] ?? 0)
    return (this.#chunkIds[left] ?? 0) > (this.#chunkIds[right] ?? 0)
  }

  #swap(left: number, right: number): void {
    const score = this.#scores[left] ?? 0
    const tieBreaker = this.#tieBreakers[left] ?? 0
    const chunkId = this.#chunkIds[left] ?? 0
    this.#set(left, this.#scores[right] ?? 0, this.#tieBreakers[right] ?? 0, this.#chunkIds[right] ?? 0)
    this.#set(right, score, tieBreaker, chunkId)
  }

  #up(from: number): void {
    let place = from
    while (place > 0) {
      const parent = (place - 1) >>> 1
      if (!this.#isWorse(place, parent)) return
      this.#swap(place, parent)
      place = parent
    }
  }

  #down(from: number): void {
    let place = from
    for (;;) {
      let worst = place
      const left = place * 2 + 1
      if (left < this.#count && this.#isWorse(left, worst)) worst = left
      if (left + 1 < this.#count && this.#isWorse(left + 1, worst)) worst = left + 1
      if (worst === place) return
      this.#swap(place, worst)
      place = worst
    }
  }
}
