import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Watch } from '@learnpath/contracts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createFilesystemFolderWatcher } from '../../adapters/filesystem/folder-watcher.ts'
import { createRecordingLogger } from '../../ports/logger.double.ts'
import type { FolderScan, FolderWatcher } from '../../ports/folder-watcher.ts'
import { createIngestionFixture } from './ingestion-fixture.double.ts'
import type { IngestionFixture } from './ingestion-fixture.double.ts'

/** Real folders; what a test cannot make happen on this machine (a mount that goes, a file one may not read) is told by `scan`. */
function createTroublesomeWatcher(): FolderWatcher & {
  disturb(change: (scan: FolderScan) => FolderScan | null): void
} {
  const real = createFilesystemFolderWatcher({ logger: createRecordingLogger() })
  let change: (scan: FolderScan) => FolderScan | null = (scan) => scan
  return {
    ...real,
    async scan(folder, options) {
      const scan = await real.scan(folder, options)
      return scan === null ? null : change(scan)
    },
    disturb(next) {
      change = next
    },
  }
}

let folder = ''
let watcher = createTroublesomeWatcher()
let fixture: IngestionFixture
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'learnpath-watched-'))
  watcher = createTroublesomeWatcher()
  fixture = await createIngestionFixture({ folderWatcher: watcher })
})
afterEach(async () => {
  await fixture.cleanUp()
  rmSync(folder, { recursive: true, force: true })
})

/** Writes a file as if it had lain there for a while. */
function write(path: string, text: string, seconds = 1_600_000_000): void {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  utimesSync(file, seconds, seconds)
}

const addWatch = async (ignore: readonly string[] = []): Promise<Watch> => {
  const watch = await fixture.ingestion.addWatch({ folder, collection: 'Notes', ignore })
  return await fixture.ingestion.settleWatch(watch.id)
}

const library = async (): Promise<Record<string, string>> => {
  const { documents } = await fixture.library.list({ limit: 1000 })
  return Object.fromEntries(documents.map(({ path, id }) => [path, id]))
}

/** Waits until the library is as wanted; a test that waits for ever fails by its time limit. */
async function becomes(wanted: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await wanted())) await new Promise((resolve) => setTimeout(resolve, 20))
}

/** A second process on the same data: what it sees of the folder at its start. */
async function restart(): Promise<void> {
  await fixture.ingestion.stop()
  await fixture.jobQueue.stop({ graceMs: 1000 })
  fixture = await createIngestionFixture({ library: fixture, folderWatcher: watcher })
  const [watch] = await fixture.ingestion.listWatches()
  await fixture.ingestion.settleWatch(watch?.id ?? '')
}

describe('the first look', () => {
  test('takes in what is a document and passes over the rest', async () => {
    write('a.txt', 'one')
    write('deep/er/b.md', '# two')
    for (const path of [
      '.hidden/x.txt',
      '.x.txt',
      'node_modules/x.md',
      'x.tmp',
      '~$x.docx',
      'x.exe',
      'draft/x.txt',
      'deep/secret.md',
    ]) {
      write(path, 'not wanted')
    }
    write('deep/.learnpathignore', 'secret.*\n!../a.txt\n')
    const watch = await addWatch(['draft/'])
    expect(watch).toMatchObject({ state: 'watching', message: null, collection: 'Notes' })
    expect(Object.keys(await library())).toEqual(['a.txt', 'deep/er/b.md'])
    expect((await fixture.library.list({ limit: 10, state: 'ready' })).total).toBe(2)
  })

  test('ends in spite of links that lead in a circle, and reads each file once', async () => {
    write('real/a.txt', 'one')
    symlinkSync(folder, join(folder, 'real', 'loop'))
    symlinkSync(join(folder, 'real'), join(folder, 'again'))
    symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling.txt'))
    await addWatch()
    expect(Object.keys(await library())).toEqual(['real/a.txt'])
  })

  test('does not follow links out of it, and says so', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'learnpath-elsewhere-'))
    writeFileSync(join(elsewhere, 'secret.txt'), 'of somebody else')
    writeFileSync(`${folder} beside.txt`, 'of somebody else')
    write('a.txt', 'one')
    write('sub/b.txt', 'two')
    symlinkSync(join(elsewhere, 'secret.txt'), join(folder, 'file.txt'))
    symlinkSync(elsewhere, join(folder, 'folder'))
    symlinkSync(`${folder} beside.txt`, join(folder, 'beside.txt'))
    symlinkSync(join(folder, 'sub', 'b.txt'), join(folder, 'within.txt'))
    const { message } = await addWatch()
    expect(Object.keys(await library())).toEqual(['a.txt', 'sub/b.txt', 'within.txt'])
    expect(message).toContain('3 could not be taken in')
    expect(message).toContain('file.txt: is a link that leads out of the folder')
    // Nor when a file is one of them by the time it is read.
    const direct = createFilesystemFolderWatcher({ logger: createRecordingLogger() })
    await expect(direct.read(folder, 'file.txt')[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      code: 'LP_PATH_UNREADABLE',
    })
    expect(await direct.look(folder, 'folder/secret.txt')).toBeNull()
    rmSync(elsewhere, { recursive: true })
    rmSync(`${folder} beside.txt`)
  })

  test('tells of files that cannot be taken in, and takes the others', async () => {
    write('empty.txt', '')
    write('good.txt', 'good')
    const watch = await addWatch()
    expect(watch.message).toContain('empty.txt')
    expect(Object.keys(await library())).toEqual(['good.txt'])
  })

  test('folders that overlap or are none are refused', async () => {
    write('sub/a.txt', 'one')
    await addWatch()
    const add = async (path: string) => await fixture.ingestion.addWatch({ folder: path, ignore: [] })
    await expect(add(join(folder, 'sub'))).rejects.toMatchObject({ code: 'LP_WATCH_OVERLAP' })
    await expect(add(dirname(folder))).rejects.toMatchObject({ code: 'LP_WATCH_OVERLAP' })
    await expect(add(join(folder, 'none'))).rejects.toMatchObject({ code: 'LP_PATH_UNREADABLE' })
    await expect(add(join(folder, 'sub/a.txt'))).rejects.toMatchObject({ code: 'LP_PATH_UNREADABLE' })
  })
})

describe('changes while it runs', () => {
  test('new, changed, moved and deleted files follow by themselves; a moved one keeps its id', async () => {
    write('stays.txt', 'stays')
    write('changes.txt', 'before')
    write('moves.txt', 'moves along')
    write('goes.txt', 'goes')
    const watch = await addWatch()
    const before = await library()
    write('new/x.txt', 'new')
    write('changes.txt', 'after it changed', 1_600_000_100)
    mkdirSync(join(folder, 'archive'))
    renameSync(join(folder, 'moves.txt'), join(folder, 'archive/moved.txt'))
    rmSync(join(folder, 'goes.txt'))
    const wanted = ['archive/moved.txt', 'changes.txt', 'new/x.txt', 'stays.txt']
    await becomes(async () => Object.keys(await library()).join() === wanted.join())
    await fixture.ingestion.settleWatch(watch.id)
    const after = await library()
    expect(after['archive/moved.txt']).toBe(before['moves.txt'])
    expect(after['changes.txt']).toBe(before['changes.txt'])
    await becomes(async () => (await fixture.library.text(after['changes.txt'] ?? '')).text === 'after it changed')
  })

  test('a change deep below, in a folder that is new itself, is noticed', async () => {
    await addWatch()
    write('a/b/c/first.txt', 'first')
    await becomes(async () => Object.keys(await library()).length === 1)
    write('a/b/c/second.txt', 'second')
    await becomes(async () => Object.keys(await library()).length === 2)
    expect(Object.keys(await library())).toEqual(['a/b/c/first.txt', 'a/b/c/second.txt'])
  })
})

describe('changes while it was off', () => {
  test('are made up for at the next start, and nothing is read again that did not change', async () => {
    for (const name of ['a', 'b', 'c', 'd']) write(`${name}.txt`, `text of ${name}`)
    await addWatch()
    const before = await library()
    await fixture.ingestion.stop()
    rmSync(join(folder, 'a.txt'))
    renameSync(join(folder, 'b.txt'), join(folder, 'b2.txt'))
    write('c.txt', 'new text of c', 1_600_000_100)
    await restart()
    expect(await library()).toEqual({ 'b2.txt': before['b.txt'], 'c.txt': before['c.txt'], 'd.txt': before['d.txt'] })
    expect((await fixture.library.text(before['c.txt'] ?? '')).text).toBe('new text of c')
    expect(fixture.parser.parsed).toEqual(['c.txt'])
  })

  test('a removed watch leaves its documents or takes them along, as asked', async () => {
    write('a.txt', 'one')
    const first = await addWatch()
    await fixture.ingestion.removeWatch(first.id, { deleteDocuments: false })
    expect(Object.keys(await library())).toEqual(['a.txt'])
    const second = await addWatch()
    expect(Object.keys(await library())).toEqual(['a.txt'])
    await fixture.ingestion.removeWatch(second.id, { deleteDocuments: true })
    expect(await library()).toEqual({})
    expect(readFileSync(join(folder, 'a.txt'), 'utf8')).toBe('one')
    await expect(fixture.ingestion.settleWatch(second.id)).rejects.toMatchObject({ code: 'LP_WATCH_NOT_FOUND' })
  })
})

describe('a folder that cannot be looked at', () => {
  test('vanishing as a whole deletes nothing, and coming back goes on', async () => {
    write('a.txt', 'one')
    await addWatch()
    const before = await library()
    const away = `${folder}-away`
    renameSync(folder, away)
    await restart()
    const [watch] = await fixture.ingestion.listWatches()
    expect(watch?.state).toBe('unreachable')
    expect(await library()).toEqual(before)
    renameSync(away, folder)
    write('b.txt', 'two')
    await restart()
    expect(Object.keys(await library())).toEqual(['a.txt', 'b.txt'])
    expect((await library())['a.txt']).toBe(before['a.txt'])
  })

  test('an empty mount point deletes nothing', async () => {
    write('a.txt', 'one')
    await addWatch()
    watcher.disturb((scan) => ({ ...scan, files: [], empty: true, identity: 'another device' }))
    await restart()
    const [watch] = await fixture.ingestion.listWatches()
    expect(watch?.state).toBe('unreachable')
    expect(Object.keys(await library())).toEqual(['a.txt'])
  })

  test('an unreadable part is told of, deletes nothing, and the rest goes on', async () => {
    write('shut/a.txt', 'one')
    write('open/b.txt', 'two')
    write('open/c.txt', 'three')
    await addWatch()
    rmSync(join(folder, 'open/c.txt'))
    watcher.disturb((scan) => ({
      ...scan,
      files: scan.files.filter(({ path }) => !path.startsWith('shut/')),
      unreadable: [{ path: 'shut', reason: 'EACCES' }],
    }))
    await restart()
    const [watch] = await fixture.ingestion.listWatches()
    expect(watch).toMatchObject({ state: 'watching', message: expect.stringContaining('shut: EACCES') })
    expect(Object.keys(await library())).toEqual(['open/b.txt', 'shut/a.txt'])
  })
})

test('a file that is still being written is taken when it rests', async () => {
  const now = Math.trunc(fixture.clock.now() / 1000)
  write('growing.txt', 'half', now)
  const watch = await fixture.ingestion.addWatch({ folder, collection: 'Notes', ignore: [] })
  await becomes(async () => (await fixture.ingestion.listWatches())[0]?.lastScanAt !== null)
  expect(await library()).toEqual({})
  write('growing.txt', 'half and the other half', now)
  fixture.clock.advance(10_000)
  await fixture.ingestion.settleWatch(watch.id)
  const { 'growing.txt': id } = await library()
  expect((await fixture.library.text(id ?? '')).text).toBe('half and the other half')
})
