import type { Model, ModelTask } from '@learnpath/contracts'
import { expect, test } from 'vitest'
import { createHashingEmbedder } from '../../ports/embedder.double.ts'
import { createWordReranker } from '../../ports/reranker.double.ts'
import { installedModel } from './inference-fixture.double.ts'
import { openModelsToServe } from './models-to-serve.ts'

const serving = async (...known: readonly (readonly [id: string, task: ModelTask, installed: boolean])[]) => {
  const models: Model[] = known.map(([id, task, installed]) => ({
    ...installedModel(id, null),
    manifest: { ...installedModel(id, null).manifest, task },
    ...(installed ? {} : { installed: [] }),
  }))
  const { embedder, reranker } = await openModelsToServe({
    list: async () => ({
      models,
      profiles: [],
      recommended: { profile: 'fast', reason: '' },
      folder: '/models',
      invalid: [],
    }),
    embedder: async (modelId) => createHashingEmbedder({ modelId }),
    reranker: async (modelId) => createWordReranker({ modelId }),
  })
  return [embedder?.description.modelId ?? null, reranker?.description.modelId ?? null]
}

test('the only installed model of each task serves; of several none is taken by chance', async () => {
  expect(await serving(['a', 'embed', true], ['b', 'rerank', true], ['c', 'embed', false])).toEqual(['a', 'b'])
  expect(await serving(['a', 'embed', true], ['b', 'embed', true], ['c', 'rerank', true])).toEqual([null, 'c'])
  expect(await serving()).toEqual([null, null])
})
