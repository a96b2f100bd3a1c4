import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createRecordingLogger } from '../../ports/logger.double.ts'
import { createFilesystemModelStore } from './model-store.ts'

test.each(['../outside', 'a\0b', 'x'.repeat(5000), '.', '', 'a/../../outside', '..\\outside'])(
  'a name that is none finds nothing, and nothing outside the folder: %j',
  async (name) => {
    const folder = await mkdtemp(join(tmpdir(), 'learnpath-models-'))
    onTestFinished(async () => await rm(folder, { recursive: true, force: true }))
    await mkdir(join(folder, 'outside'))
    await writeFile(join(folder, 'outside', 'installed.json'), '{')
    const logger = createRecordingLogger()
    const store = createFilesystemModelStore({ folder: join(folder, 'models'), logger })
    expect(await store.find(name)).toBeNull()
    expect(logger.lines).toEqual([])
  },
)
