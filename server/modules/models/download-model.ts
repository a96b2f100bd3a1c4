import { LearnPathError, type ModelManifest } from '@learnpath/contracts'
import type { HubFile, HubFileMetadata } from '../../ports/model-hub.ts'
import type { InstalledModel, ModelPlace, StoredFile } from '../../ports/model-store.ts'
import { downloadFile } from './download-file.ts'
import { DEFAULT_PAUSES_MS, withPatience } from './hub-retries.ts'
import type { KnownModel } from './known-models.ts'
import type { ModelProgress } from './model-progress.ts'
import { versionOf } from './model-version.ts'
import type { ModelsDependencies } from './models-dependencies.ts'
import { requireRoom } from './room.ts'

export interface ModelDownload {
  readonly model: KnownModel
  readonly progress: ModelProgress
  readonly signal: AbortSignal
}

/** Who asks for the first time, of a hub that may not be there at all, is told soon. */
const ASKING_RETRIES = 2
const COMMIT = /^[0-9a-f]{40}$/u

interface DescribedFile {
  readonly from: HubFile
  readonly told: HubFileMetadata
}

/**
 * Brings a model to this machine. What is there already is not downloaded again; nothing is sent when all of it is there.
 * @throws LP_HUB_UNREACHABLE, LP_HUB_REFUSED, LP_MODEL_FILES_WRONG, LP_STORE_FULL, LP_MODEL_IN_USE
 */
export async function downloadModel(deps: ModelsDependencies, download: ModelDownload): Promise<void> {
  const { modelStore, clock, logger } = deps
  const { model, progress, signal } = download
  const { id } = model.manifest
  const installed = await modelStore.find(id)
  if (installed !== null && (await isComplete(deps, installed, model.manifest))) return
  progress.tell('download', 'asking for the files')
  const { manifest, described } = await describeFiles(deps, model.manifest, signal)
  const place: ModelPlace = { modelId: id, version: versionOf(manifest) }
  if (installed !== null && installed.version !== place.version && (await deps.inUse(id))) {
    const detail = `${id} serves with revision ${installed.manifest.revision}; another revision (${manifest.revision}) would replace it`
    throw new LearnPathError('LP_MODEL_IN_USE', { detail })
  }
  await requireRoom(modelStore, id, await missingBytes(deps, place, manifest, described))
  const files = await downloadFiles(deps, { ...download, manifest, place, described })
  const installedAt = new Date(clock.now()).toISOString()
  await modelStore.record({ manifest, origin: model.origin, version: place.version, files, installedAt })
  logger.info('a model was downloaded', { model: id, revision: manifest.revision })
}

/** Whether the files of the very revision that is wanted are there. A branch may have moved: it is asked for. */
async function isComplete(
  { modelStore }: ModelsDependencies,
  installed: InstalledModel,
  manifest: ModelManifest,
): Promise<boolean> {
  if (installed.version !== versionOf(manifest) || installed.files.length < manifest.files.length) return false
  const place = { modelId: manifest.id, version: installed.version }
  for (const { path, sizeBytes } of installed.files) {
    if ((await modelStore.sizeOf(place, path)) !== sizeBytes) return false
  }
  return true
}

/** Asks the hub for every file, all of one commit: that which a branch stood for when the first was asked for. */
async function describeFiles(
  { hub, retryPausesMs = DEFAULT_PAUSES_MS }: ModelsDependencies,
  manifest: ModelManifest,
  signal: AbortSignal,
): Promise<{ manifest: ModelManifest; described: DescribedFile[] }> {
  const { repository } = manifest
  if (repository === null) {
    throw new LearnPathError('LP_HUB_REFUSED', { detail: `${manifest.id} comes from a folder; import it again` })
  }
  let { revision } = manifest
  const described: DescribedFile[] = []
  for (const { path } of manifest.files) {
    const from = { repository, revision, path }
    const told = await withPatience(
      retryPausesMs.slice(0, ASKING_RETRIES),
      signal,
      async () => await hub.describe(from, signal),
    )
    if (!COMMIT.test(revision) && told.commit !== null) revision = told.commit
    described.push({ from: { ...from, revision }, told })
  }
  return { manifest: { ...manifest, revision }, described }
}

/** Bytes that are to come, as far as sizes are known. */
async function missingBytes(
  { modelStore }: ModelsDependencies,
  place: ModelPlace,
  manifest: ModelManifest,
  described: readonly DescribedFile[],
): Promise<number> {
  let missing = 0
  for (const [index, file] of manifest.files.entries()) {
    const size = file.sizeBytes ?? described[index]?.told.sizeBytes ?? 0
    const whole = await modelStore.sizeOf(place, file.path)
    const partly = (await modelStore.sizeOf(place, `${file.path}.part`)) ?? 0
    missing += Math.max(0, size - (whole ?? partly))
  }
  return missing
}

async function downloadFiles(
  { hub, modelStore, retryPausesMs = DEFAULT_PAUSES_MS }: ModelsDependencies,
  work: ModelDownload & {
    readonly manifest: ModelManifest
    readonly place: ModelPlace
    readonly described: readonly DescribedFile[]
  },
): Promise<StoredFile[]> {
  const { manifest, place, described, progress, signal } = work
  const sizes = manifest.files.map((file, index) => file.sizeBytes ?? described[index]?.told.sizeBytes ?? 0)
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const files: StoredFile[] = []
  let before = 0
  for (const [index, file] of manifest.files.entries()) {
    const description = described[index]
    if (description === undefined) continue
    const start = before
    const stored = await downloadFile({
      hub,
      modelStore,
      place,
      file,
      ...description,
      pausesMs: retryPausesMs,
      signal,
      onBytes: (bytes) => {
        const complete = bytes === sizes[index]
        progress.tell(complete ? 'verify' : 'download', file.path, start + bytes, total)
      },
    })
    before += stored.sizeBytes
    files.push(stored)
  }
  return files
}
