import type { z } from 'zod'

/** Reads server-sent events and checks each; comments (heartbeats) and other fields than `data` are passed over. */
export async function* readEventStream<T>(
  body: ReadableStream<Uint8Array>,
  schema: z.ZodType<T>,
): AsyncGenerator<T, void, undefined> {
  const decoder = new TextDecoder()
  let pending = ''
  for await (const piece of body) {
    pending += decoder.decode(piece, { stream: true })
    const blocks = pending.split('\n\n')
    pending = blocks.pop() ?? ''
    for (const block of blocks) {
      const data = block
        .split('\n')
        .filter((line) => line.startsWith('data:'))
        .map((line) => line.slice(5).trimStart())
        .join('\n')
      if (data !== '') yield schema.parse(JSON.parse(data))
    }
  }
}
