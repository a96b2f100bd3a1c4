import { loadStaticEmbedder } from '../static/static-embedder.ts'
import type { ModelRunner } from './model-runner.ts'
import type { ModelSpec } from './worker-messages.ts'

/** No padding and no matrices, so that only the time until a query gets its turn bounds a batch. */
const BATCH_TEXTS = 64
const BATCH_TOKENS = 65_536

/** @throws LP_MODEL_NOT_INSTALLED, LP_MODEL_UNUSABLE */
export async function loadStaticRunner(spec: ModelSpec): Promise<ModelRunner> {
  const model = await loadStaticEmbedder(spec)
  return {
    width: model.dimensions,
    batchTexts: BATCH_TEXTS,
    batchTokens: BATCH_TOKENS,
    prepare: (text) => ({ ids: model.tokens(text), typeIds: [] }),
    count: (text) => model.count(text),
    run(rows) {
      const vectors = new Float32Array(rows.length * model.dimensions)
      rows.forEach(({ ids }, row) => vectors.set(model.embed(ids), row * model.dimensions))
      return Promise.resolve(vectors)
    },
    dispose() {
      model.close()
      return Promise.resolve()
    },
  }
}
