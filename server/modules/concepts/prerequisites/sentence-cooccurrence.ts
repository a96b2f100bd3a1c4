import type { Steps } from '../../../kernel/run-in-slices.ts'

/** In how many windows of sentences two concepts stand together, and each at all. */
export interface Cooccurrence {
  readonly windows: number
  windowsOf(concept: number): number
  windowsTogether(concept: number, other: number): number
}

/** A window is a few sentences in a row: about a paragraph. */
export const WINDOW_SENTENCES = 4

/** @param sentencesOf per concept the numbers of its sentences, ascending */
export function* countCooccurrence(sentencesOf: readonly (readonly number[])[]): Steps<Cooccurrence> {
  const count = sentencesOf.length
  const inWindow = new Map<number, number[]>()
  const alone = new Int32Array(count)
  for (const [concept, sentences] of sentencesOf.entries()) {
    let last = -1
    for (const sentence of sentences) {
      const window = Math.floor(sentence / WINDOW_SENTENCES)
      if (window === last) continue
      last = window
      const concepts = inWindow.get(window)
      if (concepts === undefined) inWindow.set(window, [concept])
      else concepts.push(concept)
      alone[concept] = (alone[concept] ?? 0) + 1
    }
    yield 2 * sentences.length
  }
  const together = new Map<number, number>()
  for (const concepts of inWindow.values()) {
    for (const [at, one] of concepts.entries()) {
      for (const other of concepts.slice(at + 1)) {
        const pair = one * count + other
        together.set(pair, (together.get(pair) ?? 0) + 1)
      }
    }
    yield 5 * concepts.length ** 2
  }
  return {
    windows: inWindow.size,
    windowsOf: (concept) => alone[concept] ?? 0,
    // Concepts went into the windows by ascending number.
    windowsTogether: (concept, other) => together.get(Math.min(concept, other) * count + Math.max(concept, other)) ?? 0,
  }
}
