import type { IncomingMessage, ServerResponse } from 'node:http'
import { LearnPathError } from '@learnpath/contracts'
import { rawProblem } from './raw-problem.ts'

/** Ends requests whose bodies hardly come in: each of them keeps one of the places for requests that run at the same time. */
export interface SlowBodies {
  /** @returns what ends the watching */
  watch(incoming: IncomingMessage, outgoing: ServerResponse): () => void
  stop(): void
}

export interface SlowBodyLimits {
  /** In this time at least `leastBytes` must come, unless we are the ones who do not read. */
  readonly windowMs: number
  readonly leastBytes: number
}

/** The slowest connections that anybody still uses manage a thousand times as much. */
const LIMITS: SlowBodyLimits = { windowMs: 30_000, leastBytes: 1000 }

interface Watched {
  readonly outgoing: ServerResponse
  bytesRead: number
}

export function watchSlowBodies({ windowMs, leastBytes }: SlowBodyLimits = LIMITS): SlowBodies {
  const watched = new Map<IncomingMessage, Watched>()
  // Seen twice in a row means: for one window at least, two at most.
  const timer = setInterval(() => {
    for (const [incoming, entry] of watched) {
      if (incoming.complete || incoming.destroyed) watched.delete(incoming)
      else {
        const { bytesRead } = incoming.socket
        const isOurFault = incoming.readableLength > 0
        if (!isOurFault && bytesRead - entry.bytesRead < leastBytes) endSlow(incoming, entry.outgoing)
        entry.bytesRead = bytesRead
      }
    }
  }, windowMs)
  timer.unref()
  return {
    watch(incoming, outgoing) {
      // What came before the first look does not count for the window before it.
      watched.set(incoming, { outgoing, bytesRead: -Infinity })
      return () => watched.delete(incoming)
    },
    stop: () => clearInterval(timer),
  }
}

function endSlow(incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { socket } = incoming
  if (!outgoing.headersSent) {
    socket.write(rawProblem(new LearnPathError('LP_REQUEST_TIMEOUT', { detail: 'the body did not come' })))
  }
  socket.destroySoon()
}
