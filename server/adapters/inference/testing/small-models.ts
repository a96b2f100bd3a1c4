import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ModelManifest } from '@learnpath/contracts'
import type { ModelArtifact } from '../../../ports/inference-engine.ts'

/** Folder of small real models (`LEARNPATH_TEST_MODELS`). Tests that need them are skipped where it is absent. */
export const SMALL_MODELS = resolve(
  fileURLToPath(new URL('../../../..', import.meta.url)),
  process.env['LEARNPATH_TEST_MODELS'] ?? '../shared/models',
)
export const HAS_SMALL_MODELS = existsSync(SMALL_MODELS)

/** A model of that folder, or of another one, as it was delivered. */
export function smallModel(
  folder: string,
  about: Partial<ModelManifest> & { readonly weights?: string } = {},
): ModelArtifact {
  const { weights = about.runtime === 'static' ? 'model.safetensors' : 'onnx/model.onnx', ...rest } = about
  const unknown = { sizeBytes: null, sha256: null }
  const absolute = resolve(SMALL_MODELS, folder)
  return {
    precision: 'none',
    folder: absolute,
    sourceFolder: absolute,
    manifest: {
      id: 'small',
      title: 'Small model',
      repository: null,
      revision: '1',
      license: 'MIT',
      task: 'embed',
      runtime: 'onnx',
      dimensions: 64,
      pooling: 'mean',
      normalize: true,
      instructions: { query: '', passage: '' },
      maximumTokens: 512,
      languages: ['en'],
      parameters: null,
      recommendedUse: '',
      files: [
        { path: weights, role: 'weights', ...unknown },
        { path: 'tokenizer.json', role: 'tokenizer', ...unknown },
      ],
      ...rest,
    },
  }
}
