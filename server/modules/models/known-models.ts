import { LearnPathError, type ModelManifest } from '@learnpath/contracts'
import type { InstalledModel, ModelStore } from '../../ports/model-store.ts'
import { CATALOGUE } from './catalogue/catalogue.ts'
import { parseManifest } from './parse-manifest.ts'

export interface KnownModel {
  readonly manifest: ModelManifest
  readonly origin: 'catalogue' | 'user'
}

/** A description in the catalogue folder that cannot be used, and why. */
export interface InvalidManifest {
  readonly file: string
  readonly error: LearnPathError
}

/** What LearnPath brings along and what users added. */
export interface KnownModels {
  readonly known: ReadonlyMap<string, KnownModel>
  readonly invalid: readonly InvalidManifest[]
}

/** Reads the descriptions. One that a user added goes before one of the same name that comes with LearnPath. */
export async function readKnownModels(modelStore: ModelStore): Promise<KnownModels> {
  const known = new Map<string, KnownModel>()
  for (const manifest of CATALOGUE) known.set(manifest.id, { manifest, origin: 'catalogue' })
  const invalid: InvalidManifest[] = []
  for (const { file, text } of await modelStore.manifestFiles()) {
    try {
      const manifest = parseManifest(text, file)
      if (manifest.repository === null) {
        const detail = `${file}: repository: a model without one cannot be downloaded; import its folder instead`
        throw new LearnPathError('LP_MODEL_MANIFEST_INVALID', { detail })
      }
      known.set(manifest.id, { manifest, origin: 'user' })
    } catch (error) {
      if (!(error instanceof LearnPathError)) throw error
      invalid.push({ file, error })
    }
  }
  return { known, invalid }
}

/** @throws LP_MODEL_UNKNOWN, or LP_MODEL_MANIFEST_INVALID when a description that cannot be used may be meant */
export function requireKnown({ known, invalid }: KnownModels, modelId: string): KnownModel {
  const found = known.get(modelId)
  if (found !== undefined) return found
  const [first] = invalid
  if (first !== undefined) throw first.error
  throw new LearnPathError('LP_MODEL_UNKNOWN', { detail: modelId })
}

/** Files that make the numbers, as opposed to the tokenizer and settings. */
export const isWeights = ({ role }: ModelManifest['files'][number]): boolean =>
  role === 'weights' || role === 'weights-data'

/** Whether the model as delivered is there; its weights may have been removed to keep a smaller form only. */
export function hasWeights({ manifest, files }: InstalledModel): boolean {
  const there = new Set(files.map(({ path }) => path))
  return manifest.files.filter(isWeights).every(({ path }) => there.has(path))
}
