import { LearnPathError, type ModelFile } from '@learnpath/contracts'
import type { HubFile, HubFileMetadata, ModelHub } from '../../ports/model-hub.ts'
import type { BegunDownload, ModelPlace, ModelStore, PartialFile, StoredFile } from '../../ports/model-store.ts'
import { createPatience } from './hub-retries.ts'

export interface FileDownload {
  readonly hub: ModelHub
  readonly modelStore: ModelStore
  readonly place: ModelPlace
  readonly file: ModelFile
  readonly from: HubFile
  /** What the hub told of the file. */
  readonly told: HubFileMetadata
  readonly pausesMs: readonly number[]
  readonly signal: AbortSignal
  /** Bytes of this file that are there. */
  readonly onBytes: (bytes: number) => void
}

/** A file that arrives wrong twice will be wrong the third time. */
const MOST_TRIES = 2

/**
 * Brings one file to its place, checked. What an earlier download wrote is gone on with, if it was begun with the same content.
 * @throws LP_MODEL_FILES_WRONG, LP_HUB_UNREACHABLE, LP_HUB_REFUSED, LP_STORE_FULL
 */
export async function downloadFile(download: FileDownload): Promise<StoredFile> {
  const { file, told, modelStore, place, signal } = download
  refuseOther(download)
  const there = await checkedFile(download)
  if (there !== null) return there
  let wrong = ''
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const partial = await modelStore.openPartial(place, file.path)
    try {
      await fetchInto(partial, download)
      const sums = await partial.checksums(signal)
      wrong = differenceOf({ file, told }, partial.sizeBytes, sums)
      if (wrong === '') {
        const stored = { path: file.path, sizeBytes: partial.sizeBytes, sha256: sums.sha256 }
        await partial.publish()
        return stored
      }
      await partial.discard()
    } finally {
      await partial.close()
    }
  }
  throw new LearnPathError('LP_MODEL_FILES_WRONG', { detail: `${file.path} of ${download.from.repository}: ${wrong}` })
}

/** The hub has another file than the catalogue means: no need to download it to find out. */
function refuseOther({ file, told, from }: FileDownload): void {
  const checksum = told.checksum?.kind === 'sha256' ? told.checksum.value : null
  const otherContent = checksum !== null && file.sha256 !== null && checksum !== file.sha256
  const otherSize = told.sizeBytes !== null && file.sizeBytes !== null && told.sizeBytes !== file.sizeBytes
  if (!otherContent && !otherSize) return
  const difference = otherContent
    ? `SHA-256 ${checksum}, expected is ${file.sha256}`
    : `${told.sizeBytes} bytes, expected are ${file.sizeBytes}`
  throw new LearnPathError('LP_MODEL_FILES_WRONG', {
    detail: `${file.path} of ${from.repository}: the hub has ${difference}`,
  })
}

/** A file that an interrupted download brought to its place already. */
async function checkedFile({
  modelStore,
  place,
  file,
  told,
  signal,
  onBytes,
}: FileDownload): Promise<StoredFile | null> {
  const sizeBytes = await modelStore.sizeOf(place, file.path)
  if (sizeBytes === null) return null
  const sha256 = await modelStore.checksumOf(place, file.path, signal)
  const expected = file.sha256 ?? (told.checksum?.kind === 'sha256' ? told.checksum.value : null)
  const size = file.sizeBytes ?? told.sizeBytes
  if ((expected !== null && sha256 !== expected) || (size !== null && sizeBytes !== size)) return null
  onBytes(sizeBytes)
  return { path: file.path, sizeBytes, sha256 }
}

/** Empty when it is the file that is wanted. */
function differenceOf(
  { file, told }: Pick<FileDownload, 'file' | 'told'>,
  sizeBytes: number,
  sums: { readonly sha256: string; readonly gitSha1: string },
): string {
  const size = file.sizeBytes ?? told.sizeBytes
  if (size !== null && sizeBytes !== size) return `${sizeBytes} bytes arrived, expected are ${size}`
  if (file.sha256 !== null && sums.sha256 !== file.sha256) {
    return `SHA-256 ${sums.sha256} arrived, expected is ${file.sha256}`
  }
  if (told.checksum === null) return ''
  const { kind, value } = told.checksum
  const arrived = kind === 'sha256' ? sums.sha256 : sums.gitSha1
  return arrived === value ? '' : `${kind} ${arrived} arrived, the hub says ${value}`
}

/** Reads until the file is complete, going on after every cut. */
async function fetchInto(partial: PartialFile, download: FileDownload): Promise<void> {
  const { file, told, pausesMs, signal } = download
  const size = file.sizeBytes ?? told.sizeBytes
  const begin: BegunDownload = {
    commit: told.commit,
    checksum: file.sha256 ?? told.checksum?.value ?? null,
    validator: null,
  }
  if (!goesOn(partial, begin, size)) await partial.restart(begin)
  const patience = createPatience(pausesMs)
  while (size === null || partial.sizeBytes < size) {
    const before = partial.sizeBytes
    try {
      await readInto(partial, begin, download)
      if (size === null || partial.sizeBytes >= size) return
      throw new LearnPathError('LP_HUB_UNREACHABLE', { detail: `${file.path} ended after ${partial.sizeBytes} bytes` })
    } catch (failure) {
      if (partial.sizeBytes > before) patience.renew()
      await patience.bear(failure, signal)
    }
  }
}

/** Whether what is there belongs to the content that is wanted. */
function goesOn({ begun, sizeBytes }: PartialFile, begin: BegunDownload, size: number | null): boolean {
  if (begun === null || (size !== null && sizeBytes > size)) return false
  return begun.commit === begin.commit && begun.checksum === begin.checksum
}

async function readInto(partial: PartialFile, begin: BegunDownload, download: FileDownload): Promise<void> {
  const { hub, from, file, told, signal, onBytes } = download
  const size = file.sizeBytes ?? told.sizeBytes
  const answer = await hub.read(
    from,
    { offset: partial.sizeBytes, validator: partial.begun?.validator ?? null },
    signal,
  )
  if (partial.sizeBytes === 0 || answer.offset !== partial.sizeBytes) {
    await partial.restart({ ...begin, validator: answer.validator })
  }
  for await (const piece of answer.bytes) {
    signal.throwIfAborted()
    await partial.write(piece)
    onBytes(partial.sizeBytes)
    // More than it should have: no need to see how much more.
    if (size !== null && partial.sizeBytes > size) return
  }
}
