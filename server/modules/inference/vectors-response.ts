import { breathe } from '../../kernel/breathe.ts'

/** Vectors that are written without a pause: about a millisecond of work. */
const VECTORS_PER_PIECE = 16

export interface VectorsForm {
  readonly before: string
  readonly vector: (vector: Float32Array, index: number) => string
  readonly after: string
}

/** A vector as JSON. Nine digits give back every 32 bit number exactly. */
export function vectorJson(vector: Float32Array): string {
  let text = '['
  for (let index = 0; index < vector.length; index += 1) {
    text += `${index === 0 ? '' : ','}${(vector[index] ?? 0).toPrecision(9)}`
  }
  return `${text}]`
}

/** The 32 bit numbers of a vector, little-endian, as the OpenAI interface sends them. */
export function vectorBase64(vector: Float32Array): string {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64')
}

/**
 * A JSON answer with vectors. Thousands of them are hundreds of milliseconds of writing: so many are written piece by piece, as the
 * caller takes them, and other requests run in between.
 */
export function vectorsResponse(vectors: readonly Float32Array[], form: VectorsForm): Response {
  const headers = { 'content-type': 'application/json' }
  const pieces = piecesOf(vectors, form)
  if (vectors.length <= VECTORS_PER_PIECE) return new Response([...pieces].join(''), { headers })
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await breathe()
      const { done, value } = pieces.next()
      if (done === true) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
  })
  return new Response(body, { headers })
}

function* piecesOf(vectors: readonly Float32Array[], form: VectorsForm): Generator<string, undefined> {
  yield form.before
  for (let start = 0; start < vectors.length; start += VECTORS_PER_PIECE) {
    const piece = vectors.slice(start, start + VECTORS_PER_PIECE)
    yield piece
      .map((vector, offset) => `${start + offset === 0 ? '' : ','}${form.vector(vector, start + offset)}`)
      .join('')
  }
  yield form.after
}
