import { expect, test } from 'vitest'
import { eventStream, type EventSink } from './event-stream.ts'

interface Step {
  readonly type: string
  readonly n: number
}

function openStream(options: { keyOf?: (event: Step) => string | null } = {}) {
  const stopping = new AbortController()
  const stopped = { count: 0 }
  let sink: EventSink<Step> | undefined
  const response = eventStream<Step>({
    ...options,
    stopping: stopping.signal,
    open(opened) {
      sink = opened
      return () => (stopped.count += 1)
    },
  })
  if (sink === undefined || response.body === null) throw new Error('not opened')
  return { response, reader: response.body.getReader(), sink, stopping, stopped }
}

async function restOf(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  let text = ''
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    text += new TextDecoder().decode(next.value)
  }
  return text
}

test('events are sent by name, in order, and the end closes the stream', async () => {
  const { response, reader, sink, stopped } = openStream()
  sink.send({ type: 'step', n: 1 })
  sink.send({ type: 'step', n: 2 })
  sink.end()
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  expect(await restOf(reader)).toBe(
    ': connected\n\nevent: step\ndata: {"type":"step","n":1}\n\nevent: step\ndata: {"type":"step","n":2}\n\n',
  )
  expect(stopped.count).toBe(1)
})

test('a reader that waits gets each event once', async () => {
  const { reader, sink } = openStream()
  await reader.read()
  const waiting = reader.read()
  sink.send({ type: 'step', n: 1 })
  sink.end()
  const { value } = await waiting
  expect(new TextDecoder().decode(value) + (await restOf(reader))).toBe('event: step\ndata: {"type":"step","n":1}\n\n')
})

test('a slow reader gets the latest of each kind instead of everything', async () => {
  const { reader, sink } = openStream({ keyOf: ({ type }) => type })
  const filler = 'x'.repeat(70_000)
  sink.send({ type: filler, n: 0 }) // More than the stream holds for a reader that does not read.
  for (let n = 1; n <= 5000; n++) sink.send({ type: 'step', n })
  sink.end()
  const text = await restOf(reader)
  expect(text.match(/event: step/g)).toHaveLength(1)
  expect(text).toContain('"n":5000')
})

test('a reader that never reads is cut off', async () => {
  const { reader, sink, stopped } = openStream()
  sink.send({ type: 'x'.repeat(70_000), n: 0 })
  for (let n = 1; n <= 1100; n++) sink.send({ type: 'step', n })
  expect(stopped.count).toBe(1)
  await reader.cancel()
})

test('the source is stopped when the reader leaves', async () => {
  const { reader, sink, stopped } = openStream()
  await reader.cancel()
  sink.send({ type: 'step', n: 1 })
  expect(stopped.count).toBe(1)
})

test('stopping the server ends the stream', async () => {
  const { reader, stopping, stopped } = openStream()
  stopping.abort()
  expect(await restOf(reader)).toBe(': connected\n\n')
  expect(stopped.count).toBe(1)
})
