/** Agreement of two texts as bags of words. */
export interface TokenAgreement {
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

/** Compares the words of a text with those expected, order aside. */
export function tokenF1(actual: string, expected: string): TokenAgreement {
  const found = countWords(actual)
  const wanted = countWords(expected)
  let common = 0
  for (const [word, count] of found) common += Math.min(count, wanted.get(word) ?? 0)
  const precision = ratio(common, total(found))
  const recall = ratio(common, total(wanted))
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) }
}

function countWords(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const [word] of text
    .normalize('NFKC')
    .toLowerCase()
    .matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
    counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return counts
}

function total(counts: ReadonlyMap<string, number>): number {
  let sum = 0
  for (const count of counts.values()) sum += count
  return sum
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}
