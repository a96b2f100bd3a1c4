import { LearnPathError } from '@learnpath/contracts'

export interface Admission {
  /**
   * Runs the work when there is room for that many texts, or when nothing runs.
   * @throws LP_INFERENCE_BUSY at once otherwise: a queue in memory would only hide that there is too much to do
   */
  admit<Result>(texts: number, work: () => Promise<Result>): Promise<Result>
}

/** Bounds what requests hold in memory: texts, and the vectors that are made of them. */
export function createAdmission(maxTexts: number): Admission {
  let running = 0
  return {
    async admit(texts, work) {
      if (running > 0 && running + texts > maxTexts) {
        const detail = `${running} texts are being worked on; ${maxTexts} are allowed at a time`
        throw new LearnPathError('LP_INFERENCE_BUSY', { detail, retryAfterSeconds: 1 })
      }
      running += texts
      try {
        return await work()
      } finally {
        running -= texts
      }
    },
  }
}
