import { createHash } from 'node:crypto'
import { LearnPathError } from '@learnpath/contracts'
import type { CopiedTable, CopyProgress } from '../adapters/sql/copy-store.ts'
import type { BlobStore } from '../ports/blob-store.ts'

export interface CopyFiles {
  readonly from: BlobStore
  readonly to: BlobStore
  /** Default: all. */
  readonly only?: ReadonlySet<string>
  readonly onProgress?: (progress: CopyProgress) => void
}

/** How many files are told of at once. */
const TOLD = 200

/**
 * Copies the files that are not there yet, then reads every one of them again on both sides. A copy that was killed goes on where it was.
 * @throws LP_STORE_COPY_DIFFERS
 */
export async function copyFiles({ from, to, only, onProgress = () => undefined }: CopyFiles): Promise<CopiedTable> {
  const hashes: string[] = []
  for await (const hash of from.list()) if (only === undefined || only.has(hash)) hashes.push(hash)
  for (const [index, hash] of hashes.entries()) {
    if (!(await to.has(hash))) await copyFile(hash, { from, to })
    if ((index + 1) % TOLD === 0) onProgress({ table: 'files', rows: index + 1 })
  }
  onProgress({ table: 'files', rows: hashes.length })
  const all = createHash('sha256')
  for (const hash of hashes.toSorted()) {
    if ((await hashOf(to, hash)) !== hash) throw new LearnPathError('LP_STORE_COPY_DIFFERS', { detail: `file ${hash}` })
    all.update(`${hash};`)
  }
  return { table: 'files', rows: hashes.length, checksum: all.digest('base64url') }
}

async function copyFile(hash: string, { from, to }: Pick<CopyFiles, 'from' | 'to'>): Promise<void> {
  const written = await to.write(from.read(hash), { maxBytes: Infinity })
  if (written.hash !== hash) {
    await written.letGo?.()
    await to.delete(written.hash)
    throw new LearnPathError('LP_STORE_COPY_DIFFERS', { detail: `file ${hash} is damaged where it comes from` })
  }
  await written.letGo?.()
}

async function hashOf(store: BlobStore, hash: string): Promise<string> {
  const digest = createHash('sha256')
  for await (const piece of store.read(hash)) digest.update(piece)
  return digest.digest('hex')
}
