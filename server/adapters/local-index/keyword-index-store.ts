import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { LearnPathError } from '@learnpath/contracts'
import type { KeywordIndex } from '../../ports/keyword-index.ts'
import type { KeywordIndexStore } from '../../ports/keyword-index-store.ts'
import type { Logger } from '../../ports/logger.ts'

const POINTER_FILE = 'CURRENT'
const GENERATION_PREFIX = 'generation-'

/** What the pointer file says: which folder serves, and what its entries were made with. */
interface Pointer {
  readonly generation: string
  readonly builtWith: string
}

export interface LocalKeywordIndexStoreOptions {
  /** Folder of all generations; made when it is missing. */
  readonly folder: string
  /** Opens the index of one generation's folder, empty when the folder is. @throws LP_INDEX_DAMAGED */
  readonly openIndex: (folder: string) => Promise<KeywordIndex>
  readonly logger: Logger
}

async function syncFile(path: string, flags: string, content?: string): Promise<void> {
  const file = await open(path, flags)
  try {
    if (content !== undefined) await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Replaces the pointer in one step that survives a power cut: temporary file, sync, rename, sync of the folder. */
async function writePointer(folder: string, pointer: Pointer): Promise<void> {
  const temporary = join(folder, `${POINTER_FILE}.new`)
  await syncFile(temporary, 'w', JSON.stringify(pointer))
  await rename(temporary, join(folder, POINTER_FILE))
  await syncFile(folder, 'r')
}

function parsePointer(content: string): Pointer | null {
  try {
    const value: unknown = JSON.parse(content)
    if (typeof value !== 'object' || value === null) return null
    if (!('generation' in value) || !('builtWith' in value)) return null
    const { generation, builtWith } = value
    if (typeof generation !== 'string' || typeof builtWith !== 'string') return null
    return /^generation-[\w-]+$/.test(generation) ? { generation, builtWith } : null
  } catch (cause) {
    if (cause instanceof SyntaxError) return null
    throw cause
  }
}

/** @returns null when there is no pointer or nobody can read it. */
async function readPointer(folder: string, logger: Logger): Promise<Pointer | null> {
  try {
    const pointer = parsePointer(await readFile(join(folder, POINTER_FILE), 'utf8'))
    if (pointer === null) logger.warn('the pointer to the search index is damaged; the index is made anew')
    return pointer
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null
    throw cause
  }
}

/** Everything in the folder but the pointer and the generation that serves is left over from an interrupted rebuild. */
async function sweep(folder: string, keep: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name !== keep && name !== POINTER_FILE) await rm(join(folder, name), { recursive: true, force: true })
  }
}

interface Generation extends Pointer {
  readonly index: KeywordIndex
}

/**
 * Generations of the keyword index as folders with a pointer file. A damaged generation is replaced by an empty one with
 * `builtWith` '': the index holds nothing that cannot be made again.
 */
export async function createLocalKeywordIndexStore(options: LocalKeywordIndexStoreOptions): Promise<KeywordIndexStore> {
  const { folder, openIndex, logger } = options
  let current: Generation
  let next: Omit<Generation, 'builtWith'> | null = null

  async function openGeneration(generation: string): Promise<KeywordIndex> {
    await mkdir(join(folder, generation), { recursive: true })
    return await openIndex(join(folder, generation))
  }

  async function openEmpty(): Promise<Omit<Generation, 'builtWith'>> {
    const generation = `${GENERATION_PREFIX}${randomUUID()}`
    return { generation, index: await openGeneration(generation) }
  }

  async function startEmpty(): Promise<Generation> {
    const opened = { ...(await openEmpty()), builtWith: '' }
    await writePointer(folder, { generation: opened.generation, builtWith: '' })
    return opened
  }

  async function openCurrent(): Promise<Generation> {
    const pointer = await readPointer(folder, logger)
    if (pointer === null) return await startEmpty()
    try {
      return { ...pointer, index: await openGeneration(pointer.generation) }
    } catch (cause) {
      if (!(cause instanceof LearnPathError) || cause.code !== 'LP_INDEX_DAMAGED') throw cause
      logger.warn('the search index is damaged and is made anew', { error: cause.message })
      return await startEmpty()
    }
  }

  async function drop(generation: Omit<Generation, 'builtWith'>): Promise<void> {
    await generation.index.close()
    await rm(join(folder, generation.generation), { recursive: true, force: true })
  }

  async function abandonRebuild(): Promise<void> {
    if (next === null) return
    const abandoned = next
    next = null
    await drop(abandoned)
  }

  await mkdir(folder, { recursive: true })
  current = await openCurrent()
  await sweep(folder, current.generation)

  return {
    isShared: false,
    get current() {
      return current.index
    },
    get builtWith() {
      return current.builtWith
    },
    async beginRebuild() {
      await abandonRebuild()
      next = await openEmpty()
      return next.index
    },
    async commitRebuild(builtWith) {
      if (next === null) throw new LearnPathError('LP_INTERNAL', { detail: 'no rebuild has begun' })
      const replaced = current
      await next.index.flush()
      await writePointer(folder, { generation: next.generation, builtWith })
      current = { ...next, builtWith }
      next = null
      await drop(replaced)
    },
    abandonRebuild,
    async refresh() {
      await Promise.resolve()
    },
    async close() {
      await abandonRebuild()
      await current.index.close()
    },
  }
}
