import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { blobStoreContract } from '../../ports/blob-store.contract.ts'
import { createFilesystemBlobStore } from './blob-store.ts'

blobStoreContract('filesystem', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'learnpath-blobs-'))
  return {
    store: createFilesystemBlobStore({ folder: join(folder, 'blobs') }),
    cleanUp: async () => rmSync(folder, { recursive: true, force: true }),
  }
})

test('a sweep removes what a killed write left', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'learnpath-blobs-'))
  mkdirSync(join(folder, 'incoming'))
  writeFileSync(join(folder, 'incoming', 'half-written'), 'half')
  await createFilesystemBlobStore({ folder }).sweep()
  expect(readdirSync(folder)).toEqual([])
  rmSync(folder, { recursive: true, force: true })
})
