import type { QuestionDraft } from '../../../ports/question-writer.ts'
import { statementOf, wordedText } from './draft-facts.ts'

const SAME = 0.7

/** Tells whether a draft asks what another has asked: by the share of meaning-carrying words they have in common. */
export interface AskedQuestions {
  /** @returns false when it was asked before; else remembers it. */
  add(draft: QuestionDraft): boolean
}

/**
 * Two questions of one type are the same when the Jaccard index of their stems, over stem, answer and pairs, is at least .7, or when
 * both take the same answer from the same evidence.
 */
export function createAskedQuestions(): AskedQuestions {
  const asked: { readonly type: string; readonly words: ReadonlySet<string> }[] = []
  const byWord = new Map<string, number[]>()
  const answered = new Set<string>()
  return {
    add(draft) {
      const { evidence, type, language } = draft
      const answer = [draft.answerText, ...draft.left.toSorted()].join(' ').toLowerCase()
      const key = `${type} ${evidence.documentId} ${evidence.start} ${answer}`
      const { stems: words } = wordedText(
        [statementOf(draft.stem), draft.answerText, ...draft.left].join(' '),
        language,
      )
      if (answered.has(key) || isAsked(type, words)) return false
      answered.add(key)
      for (const word of words) byWord.set(word, [...(byWord.get(word) ?? []), asked.length])
      asked.push({ type, words })
      return true
    },
  }

  function isAsked(type: string, words: ReadonlySet<string>): boolean {
    const shared = new Map<number, number>()
    for (const word of words) for (const at of byWord.get(word) ?? []) shared.set(at, (shared.get(at) ?? 0) + 1)
    for (const [at, common] of shared) {
      const other = asked[at]
      if (other?.type === type && common / (words.size + other.words.size - common) >= SAME) return true
    }
    return false
  }
}
