import { LearnPathError } from '@learnpath/contracts'
import { z } from 'zod'
import type { Reranker, RerankTexts } from '../../ports/reranker.ts'
import { askInBatches, sendable, wrong } from './embed-in-batches.ts'
import { createServiceConnection, type RemoteServiceOptions } from './service-connection.ts'
import { askTeiInfo, versionOf, type TeiInfoAnswer } from './tei-info.ts'

const Ranks = z.array(z.object({ index: z.number().int(), score: z.number() }))
const TEXTS_PER_REQUEST = 64

/**
 * A reranker behind text-embeddings-inference, or another LearnPath. Asks the service once what it is.
 * @throws LP_INFERENCE_REMOTE, LP_INFERENCE_BUSY, LP_MODEL_TASK_WRONG
 */
export async function createTeiReranker(options: RemoteServiceOptions): Promise<Reranker> {
  const connection = createServiceConnection(options)
  const info = await askTeiInfo(connection)
  const other = info.learnpath?.reranker ?? null
  requireReranker(connection.name, info)
  const name = `${connection.name}/rerank`

  async function score(texts: readonly string[], { query, priority, signal }: RerankTexts): Promise<readonly number[]> {
    const question = { query: sendable(query), texts: texts.map(sendable) }
    const body = { ...question, raw_scores: true, return_text: false, truncate: true }
    const ranks = Ranks.safeParse(await connection.askOk({ path: '/rerank', body, priority, signal })).data ?? []
    const scores = new Map(ranks.map((rank) => [rank.index, rank.score]))
    return texts.map((_, index) => {
      const own = scores.get(index)
      if (own === undefined) throw wrong(name, `${scores.size} scores for ${texts.length} texts`)
      return own
    })
  }

  return {
    description: {
      modelId: other?.model ?? info.model_id,
      key: other?.key ?? versionOf(info),
      maximumTokens: other?.maximumTokens ?? info.max_input_length,
    },
    async score(request) {
      const batchSize = Math.min(info.max_client_batch_size, TEXTS_PER_REQUEST)
      return Float32Array.from(
        await askInBatches(request.texts, batchSize, async (texts) => await score(texts, request)),
      )
    },
  }
}

function requireReranker(name: string, { learnpath, model_type: type, model_id: id }: TeiInfoAnswer): void {
  const reranks = learnpath === undefined ? 'reranker' in (type ?? { reranker: null }) : learnpath.reranker !== null
  if (!reranks) throw new LearnPathError('LP_MODEL_TASK_WRONG', { detail: `${name} serves ${id}` })
}
