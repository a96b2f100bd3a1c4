import { breathe } from '../../kernel/breathe.ts'

/** Gives way to other work after each stretch of so many milliseconds. */
export class Slices {
  readonly #longestMs: number
  #end: number

  constructor(longestMs: number) {
    this.#longestMs = longestMs
    this.#end = performance.now() + longestMs
  }

  /** Whether it is time for `breathe`. */
  get isOver(): boolean {
    return performance.now() >= this.#end
  }

  async breathe(): Promise<void> {
    await breathe()
    this.#end = performance.now() + this.#longestMs
  }
}
