import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LearnPathError, ModelCard } from '@learnpath/contracts'
import type { InferenceEngine, ModelArtifact } from '../../../ports/inference-engine.ts'
import type { ModelQuantizer, QuantizeRequest } from '../../../ports/model-quantizer.ts'

export interface RecordingQuantizer extends ModelQuantizer {
  readonly requests: readonly QuantizeRequest[]
  /** Holds every quantization until the returned function is called. */
  hold(): () => void
  failWith(error: LearnPathError | null): void
  fidelity(cosineMean: number): void
}

/** Halves the bytes of the weights, writes a card, and measures what it is told to. */
export function createRecordingQuantizer(): RecordingQuantizer {
  const requests: QuantizeRequest[] = []
  let gate: Promise<void> = Promise.resolve()
  let failure: LearnPathError | null = null
  let cosineMean = 0.9995
  const measured = () => ({ cosineMean, cosineWorst: cosineMean - 0.001, texts: 38, textsSha256: 'f'.repeat(64) })
  return {
    requests,
    hold() {
      let open = (): void => undefined
      gate = new Promise((resolve) => {
        open = resolve
      })
      return () => open()
    },
    failWith: (error) => void (failure = error),
    fidelity: (mean) => void (cosineMean = mean),
    async quantize(request) {
      requests.push(request)
      request.onProgress?.(1, 2, 'MatMul')
      await gate
      request.signal?.throwIfAborted()
      if (failure !== null) throw failure
      const weights = request.manifest.files.find(({ role }) => role === 'weights')?.path ?? ''
      const source = await readFile(join(request.sourceFolder, weights))
      const half = source.subarray(0, Math.ceil(source.byteLength / 2))
      const card: ModelCard = {
        model: request.manifest.id,
        revision: request.manifest.revision,
        sourceSha256: 'a'.repeat(64),
        precision: request.precision,
        quantizerVersion: 'test',
        operations: { changed: { MatMul: 2 }, kept: [] },
        sourceSizeBytes: source.byteLength,
        sizeBytes: half.byteLength,
        fidelity: measured(),
        fidelityTarget: { cosineMean: 0.999, cosineWorst: 0.99 },
        speed: null,
        createdAt: '2026-01-01T00:00:00.000Z',
      }
      await mkdir(request.targetFolder, { recursive: true })
      await writeFile(join(request.targetFolder, 'model.onnx'), half)
      await writeFile(join(request.targetFolder, 'card.json'), JSON.stringify(card))
      return card
    },
    measureFidelity: async () => await Promise.resolve(measured()),
    measureSpeed: async ({ precision }) =>
      await Promise.resolve({
        precision,
        loadSeconds: 1,
        tokensPerSecond: 2,
        textsPerSecond: 3,
        queryMs: 4,
        residentBytes: 5,
      }),
  }
}

export interface RecordingEngine extends InferenceEngine {
  /** Artifacts that texts were embedded or scored with. */
  readonly used: readonly ModelArtifact[]
  readonly unloaded: readonly string[]
}

/** Answers with the length of each text; fails when the files of the artifact are not there, as a real one does. */
export function createRecordingEngine(): RecordingEngine {
  const used: ModelArtifact[] = []
  const unloaded: string[] = []
  async function use(artifact: ModelArtifact): Promise<void> {
    const weights = artifact.manifest.files.find(({ role }) => role === 'weights')?.path ?? ''
    await readFile(join(artifact.folder, artifact.precision === 'none' ? weights : 'model.onnx'))
    used.push(artifact)
  }
  const keyOf = ({ manifest, precision }: ModelArtifact) => `${manifest.id}@${manifest.revision}:${precision}`
  return {
    used,
    unloaded,
    provider: 'cpu',
    threads: 1,
    embedder: (artifact) => ({
      description: {
        modelId: artifact.manifest.id,
        key: keyOf(artifact),
        dimensions: artifact.manifest.dimensions ?? 0,
        maximumTokens: artifact.manifest.maximumTokens,
        languages: artifact.manifest.languages,
      },
      async embed({ texts }) {
        await use(artifact)
        return texts.map((text) => new Float32Array([text.length]))
      },
      countTokens: async (texts) => await Promise.resolve(texts.map((text) => text.length)),
    }),
    reranker: (artifact) => ({
      description: {
        modelId: artifact.manifest.id,
        key: keyOf(artifact),
        maximumTokens: artifact.manifest.maximumTokens,
      },
      async score({ texts }) {
        await use(artifact)
        return Float32Array.from(texts, (text) => text.length)
      },
    }),
    loaded: () =>
      used.map(({ manifest, precision }) => ({
        model: manifest.id,
        precision,
        task: manifest.task,
        loadSeconds: 0,
        idleSeconds: 0,
      })),
    async unload(modelId) {
      unloaded.push(modelId)
      await Promise.resolve()
    },
    close: async () => await Promise.resolve(),
  }
}
