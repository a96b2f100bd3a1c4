import type { IncomingMessage } from 'node:http'

const LONGEST_MS = 500
const MOST_BYTES = 32_000_000

/**
 * Reads and drops what is left of a body that nobody wants. A connection that is closed while bytes still come in is reset, and the caller
 * would see that instead of the answer. Bounded: who sends on for ever is cut off.
 */
export async function readToEnd(incoming: IncomingMessage): Promise<void> {
  await new Promise<void>((resolve) => {
    let sizeBytes = 0
    const onData = (piece: Uint8Array): void => {
      sizeBytes += piece.byteLength
      if (sizeBytes > MOST_BYTES) settle()
    }
    const settle = (): void => {
      clearTimeout(timer)
      incoming.off('data', onData).off('end', settle).off('error', settle).off('close', settle)
      resolve()
    }
    const timer = setTimeout(settle, LONGEST_MS)
    incoming.on('data', onData).on('end', settle).on('error', settle).on('close', settle)
    if (incoming.destroyed || incoming.complete) settle()
    else incoming.resume()
  })
}
