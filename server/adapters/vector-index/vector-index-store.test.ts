import { mkdtemp, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRecordingLogger } from '../../ports/logger.double.ts'
import { vectorIndexContract } from '../../ports/vector-index.contract.ts'
import { createLocalVectorIndexStore } from './vector-index-store.ts'

const FILES = ['manifest', 'codes', 'rows'] as const

vectorIndexContract('local files', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vector-index-'))
  const eachFile = async (kind: string, change: (file: string) => Promise<void>): Promise<void> => {
    for (const name of await readdir(join(folder, 'vectors-g'))) {
      if (name.startsWith(kind)) await change(join(folder, 'vectors-g', name))
    }
  }
  return {
    openStore: () => createLocalVectorIndexStore({ folder, logger: createRecordingLogger() }),
    async storedBytes() {
      const names = await readdir(folder, { recursive: true, withFileTypes: true })
      const files = names.filter((entry) => entry.isFile())
      return Buffer.concat(await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name)))))
    },
    damage: FILES.flatMap((kind) => [
      {
        name: `${kind}: bits turned`,
        apply: () =>
          eachFile(kind, async (file) => {
            const bytes = await readFile(file)
            for (const at of [0, bytes.length >> 1, bytes.length - 2]) bytes[at] = (bytes[at] ?? 0) ^ 0x10
            await writeFile(file, bytes)
          }),
      },
      {
        name: `${kind}: tail lost`,
        apply: () => eachFile(kind, async (file) => await truncate(file, (await readFile(file)).length - 7)),
      },
      {
        name: `${kind}: tail overwritten`,
        apply: () =>
          eachFile(kind, async (file) => {
            const bytes = await readFile(file)
            bytes.fill(0, bytes.length >> 1)
            await writeFile(file, bytes)
          }),
      },
      // Without a manifest there was never anything there.
      ...(kind === 'manifest' ? [] : [{ name: `${kind}: gone`, apply: () => eachFile(kind, (file) => rm(file)) }]),
    ]),
    cleanUp: () => rm(folder, { recursive: true, force: true }),
  }
})
