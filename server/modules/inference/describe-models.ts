import {
  LearnPathError,
  MAX_TEXTS_PER_REQUEST,
  type Model,
  type OpenAiModelList,
  type Precision,
  type TeiInfo,
} from '@learnpath/contracts'
import type { EmbedderDescription } from '../../ports/embedder.ts'
import type { Reranker } from '../../ports/reranker.ts'
import type { ServingModels } from './find-model.ts'

/** Installed embedders, the one that serves, and who answers chat, as the OpenAI interface lists models. */
export async function listServedModels(
  { models, activeEmbedder }: ServingModels,
  chatModels: readonly { readonly id: string; readonly owner: string }[],
): Promise<OpenAiModelList> {
  const { models: known } = await models.list()
  const installed = known.filter(({ manifest, installed: forms }) => manifest.task === 'embed' && forms.length > 0)
  const entries = new Map(installed.map((model) => [model.manifest.id, entryOf(model)]))
  const active = activeEmbedder()?.description
  if (active !== undefined && !entries.has(active.modelId)) entries.set(active.modelId, entryOfService(active))
  const chat = chatModels.map(({ id, owner }): Entry => ({
    id,
    object: 'model',
    created: 0,
    owned_by: owner,
    task: 'chat',
  }))
  return { object: 'list', data: [...chat, ...entries.values()] }
}

type Entry = OpenAiModelList['data'][number]

function entryOf({ manifest, installed }: Model): Entry {
  const made = installed.map(({ card }) => (card === null ? 0 : Date.parse(card.createdAt) / 1000))
  const created = Math.floor(Math.max(...made))
  const owner = manifest.repository?.split('/')[0] ?? 'user'
  return {
    id: manifest.id,
    object: 'model',
    created,
    owned_by: owner,
    task: 'embed',
    max_model_len: manifest.maximumTokens,
  }
}

const entryOfService = ({ modelId, maximumTokens }: EmbedderDescription): Entry => ({
  id: modelId,
  object: 'model',
  created: 0,
  owned_by: 'connected service',
  task: 'embed',
  max_model_len: maximumTokens,
})

/** The number format of a model as delivered is not known: usually, but not always, 32 bit floating point. */
const DTYPE: Readonly<Record<Precision, string>> = { none: 'as delivered', fp16: 'float16', int8: 'int8', int4: 'int4' }

/** The models that serve, as text-embeddings-inference tells it. @throws LP_MODEL_NONE_ACTIVE */
export async function describeServing(serving: ServingModels, version: string): Promise<TeiInfo> {
  const embedder = serving.activeEmbedder()?.description ?? null
  const reranker = serving.activeReranker()?.description ?? null
  const main = embedder ?? reranker
  if (main === null) {
    throw new LearnPathError('LP_MODEL_NONE_ACTIVE', { detail: 'neither an embedder nor a reranker is chosen' })
  }
  const { models: known } = await serving.models.list()
  const model = known.find(({ manifest }) => manifest.id === main.modelId) ?? null
  return {
    ...versionFacts(model, main),
    model_type: embedder === null ? RERANKER : embeddingType(model),
    max_input_length: main.maximumTokens,
    max_client_batch_size: MAX_TEXTS_PER_REQUEST,
    auto_truncate: false,
    version,
    learnpath: {
      embedder: embedder && embedderFacts(embedder),
      reranker: reranker && rerankerFacts(reranker),
    },
  }
}

const RERANKER = { reranker: { id2label: { '0': 'LABEL_0' }, label2id: { LABEL_0: 0 } } }

const embeddingType = (model: Model | null) => ({ embedding: { pooling: model?.manifest.pooling ?? 'unknown' } })

const versionFacts = (model: Model | null, { modelId, key }: { readonly modelId: string; readonly key: string }) => ({
  model_id: model?.manifest.repository ?? modelId,
  model_sha: model?.manifest.revision ?? null,
  model_dtype: dtypeOf(model) ?? key,
})

/** Null when there are several forms: which of them serves, only the key tells. */
function dtypeOf(model: Model | null): string | null {
  const [form, ...more] = model?.installed ?? []
  return form === undefined || more.length > 0 ? null : DTYPE[form.precision]
}

function embedderFacts({ modelId, languages, ...rest }: EmbedderDescription) {
  const { key, dimensions, maximumTokens } = rest
  return { model: modelId, key, dimensions, maximumTokens, languages: [...languages] }
}

const rerankerFacts = ({ modelId, key, maximumTokens }: Reranker['description']) => ({
  model: modelId,
  key,
  maximumTokens,
})
