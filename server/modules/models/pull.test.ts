import { spawn, spawnSync } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LearnPathError } from '@learnpath/contracts'
import { afterEach, describe, expect, it } from 'vitest'
import { createHuggingFaceHub } from '../../adapters/hub/huggingface-hub.ts'
import type { ModelStore, PartialFile } from '../../ports/model-store.ts'
import { gitSha1Of, sha256Of, someBytes } from './testing/hub-server.ts'
import {
  createModelsFixture,
  manifestOf,
  TOKENIZER,
  WEIGHTS,
  type ModelsFixture,
  type ModelsFixtureOptions,
} from './testing/models-fixture.ts'

let open: ModelsFixture[] = []
afterEach(async () => {
  for (const fixture of open) await fixture.cleanUp()
  open = []
})

async function fixtureWith(options: ModelsFixtureOptions = {}): Promise<ModelsFixture> {
  const fixture = await createModelsFixture(options)
  open.push(fixture)
  fixture.describe(manifestOf())
  return fixture
}

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
const pathOf = (fixture: ModelsFixture, name: string): string =>
  filesUnder(fixture.modelsFolder).find((path) => path.endsWith(name)) ?? ''
const hubAt = (endpoint: string, changes: object = {}) =>
  createHuggingFaceHub({
    endpoint,
    token: null,
    proxy: { http: null, https: null, except: null },
    timeoutMs: 2000,
    userAgent: 'test',
    ...changes,
  })
const wait = async (until: () => boolean): Promise<void> => {
  while (!until()) await new Promise((resolve) => setTimeout(resolve, 5))
}

describe('pull', () => {
  it('downloads, verifies and records a model, and sends nothing when it is pulled again', async () => {
    const fixture = await fixtureWith()
    expect(await fixture.pull()).toMatchObject({ state: 'done', subjectId: 'tiny', errorCode: null })
    expect(readFileSync(pathOf(fixture, 'model.onnx'))).toEqual(Buffer.from(WEIGHTS))
    expect(filesUnder(fixture.modelsFolder).filter((path) => path.includes('.part'))).toEqual([])
    const installed = await fixture.modelStore.find('tiny')
    expect(installed?.files).toEqual([
      { path: 'onnx/model.onnx', sizeBytes: WEIGHTS.byteLength, sha256: sha256Of(WEIGHTS) },
      { path: 'tokenizer.json', sizeBytes: TOKENIZER.byteLength, sha256: sha256Of(TOKENIZER) },
    ])
    expect(await fixture.models.get('tiny')).toMatchObject({
      origin: 'user',
      installed: [{ precision: 'none', sizeBytes: WEIGHTS.byteLength + TOKENIZER.byteLength }],
      inUse: false,
    })
    expect(new Set(fixture.stages())).toEqual(new Set(['download', 'verify', 'ready']))
    const sent = fixture.server.requests.length
    expect(await fixture.pull()).toMatchObject({ state: 'done' })
    expect(fixture.server.requests).toHaveLength(sent)
  })

  it('goes on after a cut where it was, as often as bytes arrive', async () => {
    const fixture = await fixtureWith()
    const cuts = Array.from({ length: 8 }, () => ({ kind: 'cut', afterBytes: 30_000 }) as const)
    fixture.server.trouble('onnx/model.onnx', ...cuts)
    expect(await fixture.pull()).toMatchObject({ state: 'done' })
    expect(readFileSync(pathOf(fixture, 'model.onnx'))).toEqual(Buffer.from(WEIGHTS))
    const ranges = fixture.server.downloads().map(({ headers }) => headers.range)
    expect(ranges).toHaveLength(9)
    expect(ranges.slice(1).every((range) => /^bytes=[1-9]\d*-$/u.test(range ?? ''))).toBe(true)
  })

  it('goes on in a new process after the old one was ended in the middle', async () => {
    const first = await createModelsFixture()
    first.describe(manifestOf())
    first.server.hold('onnx/model.onnx')
    await first.models.pull('tiny')
    await wait(() => existsSync(pathOf(first, 'model.onnx.part')) && statSync(pathOf(first, '.part')).size >= 150_000)
    await first.cleanUp({ keep: true })
    expect(await first.modelStore.find('tiny')).toBeNull()

    const second = await createModelsFixture({ folder: first.folder })
    open.push(second)
    const [job] = await second.jobQueue.list({ limit: 1 })
    if (job === undefined) throw new Error('the job is gone')
    expect(await second.ended(job)).toMatchObject({ state: 'done' })
    expect(readFileSync(pathOf(second, 'model.onnx'))).toEqual(Buffer.from(WEIGHTS))
    expect(second.server.downloads().map(({ headers }) => headers.range)).toEqual(['bytes=150000-'])
  })

  it('does not glue a file that changed on the hub to what was there of the old one', async () => {
    const fixture = await fixtureWith()
    const unpinned = manifestOf({ revision: 'main' })
    const files = unpinned.files.map((file) => ({ ...file, sizeBytes: null, sha256: null }))
    fixture.describe({ ...unpinned, files })
    fixture.server.trouble(
      'onnx/model.onnx',
      { kind: 'cut', afterBytes: 100_000 },
      ...Array.from({ length: 4 }, () => ({ kind: 'status', status: 503 }) as const),
    )
    expect(await fixture.pull()).toMatchObject({ state: 'failed', errorCode: 'LP_HUB_UNREACHABLE' })
    const other = someBytes(280_000, 7)
    fixture.server.put('onnx/model.onnx', other)
    fixture.server.move('b'.repeat(40))
    expect(await fixture.pull()).toMatchObject({ state: 'done' })
    expect(readFileSync(pathOf(fixture, 'model.onnx'))).toEqual(Buffer.from(other))
    const installed = await fixture.modelStore.find('tiny')
    expect(installed).toMatchObject({ manifest: { revision: 'b'.repeat(40) } })
    expect(installed?.files[0]).toMatchObject({ sha256: sha256Of(other) })
    // Nothing of the old commit stays behind.
    expect(filesUnder(fixture.modelsFolder).filter((path) => path.includes('.part'))).toEqual([])
  })

  it('takes files from a server that tells neither size nor checksum', async () => {
    const fixture = await fixtureWith()
    fixture.server.plain(true)
    const files = manifestOf().files.map((file) => ({ ...file, sizeBytes: null, sha256: null }))
    fixture.describe(manifestOf({ files }))
    expect(await fixture.pull()).toMatchObject({ state: 'done' })
    expect(readFileSync(pathOf(fixture, 'model.onnx'))).toEqual(Buffer.from(WEIGHTS))
  })

  it('starts from the beginning when the file is another one than that which was begun', async () => {
    const fixture = await fixtureWith()
    const hub = hubAt(fixture.server.url)
    const file = { repository: 'someone/tiny', revision: 'main', path: 'onnx/model.onnx' }
    const begun = await hub.read(file, { offset: 0, validator: null })
    for await (const piece of begun.bytes) expect(piece.byteLength).toBeGreaterThan(0)
    const same = await hub.read(file, { offset: 1000, validator: begun.validator })
    expect(same.offset).toBe(1000)
    for await (const piece of same.bytes) expect(piece.byteLength).toBeGreaterThan(0)
    fixture.server.put('onnx/model.onnx', someBytes(200_000, 3))
    const changed = await hub.read(file, { offset: 1000, validator: begun.validator })
    expect(changed.offset).toBe(0)
    for await (const piece of changed.bytes) expect(piece.byteLength).toBeGreaterThan(0)
    // More was there than the file has now.
    const shorter = await hub.read(file, { offset: 250_000, validator: null })
    expect(shorter.offset).toBe(0)
    for await (const piece of shorter.bytes) expect(piece.byteLength).toBeGreaterThan(0)
  })

  it('removes a file with a wrong checksum, tries once more, and then says what differs', async () => {
    const fixture = await fixtureWith()
    const wrong = someBytes(WEIGHTS.byteLength, 9)
    fixture.server.corrupt('onnx/model.onnx', wrong)
    const job = await fixture.pull()
    expect(job).toMatchObject({ state: 'failed', errorCode: 'LP_MODEL_FILES_WRONG' })
    expect(job.errorMessage).toContain(sha256Of(wrong))
    expect(fixture.server.downloads()).toHaveLength(2)
    expect(filesUnder(fixture.modelsFolder).map((path) => path.split('/').at(-1))).toEqual(['tiny.json'])
    fixture.server.corrupt('onnx/model.onnx', null)
    expect(await fixture.pull()).toMatchObject({ state: 'done' })
  })

  it('checks small files by the name git gives to their content', async () => {
    const fixture = await fixtureWith()
    fixture.server.corrupt('tokenizer.json', new TextEncoder().encode('{"version":"1.1"}'))
    const job = await fixture.pull()
    expect(job).toMatchObject({ state: 'failed', errorCode: 'LP_MODEL_FILES_WRONG' })
    expect(job.errorMessage).toContain(gitSha1Of(TOKENIZER))
  })

  it('does not download a file that the hub itself describes as another one', async () => {
    const fixture = await fixtureWith()
    fixture.server.put('onnx/model.onnx', someBytes(WEIGHTS.byteLength, 5))
    expect(await fixture.pull()).toMatchObject({ state: 'failed', errorCode: 'LP_MODEL_FILES_WRONG' })
    expect(fixture.server.downloads()).toEqual([])
  })

  it('tells before it starts when the disk has no room', async () => {
    const fixture = await fixtureWith({ wrapStore: (store) => ({ ...store, freeBytes: async () => 1_000_000 }) })
    const job = await fixture.pull()
    expect(job).toMatchObject({ state: 'failed', errorCode: 'LP_STORE_FULL' })
    expect(job.errorMessage).toMatch(/tiny needs 17 MB, free are 1 MB/u)
    expect(fixture.server.downloads()).toEqual([])
  })

  it('keeps what arrived when the disk becomes full in the middle, and goes on from there', async () => {
    let roomBytes = 120_000
    const fixture = await fixtureWith({ wrapStore: (store) => smallDisk(store, () => roomBytes) })
    expect(await fixture.pull()).toMatchObject({ state: 'failed', errorCode: 'LP_STORE_FULL' })
    roomBytes = Infinity
    expect(await fixture.pull()).toMatchObject({ state: 'done' })
    expect(readFileSync(pathOf(fixture, 'model.onnx'))).toEqual(Buffer.from(WEIGHTS))
    expect(fixture.server.downloads().at(-1)?.headers.range).toBe('bytes=120000-')
  })

  it('waits as long as a busy hub asks, and gives up on one that refuses', async () => {
    const fixture = await fixtureWith()
    fixture.server.trouble(
      'onnx/model.onnx',
      { kind: 'status', status: 429, headers: { 'retry-after': '0' } },
      { kind: 'status', status: 502 },
    )
    expect(await fixture.pull()).toMatchObject({ state: 'done' })
    fixture.describe(manifestOf({ id: 'gone', revision: 'gone' }), 'gone.json')
    const job = await fixture.pull('gone')
    expect(job).toMatchObject({ state: 'failed', errorCode: 'LP_HUB_REFUSED' })
    expect(job.errorMessage).toContain('Entry not found')
  })

  it('names the address of a hub that cannot be reached', async () => {
    const fixture = await fixtureWith({ hub: hubAt('http://127.0.0.1:9') })
    const job = await fixture.pull()
    expect(job).toMatchObject({ state: 'failed', errorCode: 'LP_HUB_UNREACHABLE' })
    expect(job.errorMessage).toContain('http://127.0.0.1:9')
    expect(fixture.stages().at(-1)).toBe('failed')
  })

  it('shares one download among those who ask for the same model at the same time', async () => {
    const fixture = await fixtureWith()
    fixture.server.hold('onnx/model.onnx')
    const first = await fixture.models.pull('tiny')
    await wait(() => fixture.server.downloads().length === 1)
    const others = await Promise.all([1, 2, 3].map(async () => await fixture.models.pull('tiny')))
    expect(others.map(({ id }) => id)).toEqual([first.id, first.id, first.id])
    fixture.server.hold(null)
    expect(await fixture.ended(first)).toMatchObject({ state: 'done' })
    expect(fixture.server.downloads()).toHaveLength(1)
  })

  it('sends the token to the endpoint and to no other host', async () => {
    const fixture = await fixtureWith()
    const hub = hubAt(fixture.server.url, { token: 'secret' })
    const file = { repository: 'someone/tiny', revision: 'main', path: 'onnx/model.onnx' }
    const { bytes } = await hub.read(file, { offset: 0, validator: null })
    for await (const piece of bytes) expect(piece.byteLength).toBeGreaterThan(0)
    const [first, second] = fixture.server.requests
    expect(first?.headers.authorization).toBe('Bearer secret')
    expect(second?.path).toContain('/content/')
    expect(second?.headers.authorization).toBeUndefined()
  })

  it('goes through the proxy but for the hosts that are excepted', async () => {
    const proxy = await startProxy()
    const fixture = await fixtureWith()
    const file = { repository: 'someone/tiny', revision: 'main', path: 'tokenizer.json' }
    const through = { http: proxy.url, https: null, except: null }
    expect(await hubAt(fixture.server.url, { proxy: through }).describe(file)).toMatchObject({
      commit: fixture.server.commit,
      sizeBytes: TOKENIZER.byteLength,
      checksum: { kind: 'git-sha1', value: gitSha1Of(TOKENIZER) },
    })
    expect(proxy.targets()).toHaveLength(1)
    await hubAt(fixture.server.url, { proxy: { ...through, except: '127.0.0.1' } }).describe(file)
    expect(proxy.targets()).toHaveLength(1)
    await proxy.close()
  })

  it('takes the commit that a branch stands for, and does not replace a model that serves', async () => {
    const fixture = await fixtureWith()
    fixture.describe(manifestOf({ revision: 'main' }))
    await fixture.pull()
    expect(await fixture.modelStore.find('tiny')).toMatchObject({ manifest: { revision: fixture.server.commit } })
    fixture.server.move('c'.repeat(40))
    fixture.used.add('tiny')
    expect(await fixture.pull()).toMatchObject({ state: 'failed', errorCode: 'LP_MODEL_IN_USE' })
    fixture.used.delete('tiny')
    expect(await fixture.pull()).toMatchObject({ state: 'done' })
    const versions = readdirSync(join(fixture.modelsFolder, 'tiny')).filter((name) => name !== 'installed.json')
    expect(versions).toHaveLength(1)
  })

  it('downloads again what was deleted or damaged behind its back', async () => {
    const fixture = await fixtureWith()
    await fixture.pull()
    writeFileSync(pathOf(fixture, 'model.onnx'), 'short')
    rmSync(pathOf(fixture, 'tokenizer.json'))
    expect(await fixture.models.verify('tiny', {})).toMatchObject({ ok: false })
    expect(await fixture.pull()).toMatchObject({ state: 'done' })
    expect(await fixture.models.verify('tiny', {})).toMatchObject({ ok: true })
  })

  it('does not know a model that nobody described', async () => {
    const fixture = await fixtureWith()
    await expect(fixture.models.pull('nothing')).rejects.toMatchObject({ code: 'LP_MODEL_UNKNOWN' })
    mkdirSync(join(fixture.modelsFolder, 'nothing'), { recursive: true })
    await expect(fixture.models.get('nothing')).rejects.toMatchObject({ code: 'LP_MODEL_UNKNOWN' })
  })
})

describe('pull in a process of its own', { timeout: 60_000 }, () => {
  const script = new URL('testing/pull-process.double.ts', import.meta.url).pathname
  const node = [process.execPath, '--import', 'tsx', script]
  const start = (command: readonly string[], fixture: ModelsFixture) => {
    const [program = '', ...args] = command
    const child = spawn(program, [...args, fixture.folder, fixture.server.url], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let output = ''
    child.stdout.on('data', (bytes: Buffer) => (output += bytes.toString()))
    const done = new Promise<string>((resolve) => child.on('close', () => resolve(output)))
    return { child, done }
  }

  it('goes on by itself after it was killed', async () => {
    const fixture = await fixtureWith({ folder: mkdtempSync(join(tmpdir(), 'learnpath-killed-')) })
    fixture.server.hold('onnx/model.onnx')
    const killed = start(node, fixture)
    await wait(() => existsSync(pathOf(fixture, '.part')) && statSync(pathOf(fixture, '.part')).size >= 150_000)
    killed.child.kill('SIGKILL')
    expect(await killed.done).toBe('')
    fixture.server.hold(null)
    const job = JSON.parse(await start(node, fixture).done) as object
    expect(job).toMatchObject({ resumed: true, state: 'done', subjectId: 'tiny' })
    expect(readFileSync(pathOf(fixture, 'model.onnx'))).toEqual(Buffer.from(WEIGHTS))
    expect(fixture.server.downloads().map(({ headers }) => headers.range)).toEqual([undefined, 'bytes=150000-'])
  })

  const mayMount = spawnSync('sh', ['-c', 'unshare -rm mount -t tmpfs tmpfs /mnt']).status === 0
  it.skipIf(!mayMount)('says that the disk is full when it is (needs a file system of its own)', async () => {
    const fixture = await fixtureWith({ folder: mkdtempSync(join(tmpdir(), 'learnpath-full-')) })
    const files = manifestOf().files.map((file) => ({ ...file, sizeBytes: null, sha256: null }))
    const manifest = JSON.stringify(manifestOf({ files }))
    fixture.server.plain(true)
    fixture.server.put('onnx/model.onnx', someBytes(6_000_000))
    const setUp = [
      `mount -t tmpfs -o size=4m tmpfs ${fixture.modelsFolder}`,
      `mkdir ${fixture.modelsFolder}/catalogue`,
      `printf %s '${manifest}' > ${fixture.modelsFolder}/catalogue/tiny.json`,
    ]
    const inside = `${setUp.join(' && ')} && exec "$@"`
    const command = ['sh', '-c', 'exec unshare -rm sh -c "$0" sh "$@"', inside, ...node]
    const job = JSON.parse(await start(command, fixture).done) as object
    expect(job).toMatchObject({ state: 'failed', errorCode: 'LP_STORE_FULL' })
  })
})

/** A disk that is full after so many bytes of one file. */
function smallDisk(store: ModelStore, roomBytes: () => number): ModelStore {
  const limited = (file: PartialFile): PartialFile => ({
    get sizeBytes() {
      return file.sizeBytes
    },
    get begun() {
      return file.begun
    },
    restart: async (begun) => await file.restart(begun),
    async write(piece) {
      const fitting = piece.subarray(0, roomBytes() - file.sizeBytes)
      await file.write(fitting)
      if (fitting.byteLength < piece.byteLength) throw new LearnPathError('LP_STORE_FULL')
    },
    checksums: async (signal) => await file.checksums(signal),
    publish: async () => await file.publish(),
    close: async () => await file.close(),
    discard: async () => await file.discard(),
  })
  return { ...store, openPartial: async (place, path) => limited(await store.openPartial(place, path)) }
}

async function startProxy(): Promise<{ url: string; targets(): string[]; close(): Promise<void> }> {
  const targets: string[] = []
  const server: Server = createServer()
  server.on('connect', (request, socket) => {
    targets.push(request.url ?? '')
    const [host = '', port = ''] = (request.url ?? '').split(':')
    const onward = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      onward.pipe(socket)
      socket.pipe(onward)
    })
    socket.on('error', () => onward.destroy())
    onward.on('error', () => socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    targets: () => targets,
    async close() {
      server.closeAllConnections()
      server.close()
      await Promise.resolve()
    },
  }
}
