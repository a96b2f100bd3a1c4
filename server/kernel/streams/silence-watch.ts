export interface SilenceWatch {
  /** Aborts when the caller leaves or the silence is too long. */
  readonly signal: AbortSignal
  /** What was waited for when the silence became too long; null when it did not. */
  silence(): 'first' | 'next' | null
  /** Something came: from now on the shorter limit holds. */
  heard(): void
  /** Waits this long for all that may still come. */
  within(ms: number): void
  /** Ends the watch. Has to be called, or the caller's signal keeps it. */
  end(): void
}

export interface SilenceLimits {
  /** Until the first sign: a model may have to be loaded, or others may be served before. */
  readonly firstMs: number
  /** From one sign to the next. */
  readonly nextMs: number
}

/** Gives up on a stream that has gone silent. */
export function watchSilence({ firstMs, nextMs }: SilenceLimits, caller: AbortSignal | undefined): SilenceWatch {
  const controller = new AbortController()
  let waitingFor: 'first' | 'next' = 'first'
  let silence: 'first' | 'next' | null = null
  const giveUp = () => {
    silence = waitingFor
    controller.abort()
  }
  let timer = setTimeout(giveUp, firstMs)
  const leave = () => controller.abort(caller?.reason)
  caller?.addEventListener('abort', leave, { once: true })
  if (caller?.aborted === true) leave()
  return {
    signal: controller.signal,
    silence: () => silence,
    heard() {
      if (waitingFor === 'next') return void timer.refresh()
      waitingFor = 'next'
      clearTimeout(timer)
      timer = setTimeout(giveUp, nextMs)
    },
    within(ms) {
      clearTimeout(timer)
      timer = setTimeout(giveUp, ms)
    },
    end() {
      clearTimeout(timer)
      caller?.removeEventListener('abort', leave)
    },
  }
}
