/** What is answered just now. */
export interface RunningTurns {
  /** Runs the work with a signal that is the caller's, or that of `end`. */
  run<Result>(
    conversationId: string,
    signal: AbortSignal | undefined,
    work: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result>
  /** Ends the work in one conversation, or in all, and waits until it has ended. */
  end(reason: Error, conversationId?: string): Promise<void>
}

export function createRunningTurns(): RunningTurns {
  const turns = new Set<{ conversationId: string; controller: AbortController; ended: Promise<unknown> }>()
  return {
    async run(conversationId, signal, work) {
      const controller = new AbortController()
      const combined = signal === undefined ? controller.signal : AbortSignal.any([signal, controller.signal])
      const result = work(combined)
      const turn = { conversationId, controller, ended: result.catch(() => undefined) }
      turns.add(turn)
      try {
        return await result
      } finally {
        turns.delete(turn)
      }
    },
    async end(reason, conversationId) {
      const wanted = [...turns].filter((turn) => conversationId === undefined || turn.conversationId === conversationId)
      for (const { controller } of wanted) controller.abort(reason)
      await Promise.all(wanted.map(({ ended }) => ended))
    },
  }
}
