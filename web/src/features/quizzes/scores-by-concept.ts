import type { Quiz, QuizItem } from '@learnpath/contracts'

interface ConceptScore {
  readonly concept: QuizItem['concept']
  readonly correct: number
  readonly answered: number
}

/** How the answers of a quiz went by concept, the weakest first. */
export function scoresByConcept({ items, results }: Pick<Quiz, 'items' | 'results'>): ConceptScore[] {
  const correctOf = new Map(results.map(({ itemId, correct }) => [itemId, correct]))
  const scores = new Map<string, ConceptScore>()
  for (const { id, concept } of items) {
    const correct = correctOf.get(id) ?? null
    if (correct === null) continue
    const before = scores.get(concept.id) ?? { concept, correct: 0, answered: 0 }
    scores.set(concept.id, { concept, correct: before.correct + (correct ? 1 : 0), answered: before.answered + 1 })
  }
  return [...scores.values()].toSorted((one, other) => one.correct / one.answered - other.correct / other.answered)
}
