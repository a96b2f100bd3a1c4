import { createServer, type Server } from 'node:http'

const DIMENSIONS = 16

/** Vectors by the words of a text: those with words in common are near. */
function vectorOf(text: string): number[] {
  const vector = Array.from({ length: DIMENSIONS }, () => 0.01)
  for (const word of text.toLowerCase().match(/[a-z]{4,}/gu) ?? []) {
    let place = 0
    for (const letter of word.slice(0, 4)) place = (place * 31 + letter.charCodeAt(0)) % DIMENSIONS
    vector[place] = (vector[place] ?? 0) + 1
  }
  return vector
}

/** A text-embeddings-inference service of a very simple model. */
export async function startWordsEmbedder(): Promise<Server> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const info = {
        model_id: 'words',
        model_dtype: 'float32',
        max_input_length: 512,
        model_type: { embedding: { pooling: 'mean' } },
      }
      const body =
        request.url === '/info' ? null : (JSON.parse(Buffer.concat(parts).toString()) as { inputs: string[] })
      const answer = body === null ? info : [body.inputs].flat().map(vectorOf)
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}
