import type { Model, ModelManifest, Precision } from '@learnpath/contracts'

/** A number takes so many bytes in a model as delivered. */
const BYTES_PER_PARAMETER = 4

/** What is to be downloaded; an estimate when the hub was not asked yet, null when nothing is known. */
export function downloadSize(manifest: ModelManifest): { readonly bytes: number; readonly exact: boolean } | null {
  const sizes = manifest.files.map(({ sizeBytes }) => sizeBytes)
  const known = sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0)
  if (sizes.every((size) => size !== null)) return { bytes: known, exact: true }
  if (manifest.parameters === null) return null
  return { bytes: Math.max(known, manifest.parameters * BYTES_PER_PARAMETER), exact: false }
}

export const isHere = ({ installed }: Model): boolean => installed.length > 0

export const hasForm = ({ installed }: Model, precision: Precision): boolean =>
  installed.some((form) => form.precision === precision)

/** Languages of the library that the model was not made for. */
export function weakLanguages({ languages }: ModelManifest, library: Readonly<Record<string, number>>): string[] {
  if (languages.includes('multi')) return []
  return Object.keys(library).filter((language) => language !== 'und' && !languages.includes(language))
}

/** The model's name for people; a connected service is in no list. */
export const titleOf = (models: readonly Model[] | undefined, id: string): string =>
  models?.find(({ manifest }) => manifest.id === id)?.manifest.title ?? id

/** Those in use first, then those that are here, the recommended ones, the rest; each in the order of the catalogue. */
export function inOrder(models: readonly Model[], recommended: readonly (string | null)[]): Model[] {
  const place = (model: Model): number => {
    if (model.inUse) return 0
    if (isHere(model)) return 1
    return recommended.includes(model.manifest.id) ? 2 : 3
  }
  return models.toSorted((one, other) => place(one) - place(other))
}
