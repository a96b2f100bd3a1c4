import { describe, expect, it } from 'vitest'
import { readEvents } from './event-stream.ts'

interface Told {
  readonly type: string
  readonly text?: string
}

function streamOf(pieces: readonly Uint8Array[], onCancel = (): void => undefined): ReadableStream<Uint8Array> {
  const waiting = [...pieces]
  return new ReadableStream({
    pull(controller) {
      const piece = waiting.shift()
      if (piece === undefined) controller.close()
      else controller.enqueue(piece)
    },
    cancel: onCancel,
  })
}

const TEXT =
  ': hello\n\nevent: text-delta\ndata: {"type":"text-delta","text":"Grüße – 漢字"}\n\nevent: end\ndata: {"type":\ndata: "end"}\n\ndata: {"type":"cut'

describe('server-sent events', () => {
  it('are the same however the bytes are cut', async () => {
    const bytes = new TextEncoder().encode(TEXT)
    for (let size = 1; size < bytes.length; size += 3) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
        bytes.slice(at * size, (at + 1) * size),
      )
      const events: Told[] = []
      for await (const event of readEvents<Told>(streamOf(pieces))) events.push(event)
      expect(events, `pieces of ${size}`).toEqual([{ type: 'text-delta', text: 'Grüße – 漢字' }, { type: 'end' }])
    }
  })

  it('are asked for no longer when the reader leaves', async () => {
    let isCancelled = false
    const bytes = new TextEncoder().encode('data: {"type":"one"}\n\n')
    for await (const event of readEvents<Told>(streamOf([bytes, bytes, bytes], () => (isCancelled = true)))) {
      expect(event).toEqual({ type: 'one' })
      break
    }
    expect(isCancelled).toBe(true)
  })
})
