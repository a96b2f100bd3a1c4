import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { scanPaths } from './scan-paths.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'learnpath-scan-'))
})
afterEach(async () => await rm(folder, { recursive: true, force: true }))

async function put(...paths: string[]): Promise<void> {
  for (const path of paths) {
    await mkdir(join(folder, path, '..'), { recursive: true })
    await writeFile(join(folder, path), '# Text')
  }
}

const scan = async (paths: string[], ignore: string[] = []) => await scanPaths(paths, { cwd: folder, ignore })
const pathsOf = ({ files }: Awaited<ReturnType<typeof scan>>) => files.map(({ path }) => path)

test('a folder is read to its depth, without hidden entries, installed packages and what is ignored', async () => {
  await put(
    'notes/b.md',
    'notes/a/c.md',
    'notes/.git/x.md',
    'notes/node_modules/y.md',
    'notes/drafts/d.md',
    'notes/e.tmp',
  )
  expect(pathsOf(await scan(['notes'], ['drafts/', '*.tmp']))).toEqual(['notes/a/c.md', 'notes/b.md'])
})

test('a loop of links ends, and says so', async () => {
  await put('notes/a/c.md')
  await symlink('..', join(folder, 'notes/a/up'))
  const found = await scan(['notes'])
  expect(pathsOf(found)).toEqual(['notes/a/c.md'])
  expect(found.skipped).toMatchObject([{ reason: expect.stringContaining('leads back') }])
})

test('what cannot be read is told, and the rest goes on', async () => {
  await put('notes/b.md')
  await symlink('self', join(folder, 'notes/self'))
  await symlink('gone', join(folder, 'notes/dangling'))
  const found = await scan(['missing', 'notes'])
  expect(pathsOf(found)).toEqual(['notes/b.md'])
  expect(found.failed.map(({ code, message }) => [code, message.split(': ')[1]])).toEqual([
    ['LP_PATH_UNREADABLE', 'it does not exist'],
    ['LP_PATH_UNREADABLE', 'it does not exist'],
    ['LP_PATH_UNREADABLE', 'its links go in a circle'],
  ])
})

test('files of one name from two folders both get in', async () => {
  await put('inside/x.md')
  const elsewhere = await mkdtemp(join(tmpdir(), 'learnpath-else-'))
  for (const name of ['one', 'two']) {
    await mkdir(join(elsewhere, name))
    await writeFile(join(elsewhere, name, 'README.md'), name)
  }
  expect(pathsOf(await scan([join(elsewhere, 'one/README.md'), join(elsewhere, 'two/README.md')]))).toEqual([
    'README.md',
    'two/README.md',
  ])
  await rm(elsewhere, { recursive: true })
})

test('pictures in a folder are left out, one that is named is tried', async () => {
  await put('notes/p.png')
  expect(pathsOf(await scan(['notes']))).toEqual([])
  expect(pathsOf(await scan(['notes/p.png']))).toEqual(['notes/p.png'])
})

test('a name that no document can have is told', async () => {
  await put('notes/a\\b.md', 'notes/c.md')
  const found = await scan(['notes'])
  expect(pathsOf(found)).toEqual(['notes/c.md'])
  expect(found.failed).toMatchObject([{ code: 'LP_PATH_INVALID' }])
})
