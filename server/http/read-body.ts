import type { IncomingMessage } from 'node:http'
import { LearnPathError } from '@learnpath/contracts'

const decoder = new TextDecoder()

function createPieces(maxBytes: number) {
  const pieces: Uint8Array[] = []
  let sizeBytes = 0
  return {
    add(piece: Uint8Array): void {
      sizeBytes += piece.byteLength
      if (sizeBytes > maxBytes) throw tooLarge(maxBytes)
      pieces.push(piece)
    },
    text: (): string => decoder.decode(pieces.length === 1 ? pieces[0] : Buffer.concat(pieces)),
  }
}

const tooLarge = (maxBytes: number): LearnPathError =>
  new LearnPathError('LP_REQUEST_TOO_LARGE', { detail: `the JSON body of this address may have ${maxBytes} bytes` })

/** Through events: the conversion to a web stream costs more than a whole small answer does. */
async function readIncoming(incoming: IncomingMessage, maxBytes: number): Promise<string> {
  const pieces = createPieces(maxBytes)
  return await new Promise<string>((resolve, reject) => {
    const settle = (end: () => void): void => {
      incoming.off('data', onData).off('end', onEnd).off('error', onGone).off('close', onGone)
      end()
    }
    const onData = (piece: Uint8Array): void => {
      try {
        pieces.add(piece)
      } catch (cause) {
        // Not destroyed: the answer goes out on the same socket.
        incoming.pause()
        settle(() => reject(cause))
      }
    }
    const onEnd = (): void => settle(() => resolve(pieces.text()))
    const onGone = (cause?: Error): void => settle(() => reject(new LearnPathError('LP_REQUEST_CANCELLED', { cause })))
    incoming.on('data', onData).on('end', onEnd).on('error', onGone).on('close', onGone)
    if (incoming.destroyed) onGone()
  })
}

async function readStream(body: ReadableStream<Uint8Array>, maxBytes: number): Promise<string> {
  const pieces = createPieces(maxBytes)
  for await (const piece of body) pieces.add(piece)
  return pieces.text()
}

/** Bodies are taken as they are: nothing is unpacked for a caller. @throws LP_REQUEST_TYPE_UNSUPPORTED */
export function refusePacked({ headers }: Request): void {
  const encoding = (headers.get('content-encoding') ?? 'identity').trim().toLowerCase()
  if (encoding === 'identity' || encoding === '') return
  throw new LearnPathError('LP_REQUEST_TYPE_UNSUPPORTED', { detail: `Content-Encoding: ${encoding.slice(0, 100)}` })
}

/**
 * The whole body as text, from the socket's own request where there is one.
 * @throws LP_REQUEST_TYPE_UNSUPPORTED; LP_REQUEST_TOO_LARGE before more than `maxBytes` are kept; LP_REQUEST_CANCELLED when the caller leaves before the end
 */
export async function readBody(request: Request, incoming: IncomingMessage | null, maxBytes: number): Promise<string> {
  refusePacked(request)
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes)
  if (incoming !== null) return await readIncoming(incoming, maxBytes)
  return request.body === null ? '' : await readStream(request.body, maxBytes)
}
