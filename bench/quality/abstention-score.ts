/** One question: whether the documents hold the answer, and how sure the answer was. */
export interface Judged {
  readonly answerable: boolean
  readonly confidence: number
}

export interface Detection {
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

/** How well "abstain below the threshold" finds the questions without answer, and answering those with one. */
export function abstentionScore(
  judged: readonly Judged[],
  threshold: number,
): { readonly abstaining: Detection; readonly answering: Detection } {
  const count = (answerable: boolean, answered: boolean): number =>
    judged.filter((it) => it.answerable === answerable && it.confidence >= threshold === answered).length
  return {
    abstaining: detection(count(false, false), count(true, false), count(false, true)),
    answering: detection(count(true, true), count(false, true), count(true, false)),
  }
}

/** The threshold at which both kinds of question are found best: the higher mean of the two F1; of equals the lowest. */
export function bestThreshold(judged: readonly Judged[]): number {
  let best = { threshold: 0, value: -1 }
  for (let step = 0; step <= 100; step++) {
    const threshold = step / 100
    const { abstaining, answering } = abstentionScore(judged, threshold)
    const value = (abstaining.f1 + answering.f1) / 2
    if (value > best.value) best = { threshold, value }
  }
  return best.threshold
}

function detection(right: number, wrong: number, missed: number): Detection {
  const precision = right + wrong === 0 ? 0 : right / (right + wrong)
  const recall = right + missed === 0 ? 0 : right / (right + missed)
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) }
}
