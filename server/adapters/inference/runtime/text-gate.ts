import { LearnPathError } from '@learnpath/contracts'
import type { InferencePriority } from '../../../ports/embedder.ts'

/** Bounds how much waits. Queries and ingestion are counted apart, so that neither can shut the other out. */
export interface TextGate {
  /** Returns what must be called once it is done. A request alone may be larger than the bound. @throws LP_INFERENCE_BUSY */
  enter(priority: InferencePriority, texts: number): () => void
}

export function createTextGate(maximumTexts: number): TextGate {
  const inside: Record<InferencePriority, number> = { query: 0, ingestion: 0 }
  return {
    enter(priority, texts) {
      if (inside[priority] > 0 && inside[priority] + texts > maximumTexts) {
        throw new LearnPathError('LP_INFERENCE_BUSY', {
          detail: `${inside[priority]} texts are waiting`,
          retryAfterSeconds: 1,
        })
      }
      inside[priority] += texts
      return () => {
        inside[priority] -= texts
      }
    },
  }
}
