import { LearnPathError, ModelCard, type Precision } from '@learnpath/contracts'
import type { InstalledModel, ModelPlace } from '../../ports/model-store.ts'
import { calibrationTexts } from './calibration-texts.ts'
import { hasWeights } from './known-models.ts'
import { createModelProgress } from './model-progress.ts'
import type { ModelsDependencies } from './models-dependencies.ts'

export type QuantizedPrecision = Exclude<Precision, 'none'>

export interface FormRequest {
  readonly model: InstalledModel
  readonly precision: QuantizedPrecision
  readonly jobId: string | null
  /** Of the one who asks first; the others share the work. */
  readonly signal?: AbortSignal
}

/** Makes smaller forms of models, each at most once at a time. */
export interface FormMaker {
  /** @throws LP_MODEL_NOT_INSTALLED, LP_MODEL_UNUSABLE, LP_MODEL_FIDELITY_MISSED, LP_STORE_FULL */
  make(request: FormRequest): Promise<void>
  /** Makes it unless it is there. What failed for good fails at once the next time: quantizing takes minutes. */
  ensure(request: FormRequest): Promise<void>
  /** Ends what is being made. */
  stop(): Promise<void>
}

export const placeOf = ({ manifest, version }: InstalledModel): ModelPlace => ({ modelId: manifest.id, version })

const keyOf = ({ model, precision }: FormRequest): string => `${model.manifest.id} ${model.version} ${precision}`

export function createFormMaker(deps: ModelsDependencies): FormMaker {
  const running = new Map<string, Promise<void>>()
  const failed = new Map<string, LearnPathError>()
  const stopping = new AbortController()

  async function make(request: FormRequest): Promise<void> {
    const key = keyOf(request)
    const shared = running.get(key)
    if (shared !== undefined) {
      await shared
      return
    }
    const signal = AbortSignal.any([stopping.signal, ...(request.signal === undefined ? [] : [request.signal])])
    const work = quantize(deps, { ...request, signal })
    running.set(key, work)
    try {
      await work
      failed.delete(key)
    } catch (error) {
      const forGood = error instanceof LearnPathError && FOR_GOOD.has(error.code)
      if (forGood) failed.set(key, error)
      throw error
    } finally {
      running.delete(key)
    }
  }

  return {
    make,
    async ensure(request) {
      const forms = await deps.modelStore.forms(placeOf(request.model))
      if (forms.some(({ precision }) => precision === request.precision)) return
      const failure = failed.get(keyOf(request))
      if (failure !== undefined) throw failure
      await make(request)
    },
    async stop() {
      stopping.abort('shutdown')
      await Promise.allSettled(running.values())
    },
  }
}

const FOR_GOOD: ReadonlySet<string> = new Set(['LP_MODEL_UNUSABLE', 'LP_MODEL_FIDELITY_MISSED'])

async function quantize(
  deps: ModelsDependencies,
  { model, precision, jobId, signal }: FormRequest & { readonly signal: AbortSignal },
): Promise<void> {
  const { modelStore, quantizer, logger, engine } = deps
  const { manifest } = model
  const { id } = manifest
  if (!hasWeights(model)) throw weightsRemoved(id)
  const place = placeOf(model)
  const progress = createModelProgress(deps, { model: id, jobId })
  logger.info('a model is being quantized; the result is kept', { model: id, precision })
  progress.tell('quantize', precision)
  try {
    const card = await quantizer.quantize({
      manifest,
      sourceFolder: modelStore.sourceFolder(place),
      precision,
      targetFolder: modelStore.makingFolder(place, precision),
      texts: calibrationTexts(manifest.languages),
      signal,
      onProgress: (done, total, detail) => progress.tell('quantize', `${precision}: ${detail}`, done, total),
    })
    const replaced = (await modelStore.forms(place)).some((form) => form.precision === precision)
    await modelStore.publishForm(place, precision)
    // What runs from the files before is taken out of memory; the next use loads the new ones.
    if (replaced) await engine.unload(id)
    logger.info('a model was quantized', { model: id, precision, sizeBytes: card.sizeBytes, fidelity: card.fidelity })
    progress.tell('ready', precision)
  } catch (error) {
    if (!signal.aborted) progress.tell('failed', error instanceof Error ? error.message : String(error))
    throw error
  }
}

/** @returns the error for work that needs the model as delivered */
export function weightsRemoved(modelId: string): LearnPathError {
  return new LearnPathError('LP_MODEL_NOT_INSTALLED', {
    detail: `the weights of ${modelId} as delivered were removed; download them again: learnpath models pull ${modelId}`,
  })
}

/** The card of a form as the quantizer wrote it; null when it cannot be read, which `verify` tells. */
export function cardOf(text: string | null): ModelCard | null {
  if (text === null) return null
  try {
    return ModelCard.parse(JSON.parse(text))
  } catch {
    return null // Damaged: the form itself is checked by loading it.
  }
}
