import { LearnPathError, type RerankResponse } from '@learnpath/contracts'
import type { Embedder, InferencePriority } from '../../ports/embedder.ts'
import { createAdmission } from './admission.ts'
import { describeServing, listServedModels } from './describe-models.ts'
import { findEmbedder, findReranker, type ServingModels } from './find-model.ts'
import type { CountTokensCall, Embedded, EmbedCall, InferenceApi, RerankCall } from './inference-api.ts'
import { workInSlices } from './work-in-slices.ts'

export interface InferenceDependencies extends ServingModels {
  /** Of LearnPath. */
  readonly version: string
  /** Names under which chat answers, with their owners; none where it does not. */
  readonly chatModels: () => Promise<readonly { readonly id: string; readonly owner: string }[]>
  /** Texts of all requests that may be worked on at the same time. */
  readonly maxTextsAtOnce: number
}

/** Enough for both sessions of a model to be busy with full batches, and little to wait for. */
const SLICE_TEXTS = 32
const SLICES_AT_ONCE = 2
/** A text that a person may have typed. */
const QUERY_CHARACTERS = 2000
/** As many texts as a search lets a reranker see. */
const RERANK_AS_QUERY_TEXTS = 50

/** Embeds and scores for other programs, with the models that serve search or any other that is installed. */
export function createInference(dependencies: InferenceDependencies): InferenceApi {
  const admission = createAdmission(dependencies.maxTextsAtOnce)

  async function rerank(call: RerankCall): Promise<RerankResponse> {
    const reranker = await findReranker(dependencies, call.model)
    const { query, signal } = call
    const priority = call.texts.length <= RERANK_AS_QUERY_TEXTS ? 'query' : 'ingestion'
    const scores = await workInSlices(
      call.texts,
      { ...slices, signal },
      async (texts) => await reranker.score({ query, texts, priority, signal }),
    )
    return call.texts
      .map((text, index) => {
        const score = scores[index] ?? 0
        return { index, score: call.rawScores ? score : sigmoid(score), ...(call.returnText ? { text } : {}) }
      })
      .toSorted((left, right) => right.score - left.score)
  }

  return {
    async embed(call) {
      const embedder = await findEmbedder(dependencies, call.model)
      requireDimensions(embedder, call.dimensions)
      return await admission.admit(call.texts.length, async () => await embed(embedder, call))
    },
    async countTokens(call) {
      const embedder = await findEmbedder(dependencies, call.model)
      const { modelId, maximumTokens } = embedder.description
      const counts = await admission.admit(call.texts.length, async () => await countTokens(embedder, call))
      return { model: modelId, maximumTokens, counts }
    },
    rerank: async (call) => await admission.admit(call.texts.length, async () => await rerank(call)),
    models: async () => await listServedModels(dependencies, await dependencies.chatModels()),
    info: async () => await describeServing(dependencies, dependencies.version),
  }
}

async function embed(embedder: Embedder, call: EmbedCall): Promise<Embedded> {
  const { modelId, dimensions } = embedder.description
  const { instruction, signal } = call
  const counts = call.usage || call.tooLong === 'refuse' ? await countTokens(embedder, call) : null
  if (counts !== null && call.tooLong === 'refuse') requireFitting(embedder, counts)
  const priority = embedPriority(call.texts)
  const vectors = await workInSlices(
    call.texts,
    { ...slices, signal },
    async (texts) => await embedder.embed({ texts, instruction, priority, signal }),
  )
  return { model: modelId, dimensions, vectors, tokens: call.usage ? tokensRead(embedder, counts ?? []) : null }
}

const slices = { sliceSize: SLICE_TEXTS, concurrent: SLICES_AT_ONCE }

/** A short single text is what a person waits for; many texts are a library that is being embedded. */
function embedPriority(texts: readonly string[]): InferencePriority {
  return texts.length === 1 && (texts[0] ?? '').length <= QUERY_CHARACTERS ? 'query' : 'ingestion'
}

function requireDimensions({ description }: Embedder, dimensions: number | undefined): void {
  if (dimensions === undefined || dimensions === description.dimensions) return
  const message = `${description.modelId} makes vectors of ${description.dimensions} numbers, which are not shortened`
  throw new LearnPathError('LP_REQUEST_INVALID', {
    detail: `dimensions: ${message}`,
    issues: [{ field: 'body.dimensions', message }],
  })
}

function requireFitting({ description }: Embedder, counts: readonly number[]): void {
  const { modelId, maximumTokens } = description
  const index = counts.findIndex((count) => count > maximumTokens)
  if (index < 0) return
  throw new LearnPathError('LP_TEXT_TOO_LONG', {
    detail: `text ${index} has ${counts[index]} tokens; ${modelId} reads ${maximumTokens}`,
  })
}

const tokensRead = ({ description }: Embedder, counts: readonly number[]): number =>
  counts.reduce((sum, count) => sum + Math.min(count, description.maximumTokens), 0)

async function countTokens(embedder: Embedder, call: CountTokensCall): Promise<number[]> {
  return await workInSlices(
    call.texts,
    { ...slices, signal: call.signal },
    async (texts) => await embedder.countTokens(texts, call.instruction),
  )
}

const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value))
