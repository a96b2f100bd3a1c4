// What a person can get wrong: each is answered with one clear message that says what to do, the right exit code, and no loss.
import { chmod, mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ERRORS, Problem, type ErrorCode } from '@learnpath/contracts'
import { freePort } from '../tools/free-port.ts'
import { settled, startProduct, type ProductProcess } from '../tools/product-process.ts'
import { runCommand, type CommandResult } from './run-command.ts'

interface AddReport {
  readonly documents: readonly { readonly path: string; readonly state: string }[]
  readonly failed: readonly { readonly path: string; readonly code: ErrorCode; readonly advice: string }[]
  readonly skipped: readonly { readonly path: string; readonly reason: string }[]
}

let folder = ''
let running: ProductProcess | null = null
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'learnpath-wrong-'))
})
afterEach(async () => {
  await running?.stop()
  running = null
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

const run = async (args: readonly string[], environment: Readonly<Record<string, string>> = {}) =>
  await runCommand(args, { cwd: folder, environment: { LEARNPATH_HOME: join(folder, 'home'), ...environment } })

const file = async (name: string, content: string | Uint8Array) => await writeFile(join(folder, name), content)

async function addReport(...paths: readonly string[]): Promise<{ exitCode: number; report: AddReport }> {
  const { exitCode, output } = await run(['add', '--json', ...paths])
  return { exitCode, report: JSON.parse(output) as AddReport }
}

async function searchPaths(word: string): Promise<string[]> {
  const { output } = await run(['search', '--json', word])
  return (JSON.parse(output) as { hits: { path: string }[] }).hits.map(({ path }) => path)
}

/** One message, one way out, nothing of the program's inside. */
function expectTold({ output, errors }: CommandResult, code: ErrorCode): void {
  expect(output).toBe('')
  expect(errors.split(ERRORS[code].title)).toHaveLength(2)
  expect(errors.split(ERRORS[code].advice)).toHaveLength(2)
  expect(errors).not.toMatch(/\n\s+at /)
}

const nested = (depth: number, word: string): string =>
  `<html><body>${'<div>'.repeat(depth)}<p>The ${word} is inside.</p>${'</div>'.repeat(depth)}</body></html>`

const PDF_WITHOUT_PAGES = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj
trailer<</Size 3/Root 1 0 R>>
%%EOF
`

describe('documents that cannot be read', () => {
  it('are told one by one, by class, and the healthy ones beside them get in', async () => {
    await file('empty.txt', '')
    await file('empty.pdf', '')
    await file('no-pages.pdf', PDF_WITHOUT_PAGES)
    await file('broken.docx', 'PK\u0003\u0004 and nothing behind it')
    await file('healthy.md', '# Sea\n\nThe lighthouse stands on a rock.\n')
    const { exitCode, report } = await addReport('.')
    expect(exitCode).toBe(1)
    expect(Object.fromEntries(report.failed.map(({ path, code }) => [path, code]))).toEqual({
      'empty.txt': 'LP_PARSE_EMPTY',
      'empty.pdf': 'LP_PARSE_EMPTY',
      'no-pages.pdf': 'LP_PARSE_DAMAGED',
      'broken.docx': 'LP_PARSE_DAMAGED',
    })
    expect(report.failed.every(({ code, advice }) => advice === ERRORS[code].advice)).toBe(true)
    expect(await searchPaths('lighthouse')).toEqual(['healthy.md'])
  })

  it('say where a folder leads back to itself, and read it once', async () => {
    await mkdir(join(folder, 'notes/inner'), { recursive: true })
    await file('notes/inner/one.txt', 'The lighthouse stands on a rock.')
    await symlink('..', join(folder, 'notes/inner/back'))
    await symlink('itself', join(folder, 'notes/itself'))
    await symlink('/nowhere/at/all', join(folder, 'notes/dangling.txt'))
    const { exitCode, report } = await addReport('notes')
    expect(exitCode).toBe(1)
    expect(report.documents.map(({ path }) => path)).toEqual(['notes/inner/one.txt'])
    expect(report.skipped).toMatchObject([{ path: join(folder, 'notes/inner/back') }])
    expect(report.failed.map(({ code }) => code)).toEqual(['LP_PATH_UNREADABLE', 'LP_PATH_UNREADABLE'])
  })

  it.skipIf(process.getuid?.() === 0)(
    'name a file that may not be read (the superuser may read everything)',
    async () => {
      await file('secret.txt', 'nobody may read this')
      await chmod(join(folder, 'secret.txt'), 0)
      const { exitCode, report } = await addReport('secret.txt')
      expect(exitCode).toBe(1)
      expect(report.failed).toMatchObject([{ code: 'LP_PATH_UNREADABLE' }])
    },
  )

  it('HTML of any depth is no such case: 300 and 100,000 levels are found', async () => {
    await file('deep.html', nested(300, 'lighthouse'))
    await file('abyss.html', nested(100_000, 'lighthouse'))
    const { exitCode, report } = await addReport('deep.html', 'abyss.html')
    expect({ exitCode, failed: report.failed }).toEqual({ exitCode: 0, failed: [] })
    expect((await searchPaths('lighthouse')).toSorted()).toEqual(['abyss.html', 'deep.html'])
  })

  it('paths that do not exist are told', async () => {
    const { exitCode, report } = await addReport('nowhere.pdf')
    expect(exitCode).toBe(1)
    expect(report.failed).toMatchObject([{ path: 'nowhere.pdf', code: 'LP_PATH_UNREADABLE' }])
  })
})

describe('a data folder that cannot be used', () => {
  const commands = [['status'], ['search', 'word'], ['serve']]

  it.each(commands)('is a file: %s', async (...args) => {
    await file('taken', 'I am a file')
    const result = await run(args, { LEARNPATH_HOME: join(folder, 'taken'), LEARNPATH_PORT: '0' })
    expect(result.exitCode).toBe(1)
    expectTold(result, 'LP_HOME_UNUSABLE')
  })

  it('is below a file', async () => {
    await file('taken', 'I am a file')
    const result = await run(['status'], { LEARNPATH_HOME: join(folder, 'taken/deeper') })
    expect(result.exitCode).toBe(1)
    expectTold(result, 'LP_HOME_UNUSABLE')
  })

  it.skipIf(process.platform !== 'linux')('is where no folder can be made (/proc)', async () => {
    const result = await run(['status'], { LEARNPATH_HOME: '/proc/learnpath/home' })
    expect(result.exitCode).toBe(1)
    expectTold(result, 'LP_HOME_UNUSABLE')
  })

  it.skipIf(process.getuid?.() === 0)('is not writable (the superuser may write everywhere)', async () => {
    await mkdir(join(folder, 'locked'), { mode: 0o555 })
    const result = await run(['status'], { LEARNPATH_HOME: join(folder, 'locked') })
    expect(result.exitCode).toBe(1)
    expectTold(result, 'LP_HOME_UNUSABLE')
  })
})

describe('settings', () => {
  it('are refused by name with what was probably meant, all at once', async () => {
    const result = await run(['status'], { LEARNPATH_HOEM: '/tmp/x', LEARNPATH_PORT: 'eighty' })
    expect(result.exitCode).toBe(2)
    expectTold(result, 'LP_SETTING_UNKNOWN')
    expect(result.errors).toContain('LEARNPATH_HOEM is not known; did you mean LEARNPATH_HOME?')
    expect(result.errors).toContain('LEARNPATH_PORT must be a whole number from 0 to 65535, not "eighty"')
  })

  it('with a wrong value are a problem document in JSON mode', async () => {
    const { exitCode, output } = await run(['status', '--json'], { LEARNPATH_LOG_LEVEL: 'loud' })
    expect(exitCode).toBe(2)
    expect(Problem.parse(JSON.parse(output))).toMatchObject({
      code: 'LP_SETTING_INVALID',
      issues: [{ field: 'LEARNPATH_LOG_LEVEL' }],
    })
  })

  it('cannot open the server to others without authentication', async () => {
    const result = await run(['serve'], { LEARNPATH_HOST: '0.0.0.0' })
    expect(result.exitCode).toBe(2)
    expectTold(result, 'LP_LISTEN_REFUSED')
  })
})

describe('commands', () => {
  it.each([
    [['serch', 'tides'], 'Did you mean search?'],
    [['search'], "missing required argument 'query'"],
    [['search', '  '], 'It must not be empty'],
    [['search', 'tides', '--limit', 'many'], 'It must be a whole number from 1 to 100'],
    [['documents', '--state', 'lost'], 'Allowed choices are'],
  ])('%j is told in one line', async (args, told) => {
    const { exitCode, output, errors } = await run(args)
    expect({ exitCode, output }).toEqual({ exitCode: 2, output: '' })
    expect(errors).toContain(told)
  })

  it('delete nothing when one of the documents does not exist', async () => {
    await file('one.txt', 'The lighthouse stands on a rock.')
    await addReport('one.txt')
    const result = await run(['delete', 'one.txt', 'two.txt'])
    expect(result.exitCode).toBe(1)
    expectTold(result, 'LP_DOCUMENT_NOT_FOUND')
    expect(await searchPaths('lighthouse')).toEqual(['one.txt'])
  })
})

describe('a port or data folder that is in use', () => {
  it('by another program: the port is named, and the data folder is free again', async () => {
    const port = await freePort()
    const other = createServer().listen(port, '127.0.0.1')
    const result = await run(['serve'], { LEARNPATH_PORT: String(port) })
    other.close()
    expect(result.exitCode).toBe(1)
    expectTold(result, 'LP_PORT_TAKEN')
    expect(result.errors).toContain(`127.0.0.1:${port}`)
    expect((await run(['status'])).exitCode).toBe(0)
  })

  it('by LearnPath: a second server names the first, commands use it, and it goes on undisturbed', async () => {
    running = await startProduct({ home: join(folder, 'home') })
    const second = await run(['serve'], { LEARNPATH_PORT: String(await freePort()) })
    expect(second.exitCode).toBe(1)
    expectTold(second, 'LP_HOME_LOCKED')
    expect(second.errors).toContain(running.url)
    await file('one.txt', 'The lighthouse stands on a rock.')
    const added = await Promise.all([
      addReport('one.txt'),
      run(['status', '--json']),
      run(['search', 'rock', '--json']),
    ])
    expect(added.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0])
    await settled(running.client)
    expect((await running.client.search({ query: 'lighthouse' })).hits).toHaveLength(1)
  })

  it('by commands that do their work themselves: each waits its turn', async () => {
    for (const name of ['one.txt', 'two.txt', 'three.txt']) await file(name, `The lighthouse, told by ${name}.`)
    const results = await Promise.all([addReport('one.txt'), addReport('two.txt'), addReport('three.txt')])
    expect(results.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0])
    expect(await searchPaths('lighthouse')).toHaveLength(3)
  })
})

describe('requests', () => {
  const problemOf = async (path: string, init: RequestInit): Promise<Problem> => {
    const response = await fetch(`${running?.url ?? ''}${path}`, init)
    expect(response.headers.get('content-type')).toContain('application/problem+json')
    return Problem.parse(await response.json())
  }
  const json = (body: string): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })

  it('with wrong JSON, fields, types, methods or addresses are told what is wrong with them', async () => {
    running = await startProduct({ home: join(folder, 'home') })
    expect(await problemOf('/search', json('{"query": '))).toMatchObject({ status: 400, code: 'LP_REQUEST_INVALID' })
    expect(await problemOf('/search', json('{"query": 7, "limt": 3}'))).toMatchObject({
      status: 400,
      issues: expect.arrayContaining([expect.objectContaining({ field: 'body.query' })]) as unknown,
    })
    expect(await problemOf('/search', json('[]'))).toMatchObject({ status: 400 })
    expect(await problemOf('/search', { method: 'POST', body: 'query=x' })).toMatchObject({ status: 415 })
    expect(await problemOf('/search', { method: 'DELETE' })).toMatchObject({ status: 405 })
    expect(await problemOf('/nowhere', {})).toMatchObject({ status: 404, code: 'LP_ROUTE_NOT_FOUND' })
    expect((await fetch(`${running.url}/health/ready`)).status).toBe(200)
  })
})

describe('a watch that is ended with Ctrl-C', () => {
  it('ends in order with exit code 0, and what it read stays', async () => {
    await mkdir(join(folder, 'notes'))
    await file('notes/one.txt', 'The lighthouse stands on a rock.')
    // A file that was written just now is left for a moment: somebody may still be writing.
    await utimes(join(folder, 'notes/one.txt'), new Date(2026, 0), new Date(2026, 0))
    const { exitCode, errors } = await runCommand(['watch', 'notes'], {
      cwd: folder,
      environment: { LEARNPATH_HOME: join(folder, 'home') },
      onOutput: (output, end) => {
        if (output.includes('Ctrl-C') && !output.includes('Stopping')) end('SIGINT')
      },
    })
    expect(exitCode).toBe(0)
    expect(errors).toContain('Stopping')
    expect(await searchPaths('lighthouse')).toEqual(['one.txt'])
  })
})
