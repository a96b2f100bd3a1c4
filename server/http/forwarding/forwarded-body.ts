import type { IncomingMessage } from 'node:http'
import { PassThrough, type Readable } from 'node:stream'
import { LearnPathError } from '@learnpath/contracts'

/** What goes on of a request's body. */
export interface ForwardedBody {
  /** Whether it can be taken again and again; one that streams can be taken once. */
  readonly whole: boolean
  take(): Buffer | Readable | null
}

/** Bodies up to this size are taken whole, so that they can be sent again. */
const LARGEST_WHOLE_BYTES = 1_000_000

/**
 * Small bodies are taken whole; large ones, and those that do not say how long they are, go through as they come.
 * @throws LP_REQUEST_CANCELLED when the caller leaves before the end of a small one
 */
export async function forwardedBody(request: Request, incoming: IncomingMessage | null): Promise<ForwardedBody> {
  if (incoming === null) {
    // Of the program itself, and small.
    const bytes = request.body === null ? null : Buffer.from(await request.arrayBuffer())
    return { whole: true, take: () => bytes }
  }
  const length = request.headers.get('content-length')
  if (length === '0' || (length === null && !request.headers.has('transfer-encoding'))) {
    return { whole: true, take: () => null }
  }
  if (length === null || Number(length) > LARGEST_WHOLE_BYTES) return { whole: false, take: () => piped(incoming) }
  const bytes = await wholeOf(incoming)
  return { whole: true, take: () => bytes }
}

async function wholeOf(incoming: IncomingMessage): Promise<Buffer> {
  try {
    return Buffer.concat((await incoming.toArray()) as Buffer[])
  } catch (cause) {
    throw new LearnPathError('LP_REQUEST_CANCELLED', { cause })
  }
}

/**
 * The service may answer before it has everything, and ends its stream then; that must not end the caller's socket, on which the answer
 * goes out. A caller who leaves half-way does end the stream, and with it the request to the service.
 */
function piped(incoming: IncomingMessage): Readable {
  const pipe = new PassThrough()
  incoming.pipe(pipe)
  incoming.once('close', () => {
    if (!incoming.readableEnded) pipe.destroy(new LearnPathError('LP_REQUEST_CANCELLED'))
  })
  pipe.once('close', () => incoming.unpipe(pipe))
  return pipe
}
