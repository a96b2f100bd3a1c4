import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, readdir, rename, rm, stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { LearnPathError, ModelManifest } from '@learnpath/contracts'
import { z } from 'zod'
import type { Logger } from '../../ports/logger.ts'
import type { InstalledModel, ModelPlace, ModelStore, StoredForm } from '../../ports/model-store.ts'
import { systemErrorCode, translateDiskError } from './disk-errors.ts'
import { openForeignFolder } from './foreign-folder.ts'
import { checksumsOf, openPartialFile, sizeOfFile } from './partial-model-file.ts'
import { syncFolder } from './sync-folder.ts'

export interface FilesystemModelStoreOptions {
  readonly folder: string
  readonly logger: Logger
}

const RECORD = 'installed.json'
const CARD = 'card.json'
/** Names in the models folder that are no model's. */
const CATALOGUE = 'catalogue'
const MAKING = /^(fp16|int8|int4)\.making-/u
const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000
const FORMS = ['fp16', 'int8', 'int4'] as const

const Installed = z.object({
  manifest: ModelManifest,
  origin: z.enum(['catalogue', 'user']),
  version: z.string().regex(/^[0-9a-f]{12}$/u),
  files: z.array(z.object({ path: z.string(), sizeBytes: z.number().int(), sha256: z.string() })),
  installedAt: z.iso.datetime(),
})

/**
 * `MODEL/installed.json` is the record, `MODEL/VERSION/source` holds the files of the manifest, `MODEL/VERSION/int8` and so on what
 * the quantizer made of them.
 */
export function createFilesystemModelStore(options: FilesystemModelStoreOptions): ModelStore {
  const { folder, logger } = options
  // Its own for every process: several may share the folder.
  const making = `making-${randomUUID()}`
  const recordOf = (modelId: string) => join(folder, modelId, RECORD)
  const versionFolder = ({ modelId, version }: ModelPlace) => join(folder, modelId, version)
  const sourceFolder = (place: ModelPlace) => join(versionFolder(place), 'source')
  const formFolder: ModelStore['formFolder'] = (place, precision) => join(versionFolder(place), precision)
  const makingFolder: ModelStore['makingFolder'] = (place, precision) =>
    join(versionFolder(place), `${precision}.${making}`)
  /** What is no name of a model is none in a path either: ids come from requests. */
  const find = async (modelId: string) =>
    ModelManifest.shape.id.safeParse(modelId).success ? await readRecord(recordOf(modelId), logger) : null

  return {
    folder,
    manifestFiles: async () => await manifestFilesIn(join(folder, CATALOGUE)),
    async installed() {
      const names = (await namesIn(folder)).filter((name) => name !== CATALOGUE).toSorted()
      const found: InstalledModel[] = []
      for (const name of names) {
        const model = await find(name)
        if (model !== null) found.push(model)
      }
      return found
    },
    find,
    record: async (model) =>
      await onDisk(async () => {
        await writeDurably(recordOf(model.manifest.id), JSON.stringify(model, null, 2))
        await removeOtherVersions(join(folder, model.manifest.id), model.version)
      }),
    sourceFolder,
    formFolder,
    makingFolder,
    publishForm: async (place, precision) =>
      await onDisk(async () => {
        const target = formFolder(place, precision)
        await rm(target, { recursive: true, force: true })
        await rename(makingFolder(place, precision), target)
        await syncFolder(dirname(target))
      }),
    forms: async (place) => await formsIn(versionFolder(place)),
    removeForm: async (place, precision) => await removeAtOnce(formFolder(place, precision)),
    removeFiles: async (place, paths) =>
      await onDisk(async () => {
        for (const path of paths) await rm(join(sourceFolder(place), path), { force: true })
      }),
    remove: async (modelId) =>
      await onDisk(async () => {
        await rm(recordOf(modelId), { force: true })
        await rm(join(folder, modelId), { recursive: true, force: true })
      }),
    sizeOf: async (place, path) => await sizeOfFile(join(sourceFolder(place), path)),
    async checksumOf(place, path, signal) {
      const file = join(sourceFolder(place), path)
      return (await checksumsOf(file, (await sizeOfFile(file)) ?? 0, signal)).sha256
    },
    openPartial: async (place, path) => await openPartialFile(join(sourceFolder(place), path)),
    freeBytes: async () => await freeBytesAt(folder),
    sweep: async () => await onDisk(async () => await removeAbandoned(folder)),
    openForeign: openForeignFolder,
  }
}

async function onDisk<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw translateDiskError(error)
  }
}

/** Null when there is none; a record that cannot be read is told of and the model taken for not installed. */
async function readRecord(file: string, logger: Logger): Promise<InstalledModel | null> {
  const text = await readIfThere(file)
  if (text === null) return null
  try {
    return Installed.parse(JSON.parse(text))
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof z.ZodError)) throw error
    logger.error('the record of a model is damaged; pull or import the model again', { file, error: error.message })
    return null
  }
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const code = systemErrorCode(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    throw translateDiskError(error)
  }
}

async function manifestFilesIn(folder: string): Promise<{ file: string; text: string }[]> {
  const names = (await namesIn(folder)).filter((name) => name.endsWith('.json')).toSorted()
  const found: { file: string; text: string }[] = []
  for (const name of names) {
    const file = join(folder, name)
    const text = await readIfThere(file)
    if (text !== null) found.push({ file, text })
  }
  return found
}

/** Written beside its place, synced and renamed: at its place it is always whole. */
async function writeDurably(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  const temporary = `${file}.new`
  const handle = await open(temporary, 'w', 0o644)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(temporary, file)
  await syncFolder(dirname(file))
}

async function removeOtherVersions(folder: string, version: string): Promise<void> {
  for (const name of await namesIn(folder)) {
    if (/^[0-9a-f]{12}$/u.test(name) && name !== version) await rm(join(folder, name), { recursive: true, force: true })
  }
}

/** A form without its card is not one: renamed first, so that a removal cut short leaves none. */
async function removeAtOnce(folder: string): Promise<void> {
  await onDisk(async () => {
    await rm(join(folder, CARD), { force: true })
    await rm(folder, { recursive: true, force: true })
  })
}

async function formsIn(folder: string): Promise<StoredForm[]> {
  const found: StoredForm[] = []
  for (const precision of FORMS) {
    const card = await readIfThere(join(folder, precision, CARD))
    if (card !== null) found.push({ precision, sizeBytes: await weightBytesIn(join(folder, precision)), card })
  }
  return found
}

async function weightBytesIn(folder: string): Promise<number> {
  let total = 0
  for (const name of await namesIn(folder)) {
    if (name !== CARD) total += (await sizeOfFile(join(folder, name))) ?? 0
  }
  return total
}

/** Another process may be making a form in the same folder now; one that is a day old is nobody's. */
async function removeAbandoned(folder: string): Promise<void> {
  for (const model of await namesIn(folder)) {
    for (const version of await namesIn(join(folder, model))) {
      for (const name of await namesIn(join(folder, model, version))) {
        const path = join(folder, model, version, name)
        if (!MAKING.test(name)) continue
        const { mtimeMs } = await stat(path)
        if (Date.now() - mtimeMs > ABANDONED_AFTER_MS) await rm(path, { recursive: true, force: true })
      }
    }
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    const code = systemErrorCode(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return []
    throw translateDiskError(error)
  }
}

/** Of the file system that the folder is on or will be on. */
async function freeBytesAt(folder: string): Promise<number> {
  for (let existing = folder; ; existing = dirname(existing)) {
    try {
      await stat(existing)
      const { bavail, bsize } = await statfs(existing)
      return bavail * bsize
    } catch (error) {
      if (systemErrorCode(error) !== 'ENOENT' || dirname(existing) === existing) {
        throw new LearnPathError('LP_HOME_UNUSABLE', { detail: existing, cause: error })
      }
    }
  }
}
