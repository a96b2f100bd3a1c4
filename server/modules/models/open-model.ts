import { LearnPathError, type ModelTask, type Precision } from '@learnpath/contracts'
import type { Embedder } from '../../ports/embedder.ts'
import type { ModelArtifact } from '../../ports/inference-engine.ts'
import type { InstalledModel } from '../../ports/model-store.ts'
import type { Reranker } from '../../ports/reranker.ts'
import { hasWeights, readKnownModels, requireKnown } from './known-models.ts'
import { placeOf, weightsRemoved, type FormMaker } from './make-form.ts'
import type { ModelsDependencies } from './models-dependencies.ts'

/** @throws LP_MODEL_NOT_INSTALLED naming the command, LP_MODEL_UNKNOWN */
export async function requireInstalled(deps: ModelsDependencies, modelId: string): Promise<InstalledModel> {
  const installed = await deps.modelStore.find(modelId)
  if (installed !== null) return installed
  requireKnown(await readKnownModels(deps.modelStore), modelId)
  throw new LearnPathError('LP_MODEL_NOT_INSTALLED', { detail: `download it with: learnpath models pull ${modelId}` })
}

/** Where a form of a model is, or will be once it is made. */
export function artifactOf(
  { modelStore }: ModelsDependencies,
  model: InstalledModel,
  precision: Precision,
): ModelArtifact {
  const place = placeOf(model)
  const sourceFolder = modelStore.sourceFolder(place)
  const folder = precision === 'none' ? sourceFolder : modelStore.formFolder(place, precision)
  return { manifest: model.manifest, precision, folder, sourceFolder }
}

interface OpenedModel {
  readonly artifact: ModelArtifact
  /** Resolves once the files of the artifact are there; null when they are already. */
  readonly ready: (() => Promise<void>) | null
}

async function open(
  deps: ModelsDependencies,
  forms: FormMaker,
  { modelId, task, precision }: { readonly modelId: string; readonly task: ModelTask; readonly precision: Precision },
): Promise<OpenedModel> {
  const installed = await deps.modelStore.find(modelId)
  const known = installed ?? requireKnown(await readKnownModels(deps.modelStore), modelId)
  if (known.manifest.task !== task) {
    const is = known.manifest.task === 'embed' ? 'an embedder' : 'a reranker'
    throw new LearnPathError('LP_MODEL_TASK_WRONG', { detail: `${modelId} is ${is}` })
  }
  const model = installed ?? (await requireInstalled(deps, modelId))
  const artifact = artifactOf(deps, model, precision)
  const there =
    precision === 'none'
      ? hasWeights(model)
      : (await deps.modelStore.forms(placeOf(model))).some((form) => form.precision === precision)
  if (there) return { artifact, ready: null }
  if (precision === 'none' || !hasWeights(model)) throw weightsRemoved(modelId)
  const request = { model, precision, jobId: null }
  return { artifact, ready: async () => await forms.ensure(request) }
}

/** Opens an embedder without loading it. A form that is not there is made at the first use. */
export async function openEmbedder(
  deps: ModelsDependencies,
  forms: FormMaker,
  choice: { readonly modelId: string; readonly precision: Precision },
): Promise<Embedder> {
  const { artifact, ready } = await open(deps, forms, { ...choice, task: 'embed' })
  const embedder = deps.engine.embedder(artifact)
  if (ready === null) return embedder
  return {
    description: embedder.description,
    async embed(request) {
      await ready()
      return await embedder.embed(request)
    },
    // Needs the tokenizer alone, which is there.
    countTokens: async (texts, instruction) => await embedder.countTokens(texts, instruction),
  }
}

/** As `openEmbedder`. */
export async function openReranker(
  deps: ModelsDependencies,
  forms: FormMaker,
  choice: { readonly modelId: string; readonly precision: Precision },
): Promise<Reranker> {
  const { artifact, ready } = await open(deps, forms, { ...choice, task: 'rerank' })
  const reranker = deps.engine.reranker(artifact)
  if (ready === null) return reranker
  return {
    description: reranker.description,
    async score(request) {
      await ready()
      return await reranker.score(request)
    },
  }
}
