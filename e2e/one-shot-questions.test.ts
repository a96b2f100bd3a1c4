// A command that starts the program, asks once and ends: what it hears must be as complete as what a server would say.
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { AskResponse, SearchResponse } from '@learnpath/contracts'
import { ROOT, settled, startProduct } from '../tools/product-process.ts'

const DOCUMENTS = 90
const run = promisify(execFile)

let home = ''
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'learnpath-one-shot-'))
  const product = await startProduct({ home })
  const files = Array.from({ length: DOCUMENTS }, (_, at) => ({
    path: `tides/${at}.md`,
    bytes: new Blob([`# Tide ${at}\n\nThe tides of harbour number ${at} are caused by the gravity of the moon.\n`]),
  }))
  await product.client.addDocuments({ collection: 'library', files })
  await settled(product.client)
  await product.stop()
})
afterAll(async () => {
  await rm(home, { recursive: true, force: true, maxRetries: 5 })
})

async function command<Result>(...words: string[]): Promise<Result> {
  const { stdout } = await run(process.execPath, [join(ROOT, 'dist/cli.mjs'), ...words, '--json'], {
    env: { ...process.env, LEARNPATH_HOME: home },
  })
  return JSON.parse(stdout) as Result
}

it('finds everything although the index has to be built first', async () => {
  await rm(join(home, 'keyword-index'), { recursive: true })
  expect(await command<SearchResponse>('search', 'tides moon')).toMatchObject({ total: DOCUMENTS, indexLag: 0 })
})

it('answers although the index has to be built first', async () => {
  await rm(join(home, 'keyword-index'), { recursive: true })
  const { abstained, answer } = await command<AskResponse>('ask', 'What causes the tides of harbour number 77?')
  expect(abstained).toBe(false)
  expect(answer).toContain('gravity of the moon')
})
