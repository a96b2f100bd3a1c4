import { createInterface } from 'node:readline/promises'

/** Somebody at the keyboard. */
export interface LineAsker {
  /** The line that was typed; null when there will be none any more. */
  ask(prompt: string): Promise<string | null>
  close(): void
}

/** Asks on the terminal; Ctrl-C and Ctrl-D end it. */
export function createLineAsker(): LineAsker {
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  const ended = new AbortController()
  lines.on('close', () => ended.abort())
  lines.on('SIGINT', () => lines.close())
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
