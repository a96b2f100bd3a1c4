import {
  ENDPOINTS,
  LearnPathError,
  type EmbedRequest,
  type OpenAiEmbeddingsRequest,
  type TeiEmbedRequest,
} from '@learnpath/contracts'
import type { Edge } from '../../http/edge.ts'
import type { EmbedCall, Embedded, InferenceApi } from './inference-api.ts'
import { vectorBase64, vectorJson, vectorsResponse } from './vectors-response.ts'

export interface InferenceRoutesDependencies {
  readonly inference: InferenceApi
}

/** Embedding and scoring for other programs: in LearnPath's form, in that of text-embeddings-inference and in that of OpenAI. */
export function mountInferenceRoutes(edge: Edge, { inference }: InferenceRoutesDependencies): void {
  edge.handle(ENDPOINTS.embed, async ({ body, signal }) =>
    'inputs' in body
      ? teiAnswer(await heeding(signal, inference.embed(teiCall(body, signal))))
      : ownAnswer(await heeding(signal, inference.embed(ownCall(body, signal)))),
  )
  edge.handle(
    ENDPOINTS.countTokens,
    async ({ body, signal }) => await heeding(signal, inference.countTokens({ ...body, signal })),
  )
  edge.handle(ENDPOINTS.rerank, async ({ body, signal }) => {
    const { query, texts, model, raw_scores: rawScores, return_text: returnText } = body
    return await heeding(signal, inference.rerank({ query, texts, model, rawScores, returnText, signal }))
  })
  edge.handle(ENDPOINTS.openAiEmbeddings, async ({ body, signal }) => {
    const embedded = await heeding(signal, inference.embed(openAiCall(body, signal)))
    return openAiAnswer(embedded, body.encoding_format)
  })
  edge.handle(ENDPOINTS.openAiModels, async () => await inference.models())
  edge.handle(ENDPOINTS.inferenceInfo, async () => await inference.info())
}

/** Work that ended because the caller left is no failure of ours. */
async function heeding<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (cause) {
    if (signal.aborted) throw new LearnPathError('LP_REQUEST_CANCELLED', { cause })
    throw cause
  }
}

function ownCall({ texts, instruction, model, truncate }: EmbedRequest, signal: AbortSignal): EmbedCall {
  return { texts, instruction, model, tooLong: truncate ? 'cut' : 'refuse', usage: false, signal }
}

function teiCall(
  { inputs, prompt_name: prompt, truncate, dimensions }: TeiEmbedRequest,
  signal: AbortSignal,
): EmbedCall {
  return {
    texts: typeof inputs === 'string' ? [inputs] : inputs,
    instruction: prompt === 'document' ? 'passage' : (prompt ?? 'none'),
    tooLong: truncate === true ? 'cut' : 'refuse',
    dimensions: dimensions ?? undefined,
    usage: false,
    signal,
  }
}

function openAiCall({ input, model, dimensions, truncate }: OpenAiEmbeddingsRequest, signal: AbortSignal): EmbedCall {
  const texts = typeof input === 'string' ? [input] : input.filter((text) => typeof text === 'string')
  if (typeof input !== 'string' && texts.length < input.length) {
    const message = 'must be text: the numbers of tokens are those of another model'
    throw new LearnPathError('LP_REQUEST_INVALID', {
      detail: `input: ${message}`,
      issues: [{ field: 'body.input', message }],
    })
  }
  // The interface has no instructions: who uses it puts them before the texts.
  return { texts, instruction: 'none', model, dimensions, tooLong: truncate ? 'cut' : 'refuse', usage: true, signal }
}

function ownAnswer({ model, dimensions, vectors }: Embedded): Response {
  const head = JSON.stringify({ model, dimensions }).slice(0, -1)
  return vectorsResponse(vectors, { before: `${head},"vectors":[`, vector: vectorJson, after: ']}' })
}

const teiAnswer = ({ vectors }: Embedded): Response =>
  vectorsResponse(vectors, { before: '[', vector: vectorJson, after: ']' })

function openAiAnswer({ model, vectors, tokens }: Embedded, format: 'float' | 'base64'): Response {
  const written = (vector: Float32Array) => (format === 'float' ? vectorJson(vector) : `"${vectorBase64(vector)}"`)
  const usage = { prompt_tokens: tokens, total_tokens: tokens }
  return vectorsResponse(vectors, {
    before: '{"object":"list","data":[',
    vector: (vector, index) => `{"object":"embedding","index":${index},"embedding":${written(vector)}}`,
    after: `],"model":${JSON.stringify(model)},"usage":${JSON.stringify(usage)}}`,
  })
}
