import { InferenceSession, Tensor } from 'onnxruntime-node'
import type { ModelManifest } from '@learnpath/contracts'
import { unusable } from '../onnx-file/unusable.ts'
import { normalizeVector, poolTokens } from '../pooling.ts'
import type { TokenSequence } from '../tokenizer.ts'

/** Runs a model file on token sequences, one at a time: measures what the model computes, not how requests are batched. */
export interface ModelRun {
  /** An embedder's vector of unit length; a reranker's score as a vector of one. @throws LP_MODEL_UNUSABLE */
  run(sequence: TokenSequence): Promise<Float32Array>
  close(): Promise<void>
}

const SESSION_OPTIONS: InferenceSession.SessionOptions = {
  executionProviders: ['cpu'],
  enableCpuMemArena: false,
  enableMemPattern: false,
  logSeverityLevel: 3,
}

/** @param threads of the one session @throws LP_MODEL_UNUSABLE */
export async function openModelRun(path: string, manifest: ModelManifest, threads: number): Promise<ModelRun> {
  const session = await InferenceSession.create(path, { ...SESSION_OPTIONS, intraOpNumThreads: threads }).catch(
    (error: unknown) => {
      throw unusable(`${path} cannot be loaded: ${messageOf(error)}`, error)
    },
  )
  return {
    async run(sequence) {
      const feeds = feedsOf(session.inputNames, sequence)
      const outputs = await session.run(feeds).catch((error: unknown) => {
        throw unusable(`${path} cannot be run: ${messageOf(error)}`, error)
      })
      return rowOf(outputs, manifest, path)
    },
    async close() {
      await session.release()
    },
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

function feedsOf(names: readonly string[], { ids, typeIds }: TokenSequence): Record<string, Tensor> {
  const values: Readonly<Record<string, readonly number[]>> = {
    input_ids: ids,
    attention_mask: ids.map(() => 1),
    token_type_ids: typeIds,
    position_ids: ids.map((_, index) => index),
  }
  const feeds: Record<string, Tensor> = {}
  for (const name of names) {
    const row = values[name]
    if (row === undefined) throw unusable(`the model asks for an input "${name}"`)
    feeds[name] = new Tensor('int64', BigInt64Array.from(row.map(BigInt)), [1, row.length])
  }
  return feeds
}

function rowOf(outputs: InferenceSession.ReturnType, manifest: ModelManifest, path: string): Float32Array {
  const rank = manifest.task === 'embed' && manifest.pooling !== 'none' ? 3 : 2
  const output =
    Object.values(outputs).find(({ dims }) => dims.length === rank) ??
    Object.values(outputs).find(({ dims }) => manifest.task === 'rerank' && dims.length === 1)
  if (output === undefined || output.type !== 'float32') throw unusable(`${path} has no output of the form expected`)
  const data = output.data as Float32Array
  if (manifest.task === 'rerank') return data.slice(0, 1)
  if (manifest.pooling === 'none') return normalizeVector(data.slice())
  const [, tokens = 0, dimensions = 0] = output.dims
  const [vector] = poolTokens({ data, rows: 1, tokens, dimensions }, [tokens], manifest.pooling)
  return normalizeVector(vector ?? new Float32Array())
}
