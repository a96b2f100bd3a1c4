import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { LearnPathError } from '@learnpath/contracts'
import type { ModelArtifact } from '../../../ports/inference-engine.ts'
import type { ModelSpec } from './worker-messages.ts'

/** Equal keys give equal vectors. */
export const artifactKey = ({ manifest, precision }: ModelArtifact): string =>
  `${manifest.id}@${manifest.revision}:${precision}`

/** Where the files of a model are and how it is run. */
export function modelSpec(artifact: ModelArtifact): ModelSpec {
  const { manifest, precision, folder, sourceFolder } = artifact
  const weights = manifest.files.find(({ role }) => role === 'weights')
  const tokenizer = manifest.files.find(({ path }) => /(^|\/)tokenizer\.json$/.test(path))
  if (weights === undefined) {
    throw new LearnPathError('LP_MODEL_MANIFEST_INVALID', { detail: `${manifest.id} names no file of weights` })
  }
  if (manifest.runtime === 'remote') {
    throw new LearnPathError('LP_MODEL_UNUSABLE', { detail: `${manifest.id} runs on another service` })
  }
  const quantized = manifest.runtime === 'static' ? 'model.safetensors' : 'model.onnx'
  return {
    key: `${artifactKey(artifact)} in ${folder}`,
    modelId: manifest.id,
    precision,
    task: manifest.task,
    runtime: manifest.runtime,
    weightsFile: precision === 'none' ? join(folder, weights.path) : join(folder, quantized),
    tokenizerFolder: join(sourceFolder, tokenizer?.path.slice(0, -'tokenizer.json'.length) ?? ''),
    pooling: manifest.pooling,
    maximumTokens: manifest.maximumTokens,
    dimensions: manifest.dimensions,
  }
}

/** @throws LP_MODEL_NOT_INSTALLED, with the command that helps */
export async function requireFiles(spec: ModelSpec): Promise<void> {
  await access(spec.weightsFile).catch(() => {
    const command =
      spec.precision === 'none'
        ? `learnpath models pull ${spec.modelId}`
        : `learnpath models quantize ${spec.modelId} --precision ${spec.precision}`
    throw new LearnPathError('LP_MODEL_NOT_INSTALLED', { detail: `${spec.weightsFile} is missing; get it: ${command}` })
  })
}
