import { LearnPathError } from '@learnpath/contracts'
import { z } from 'zod'
import type { ServiceConnection } from './service-connection.ts'

/** What is needed of GET /info. The part `learnpath` is there when the service is another LearnPath. */
const Info = z.object({
  model_id: z.string(),
  model_sha: z.string().nullable().optional(),
  model_dtype: z.string().optional(),
  model_type: z.record(z.string(), z.unknown()).optional(),
  max_input_length: z.number().int(),
  max_client_batch_size: z.number().int().min(1).default(32),
  learnpath: z
    .object({
      embedder: z
        .object({
          model: z.string(),
          key: z.string(),
          dimensions: z.number().int(),
          maximumTokens: z.number().int(),
          languages: z.array(z.string()),
        })
        .nullable(),
      reranker: z.object({ model: z.string(), key: z.string(), maximumTokens: z.number().int() }).nullable(),
    })
    .optional(),
})
export type TeiInfoAnswer = z.infer<typeof Info>

/** @throws LP_INFERENCE_REMOTE when the service does not tell, or is of another kind */
export async function askTeiInfo(connection: ServiceConnection): Promise<TeiInfoAnswer> {
  const info = Info.safeParse(await connection.askOk({ path: '/info', priority: 'query' }))
  if (info.success) return info.data
  const detail = `${connection.name}/info does not describe a model as text-embeddings-inference does`
  throw new LearnPathError('LP_INFERENCE_REMOTE', { detail, cause: info.error })
}

/** The name of a model with its version and number format: equal names give equal results. */
export const versionOf = ({ model_id: id, model_sha: sha, model_dtype: dtype }: TeiInfoAnswer): string =>
  `tei:${id}@${sha ?? 'unknown'}:${dtype ?? 'unknown'}`
