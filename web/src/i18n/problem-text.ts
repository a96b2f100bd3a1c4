import type { ErrorCode } from '@learnpath/contracts'
import { useTranslations } from 'use-intl'
import { ServerProblem } from '../api/server-problem.ts'

interface ProblemText {
  readonly title: string
  /** What to do next. */
  readonly advice: string
  /** What exactly, as the server says it; null when it said no more. */
  readonly detail: string | null
}

/** What these mean is that somebody has to wait, and for how long. */
const TOLD_TO_WAIT: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['LP_RATE_LIMITED', 'LP_SIGN_IN_BLOCKED'])

/** Turns whatever was thrown into words a person understands. */
export function useProblemText(): (error: unknown) => ProblemText {
  const t = useTranslations('errors')
  const tApp = useTranslations('app')
  return (error) => {
    const code: ErrorCode = error instanceof ServerProblem ? error.code : 'LP_INTERNAL'
    const detail =
      error instanceof ServerProblem ? error.detail : error instanceof Error ? error.message : String(error)
    const seconds = error instanceof ServerProblem && TOLD_TO_WAIT.has(code) ? error.retryAfterSeconds : null
    const advice = seconds === null ? t(`${code}.advice`) : tApp('waitSeconds', { seconds })
    return { title: t(`${code}.title`), advice, detail }
  }
}
