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

/** Turns whatever was thrown into words a person understands. */
export function useProblemText(): (error: unknown) => ProblemText {
  const t = useTranslations('errors')
  return (error) => {
    const code: ErrorCode = error instanceof ServerProblem ? error.code : 'LP_INTERNAL'
    const detail =
      error instanceof ServerProblem ? error.detail : error instanceof Error ? error.message : String(error)
    return { title: t(`${code}.title`), advice: t(`${code}.advice`), detail }
  }
}
