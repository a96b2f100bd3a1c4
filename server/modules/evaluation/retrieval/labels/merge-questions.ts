import type { StoredLabels, StoredPassage, StoredQuestion } from './stored-labels.ts'

/** The same for the same question, letters' case and blanks aside. Generated ones are never one with a person's own. */
export function questionKey({ question, origin }: Pick<StoredQuestion, 'question' | 'origin'>): string {
  const words = question.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim()
  return `${origin === 'generated' ? 'generated' : 'asked'} ${words}`
}

const placeOf = ({ documentId, start, end }: StoredPassage): string => `${documentId} ${start} ${end}`

/** The newer grade counts. */
function withPassages(question: StoredQuestion, passages: readonly StoredPassage[]): StoredQuestion {
  const byPlace = new Map([...question.passages, ...passages].map((passage) => [placeOf(passage), passage]))
  return { ...question, passages: [...byPlace.values()] }
}

export interface Merged {
  readonly labels: StoredLabels
  readonly added: number
  readonly merged: number
}

/** Adds questions; one that is there gets the passages it does not have. */
export function mergeQuestions(labels: StoredLabels, incoming: readonly StoredQuestion[]): Merged {
  const byKey = new Map(labels.questions.map((question) => [questionKey(question), question]))
  const before = byKey.size
  for (const one of incoming) {
    const known = byKey.get(questionKey(one))
    byKey.set(questionKey(one), known === undefined ? one : withPassages(known, one.passages))
  }
  const added = byKey.size - before
  return { labels: { ...labels, questions: [...byKey.values()] }, added, merged: incoming.length - added }
}
