import { useEffect, useEffectEvent } from 'react'
import { ServerProblem } from '../../api/server-problem.ts'
import { useConnection } from '../../api/use-live-updates.tsx'
import type { ComingAnswer } from './coming-answer-state.ts'

/** A question that never reached the server is asked again when the server is back. */
export function useAskAgain(
  coming: readonly ComingAnswer[],
  ask: (question: string, parentId: string | null) => void,
): void {
  const connection = useConnection()
  const askAgain = useEffectEvent(() => {
    const lost = coming.find(
      ({ turnId, state, error }) => turnId === null && state === 'failed' && isUnreachable(error),
    )
    if (lost !== undefined) ask(lost.request.question, lost.request.parentId ?? null)
  })
  useEffect(() => {
    if (connection === 'open') askAgain()
  }, [connection])
}

const isUnreachable = (error: unknown): boolean =>
  error instanceof ServerProblem && error.code === 'LP_SERVER_UNREACHABLE'
