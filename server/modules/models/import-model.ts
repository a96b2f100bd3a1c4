import { createHash } from 'node:crypto'
import { LearnPathError, type ModelManifest } from '@learnpath/contracts'
import type { ForeignFolder, ModelPlace, StoredFile } from '../../ports/model-store.ts'
import { CATALOGUE } from './catalogue/catalogue.ts'
import { inferManifest } from './infer-manifest.ts'
import { isWeights, readKnownModels } from './known-models.ts'
import { createModelProgress } from './model-progress.ts'
import { versionOf } from './model-version.ts'
import type { ImportOptions } from './models-api.ts'
import type { ModelsDependencies } from './models-dependencies.ts'
import { checkManifest, parseManifest } from './parse-manifest.ts'
import { requireRoom } from './room.ts'

/** A description that lies beside the files and goes before everything that they tell. */
const MANIFEST_FILE = 'learnpath-model.json'
const MOST_MANIFEST_BYTES = 1_000_000
const REVISION_DIGITS = 12

interface Found {
  readonly manifest: ModelManifest
  readonly origin: 'catalogue' | 'user'
  readonly assumed: readonly string[]
}

/** Takes a model from a folder: its files are copied and checked. @returns its id */
export async function importModel(deps: ModelsDependencies, path: string, options: ImportOptions): Promise<string> {
  const { modelStore, logger, clock } = deps
  const folder = await modelStore.openForeign(path)
  const { manifest, origin, assumed } = await findManifest(deps, { folder, path, options })
  const { id } = manifest
  const place: ModelPlace = { modelId: id, version: versionOf(manifest) }
  const installed = await modelStore.find(id)
  if (installed !== null && installed.version !== place.version && (await deps.inUse(id))) {
    throw new LearnPathError('LP_MODEL_IN_USE', { detail: `the files of ${id} would be replaced by others` })
  }
  const paths = manifest.files.map((file) => locate(folder, file.path, id))
  const sizes = new Map(folder.files.map((file) => [file.path, file.sizeBytes]))
  const total = paths.reduce((sum, from) => sum + (sizes.get(from) ?? 0), 0)
  await requireRoom(modelStore, id, total)
  const progress = createModelProgress(deps, { model: id, jobId: null })
  const files: StoredFile[] = []
  let copied = 0
  for (const [index, file] of manifest.files.entries()) {
    const start = copied
    const onBytes = (bytes: number) => progress.tell('verify', file.path, start + bytes, total)
    files.push(await copyFile(deps, { folder, from: paths[index] ?? file.path, file, place, onBytes }))
    copied += files.at(-1)?.sizeBytes ?? 0
  }
  const installedAt = new Date(clock.now()).toISOString()
  await modelStore.record({ manifest, origin, version: place.version, files, installedAt })
  if (installed?.version === place.version) await deps.engine.unload(id)
  logger.info('a model was imported', { model: id, revision: manifest.revision, assumed })
  progress.tell('ready', assumed.length === 0 ? 'imported' : `imported; assumed: ${assumed.join('; ')}`)
  return id
}

async function findManifest(
  deps: ModelsDependencies,
  { folder, path, options }: { readonly folder: ForeignFolder; readonly path: string; readonly options: ImportOptions },
): Promise<Found> {
  const { id } = options
  if (options.manifest !== undefined) {
    return { manifest: checkManifest(options.manifest, 'the description'), origin: 'user', assumed: [] }
  }
  if (folder.files.some((file) => file.path === MANIFEST_FILE)) {
    const text = new TextDecoder().decode(await folder.head(MANIFEST_FILE, MOST_MANIFEST_BYTES))
    const manifest = parseManifest(text, `${path}/${MANIFEST_FILE}`)
    return { manifest: id === undefined ? manifest : { ...manifest, id }, origin: 'user', assumed: [] }
  }
  if (id !== undefined) {
    const { known } = await readKnownModels(deps.modelStore)
    const found = known.get(id)
    if (found !== undefined) return { ...found, assumed: [] }
  }
  const recognised = id === undefined ? await recognise(folder) : null
  if (recognised !== null) return { manifest: recognised, origin: 'catalogue', assumed: [] }
  const inferred = await inferManifest(folder, { id: id ?? idFrom(path), revision: await revisionOf(folder) })
  return { ...inferred, origin: 'user' }
}

/** A model of the catalogue whose weights are here, by size and checksum. */
async function recognise(folder: ForeignFolder): Promise<ModelManifest | null> {
  for (const manifest of CATALOGUE) {
    const weights = manifest.files.find(({ role }) => role === 'weights')
    if (weights === undefined || weights.sha256 === null || weights.sizeBytes === null) continue
    const candidates = folder.files.filter(({ sizeBytes }) => sizeBytes === weights.sizeBytes)
    for (const { path } of candidates) if ((await checksumOf(folder, [path])) === weights.sha256) return manifest
  }
  return null
}

async function checksumOf(folder: ForeignFolder, paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const path of paths) for await (const piece of folder.read(path)) hash.update(piece)
  return hash.digest('hex')
}

/** Changes with the weights, so that vectors of other weights are never taken for the same. */
async function revisionOf(folder: ForeignFolder): Promise<string> {
  const weights = folder.files
    .map(({ path }) => path)
    .filter((path) => /\.(onnx|safetensors|onnx_data|data)$/u.test(path))
  return (await checksumOf(folder, weights)).slice(0, REVISION_DIGITS)
}

function idFrom(path: string): string {
  const name =
    path
      .replace(/[\\/]+$/u, '')
      .split(/[\\/]/u)
      .at(-1) ?? ''
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/gu, '-')
    .replace(/^[^a-z0-9]+/u, '')
}

/** Where the file is in the folder: at its path, or under its name alone when there is one of that name. */
function locate(folder: ForeignFolder, path: string, id: string): string {
  const paths = folder.files.map((file) => file.path)
  if (paths.includes(path)) return path
  const name = path.split('/').at(-1) ?? path
  const named = paths.filter((other) => other === name || other.endsWith(`/${name}`))
  const [only] = named
  if (only !== undefined && named.length === 1) return only
  throw new LearnPathError('LP_MODEL_FILES_WRONG', { detail: `${path} of ${id} is not in the folder` })
}

async function copyFile(
  { modelStore }: ModelsDependencies,
  work: {
    readonly folder: ForeignFolder
    readonly from: string
    readonly file: ModelManifest['files'][number]
    readonly place: ModelPlace
    readonly onBytes: (bytes: number) => void
  },
): Promise<StoredFile> {
  const { folder, from, file, place, onBytes } = work
  const partial = await modelStore.openPartial(place, file.path)
  try {
    await partial.restart({ commit: null, checksum: file.sha256, validator: null })
    for await (const piece of folder.read(from)) {
      await partial.write(piece)
      onBytes(partial.sizeBytes)
    }
    const { sha256 } = await partial.checksums()
    const { sizeBytes } = partial
    if ((file.sha256 ?? sha256) !== sha256 || (file.sizeBytes ?? sizeBytes) !== sizeBytes) {
      await partial.discard()
      const what = isWeights(file) ? 'the weights are others' : 'the content is another one'
      const detail = `${from}: ${what}: SHA-256 ${sha256} (${sizeBytes} bytes), expected is ${file.sha256} (${file.sizeBytes} bytes)`
      throw new LearnPathError('LP_MODEL_FILES_WRONG', { detail })
    }
    await partial.publish()
    return { path: file.path, sizeBytes, sha256 }
  } finally {
    await partial.close()
  }
}
