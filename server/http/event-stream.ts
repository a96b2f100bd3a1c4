/** Anything that is sent as a server-sent event; `type` becomes the event's name. */
interface TypedEvent {
  readonly type: string
}

export interface EventSink<T extends TypedEvent> {
  send(event: T): void
  /** Sends what waits and ends the stream. */
  end(): void
}

export interface EventStreamOptions<T extends TypedEvent> {
  /** Starts the source. @returns what stops it; called once, when the reader leaves or the stream ends. */
  readonly open: (sink: EventSink<T>) => () => void
  /** How an event is written. Default: its type as the event's name, and itself as JSON. */
  readonly textOf?: (event: T) => string
  /** A waiting event is replaced by a newer one of the same key, so that a slow reader gets the latest and not all. */
  readonly keyOf?: (event: T) => string | null
  /** Ends the stream from outside. */
  readonly stopping: AbortSignal
}

/** A reader that leaves this many events waiting is cut off; it can connect again and ask for the state. */
const MAX_WAITING = 1000
const HEARTBEAT_MS = 15_000
const encoder = new TextEncoder()

const namedText = (event: TypedEvent): string => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`

/**
 * Answers with server-sent events. The source pushes, the reader pulls: what the reader has not taken waits here, bounded.
 * A comment every 15 s keeps proxies from closing a quiet connection.
 */
export function eventStream<T extends TypedEvent>(options: EventStreamOptions<T>): Response {
  const waiting = new Map<string, T>()
  let count = 0
  let ended = false
  let stop: (() => void) | undefined
  let timer: NodeJS.Timeout | undefined
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null

  const write = (text: string) => controller?.enqueue(encoder.encode(text))
  const writeWaiting = () => {
    if (waiting.size === 0) return
    const text = [...waiting.values()].map(options.textOf ?? namedText).join('')
    waiting.clear() // Before writing: that may ask for more at once.
    write(text)
  }
  const flush = () => {
    if ((controller?.desiredSize ?? 0) > 0) writeWaiting()
  }
  const finish = () => {
    if (ended) return
    ended = true
    clearInterval(timer)
    options.stopping.removeEventListener('abort', end)
    stop?.()
  }
  const end = () => {
    if (ended) return
    writeWaiting()
    controller?.close()
    controller = null
    finish()
  }
  const send = (event: T) => {
    if (ended) return
    count += 1
    const key = options.keyOf?.(event) ?? `#${count}`
    waiting.delete(key)
    waiting.set(key, event)
    flush()
    if (waiting.size > MAX_WAITING) end()
  }

  const body = new ReadableStream<Uint8Array>(
    {
      start(started) {
        controller = started
        write(': connected\n\n')
        options.stopping.addEventListener('abort', end)
        timer = setInterval(() => {
          if ((controller?.desiredSize ?? 0) > 0) write(': heartbeat\n\n')
        }, HEARTBEAT_MS)
        timer.unref()
        stop = options.open({ send, end })
        if (ended) stop?.()
        if (options.stopping.aborted) end()
      },
      pull: flush,
      cancel() {
        controller = null
        finish()
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: 65_536 }),
  )
  return new Response(body, {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
  })
}
