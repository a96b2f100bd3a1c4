import { LearnPathError } from '@learnpath/contracts'
import { unzipSync } from 'fflate'
import { Decompress } from 'fzstd'

/** Unpacked bytes allowed for a collection; the largest known ones have about a tenth. */
const MAX_COLLECTION_BYTES = 512 * 1024 * 1024

/** What a package may hold, the best first: newer ones keep a stub under the oldest name that only says to update Anki. */
const COLLECTIONS = ['collection.anki21b', 'collection.anki21', 'collection.anki2'] as const

/** A collection as an SQLite file. */
export interface OpenedPackage {
  readonly collection: Uint8Array
  /** Pictures and sounds beside it. */
  readonly mediaFiles: number
}

/** Unpacks the collection of an Anki package. @throws LP_IMPORT_DAMAGED, LP_IMPORT_UNSUPPORTED */
export function openPackage(bytes: Uint8Array): OpenedPackage {
  let mediaFiles = 0
  const sizes = new Map<string, number>()
  list(bytes, (name, size) => {
    if (/^\d+$/.test(name)) mediaFiles += 1
    sizes.set(name, size)
  })
  const name = COLLECTIONS.find((each) => sizes.has(each))
  if (name === undefined) {
    throw new LearnPathError('LP_IMPORT_UNSUPPORTED', { detail: 'the ZIP archive holds no collection of Anki' })
  }
  const size = sizes.get(name) ?? 0
  if (size > MAX_COLLECTION_BYTES) throw tooLarge()
  const packed = unpack(bytes, name)
  if (packed.length !== size) throw damaged('its collection is cut off')
  return { collection: name === 'collection.anki21b' ? zstd(packed) : packed, mediaFiles }
}

function list(bytes: Uint8Array, found: (name: string, size: number) => void): void {
  translated(() =>
    unzipSync(bytes, {
      filter({ name, originalSize }) {
        found(name, originalSize)
        return false
      },
    }),
  )
}

function unpack(bytes: Uint8Array, wanted: string): Uint8Array {
  let taken = false
  const files = translated(() =>
    unzipSync(bytes, {
      filter({ name }) {
        const isFirst = name === wanted && !taken
        taken ||= isFirst
        return isFirst
      },
    }),
  )
  return files[wanted] ?? new Uint8Array()
}

function zstd(packed: Uint8Array): Uint8Array {
  const pieces: Uint8Array[] = []
  let size = 0
  let ended = false
  const stream = new Decompress((piece, final) => {
    size += piece.length
    if (size > MAX_COLLECTION_BYTES) throw tooLarge()
    pieces.push(piece.slice())
    ended ||= final === true
  })
  translated(() => stream.push(packed, true))
  if (!ended) throw damaged('its collection is cut off')
  return Buffer.concat(pieces)
}

function translated<T>(work: () => T): T {
  try {
    return work()
  } catch (failure) {
    if (failure instanceof LearnPathError) throw failure
    throw damaged(`it cannot be unpacked (${failure instanceof Error ? failure.message : String(failure)})`, failure)
  }
}

const damaged = (detail: string, cause?: unknown): LearnPathError =>
  new LearnPathError('LP_IMPORT_DAMAGED', { detail, ...(cause === undefined ? {} : { cause }) })

const tooLarge = (): LearnPathError =>
  new LearnPathError('LP_IMPORT_UNSUPPORTED', {
    detail: `its collection unpacks to more than ${MAX_COLLECTION_BYTES} bytes`,
  })
