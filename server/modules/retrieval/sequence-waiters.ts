/** Callers that wait until the index has reached a sequence of the change log. */
export interface SequenceWaiters {
  /** @returns false when `limitMs` pass first, or the waiting ends with `giveUp`. */
  wait(sequence: number, limitMs: number): Promise<boolean>
  /** Wakes all who wait for `sequence` or less. */
  reached(sequence: number): void
  giveUp(): void
}

export function createSequenceWaiters(): SequenceWaiters {
  const waiting = new Set<{ readonly sequence: number; readonly settle: (reached: boolean) => void }>()
  return {
    async wait(sequence, limitMs) {
      return await new Promise((resolve) => {
        const settle = (reached: boolean): void => {
          clearTimeout(timer)
          waiting.delete(one)
          resolve(reached)
        }
        const one = { sequence, settle }
        const timer = setTimeout(() => {
          settle(false)
        }, limitMs)
        waiting.add(one)
      })
    },
    reached(sequence) {
      for (const one of waiting) if (one.sequence <= sequence) one.settle(true)
    },
    giveUp() {
      for (const one of waiting) one.settle(false)
    },
  }
}
