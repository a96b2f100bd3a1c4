import { basename, join, resolve } from 'node:path'
import { LearnPathError, type ModelManifest } from '@learnpath/contracts'
import { openForeignFolder } from '../../server/adapters/filesystem/foreign-folder.ts'
import { createLocalInferenceEngine } from '../../server/adapters/inference/inference-engine.ts'
import { createSystemClock } from '../../server/adapters/system/system-clock.ts'
import { CATALOGUE } from '../../server/modules/models/catalogue/catalogue.ts'
import { inferManifest } from '../../server/modules/models/infer-manifest.ts'
import { parseManifest } from '../../server/modules/models/parse-manifest.ts'
import type { Embedder } from '../../server/ports/embedder.ts'
import type { ModelArtifact } from '../../server/ports/inference-engine.ts'
import type { Reranker } from '../../server/ports/reranker.ts'
import { createRecordingLogger } from '../../server/ports/logger.double.ts'
import { createRecordingMetrics } from '../../server/ports/metrics.double.ts'

const DEFAULT_EMBEDDER = 'potion-base-2M-int8'
const MANIFEST_FILE = 'learnpath-model.json'
const MANIFEST_BYTES = 1_000_000

export interface OpenModels {
  readonly embedder: Embedder
  readonly reranker: Reranker | null
  close(): Promise<void>
}

/** What is known of the model in a folder: its own description, the catalogue's by the name of the folder, or what its files tell. */
async function manifestOf(path: string): Promise<ModelManifest> {
  const folder = await openForeignFolder(path)
  if (folder.files.some((file) => file.path === MANIFEST_FILE)) {
    return parseManifest(new TextDecoder().decode(await folder.head(MANIFEST_FILE, MANIFEST_BYTES)), path)
  }
  const id = basename(path).toLowerCase()
  const known = CATALOGUE.find((manifest) => manifest.id === id)
  return known ?? (await inferManifest(folder, { id, revision: 'folder' })).manifest
}

async function artifactIn(path: string, task: ModelManifest['task']): Promise<ModelArtifact> {
  const manifest = await manifestOf(path)
  if (manifest.task !== task) throw new LearnPathError('LP_MODEL_TASK_WRONG', { detail: `${path} is not for ${task}` })
  return { manifest, precision: 'none', folder: path, sourceFolder: path }
}

/** The models that the environment names, as the product runs them; without one, the embedder that comes with the tests. */
export async function openJudgedModels(modelsFolder: string): Promise<OpenModels> {
  const embedderFolder = process.env['LEARNPATH_BENCH_EMBEDDER'] ?? join(modelsFolder, DEFAULT_EMBEDDER)
  const rerankerFolder = process.env['LEARNPATH_BENCH_RERANKER']
  const engine = createLocalInferenceEngine({
    idleMs: Number.POSITIVE_INFINITY,
    logger: createRecordingLogger(),
    metrics: createRecordingMetrics(),
    clock: createSystemClock(),
  })
  const embedder = engine.embedder(await artifactIn(resolve(embedderFolder), 'embed'))
  const reranker =
    rerankerFolder === undefined ? null : engine.reranker(await artifactIn(resolve(rerankerFolder), 'rerank'))
  return { embedder, reranker, close: async () => await engine.close() }
}
