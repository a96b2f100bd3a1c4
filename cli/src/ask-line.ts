import { createInterface } from 'node:readline/promises'

/** Somebody at the keyboard. */
export interface LineAsker {
  /** The line that was typed; null when there will be none any more. */
  ask(prompt: string): Promise<string | null>
  close(): void
}

export interface LineAskerOptions {
  /** What Ctrl-C does first. @returns whether there was anything to do; otherwise it ends the asking */
  readonly onInterrupt?: () => boolean
}

/** Asks on the terminal; Ctrl-C and Ctrl-D end it. */
export function createLineAsker({ onInterrupt = () => false }: LineAskerOptions = {}): LineAsker {
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  const ended = new AbortController()
  lines.on('close', () => ended.abort())
  lines.on('SIGINT', () => {
    if (!onInterrupt()) lines.close()
  })
  return {
    async ask(prompt) {
      if (ended.signal.aborted) return null
      try {
        return await lines.question(prompt, { signal: ended.signal })
      } catch (failure) {
        if (ended.signal.aborted) return null
        throw failure
      }
    },
    close: () => lines.close(),
  }
}

/** Takes what another program writes, line by line, without asking for it. */
export function createPipedAsker(): LineAsker {
  const lines = createInterface({ input: process.stdin })
  // Begun at once: lines that come before anybody waits for them would be lost.
  const iterator = lines[Symbol.asyncIterator]()
  return {
    async ask() {
      const { value, done } = await iterator.next()
      return done === true ? null : value
    },
    close: () => lines.close(),
  }
}
