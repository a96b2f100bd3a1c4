import { LearnPathError } from '@learnpath/contracts'
import type { EmbedTexts } from '../../ports/embedder.ts'
import { isTooLong } from './too-long.ts'
import { refusal, type ServiceAnswer } from './service-connection.ts'

export interface BatchedService {
  readonly name: string
  readonly dimensions: number
  /** Texts in one request at most. */
  readonly batchSize: number
  /** One request. */
  send(texts: readonly string[], request: EmbedTexts): Promise<ServiceAnswer>
  /** The vectors in an answer, in order. @throws LP_INFERENCE_REMOTE when there are none */
  read(body: unknown): readonly Iterable<number>[]
}

/** Requests of one call that run at the same time: while one answer travels, the next is computed. */
const REQUESTS_AT_ONCE = 2
/** A text that is refused as too long is cut to this part of its length and sent again. */
const CUT_TO = 0.75
const SHORTEST_CUT = 16

/**
 * Vectors of unit length, one per text. A text that the service refuses as too long is cut at its end until it is taken: an embedder
 * reads the beginning of a long text. @throws LP_INFERENCE_REMOTE, LP_INFERENCE_BUSY
 */
export async function embedInBatches(service: BatchedService, request: EmbedTexts): Promise<Float32Array[]> {
  const vectors: Float32Array[] = []
  let next = 0
  let failed = false
  const worker = async () => {
    while (next < request.texts.length && !failed) {
      const start = next
      next += service.batchSize
      const texts = request.texts.slice(start, start + service.batchSize)
      const made = await embedBatch(service, texts, request).catch((failure: unknown) => {
        failed = true
        throw failure
      })
      for (const [offset, vector] of made.entries()) vectors[start + offset] = vector
    }
  }
  await Promise.all(Array.from({ length: REQUESTS_AT_ONCE }, worker))
  return vectors
}

async function embedBatch(
  service: BatchedService,
  texts: readonly string[],
  request: EmbedTexts,
): Promise<readonly Float32Array[]> {
  const answer = await service.send(texts.map(sendable), request)
  if (answer.ok) return checked(service, service.read(answer.body), texts.length)
  if (!isTooLong(answer)) throw refusal(service.name, answer)
  if (texts.length > 1) {
    const middle = Math.ceil(texts.length / 2)
    const first = await embedBatch(service, texts.slice(0, middle), request)
    return [...first, ...(await embedBatch(service, texts.slice(middle), request))]
  }
  const [text = ''] = texts
  if (text.length <= SHORTEST_CUT) throw refusal(service.name, answer)
  return await embedBatch(service, [text.slice(0, Math.floor(text.length * CUT_TO))], request)
}

/** Services refuse empty texts, and halves of characters are no text to some JSON readers. */
export const sendable = (text: string): string => (text === '' ? ' ' : text.replaceAll(/\p{Surrogate}/gu, '\uFFFD'))

/** One request after the other for lists that are longer than the service takes. */
export async function askInBatches<Result>(
  texts: readonly string[],
  batchSize: number,
  ask: (texts: readonly string[]) => Promise<readonly Result[]>,
): Promise<Result[]> {
  const results: Result[] = []
  for (let start = 0; start < texts.length; start += batchSize) {
    results.push(...(await ask(texts.slice(start, start + batchSize))))
  }
  return results
}

function checked(
  { name, dimensions }: BatchedService,
  raw: readonly Iterable<number>[],
  expected: number,
): readonly Float32Array[] {
  if (raw.length !== expected) throw wrong(name, `${raw.length} vectors for ${expected} texts`)
  return raw.map((numbers) => {
    const vector = Float32Array.from(numbers)
    if (vector.length !== dimensions) throw wrong(name, `a vector of ${vector.length} numbers instead of ${dimensions}`)
    return unitLength(vector, name)
  })
}

/** @throws LP_INFERENCE_REMOTE for a vector without a direction */
export function unitLength(vector: Float32Array, name: string): Float32Array {
  let sum = 0
  for (const value of vector) sum += value * value
  if (!Number.isFinite(sum) || sum === 0) throw wrong(name, 'a vector that is not one')
  const length = Math.sqrt(sum)
  return vector.map((value) => value / length)
}

export const wrong = (name: string, what: string): LearnPathError =>
  new LearnPathError('LP_INFERENCE_REMOTE', { detail: `${name} gave ${what}` })
