// The borders hold in this repository, and every single rule of them bites.
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import config from '../../.dependency-cruiser.mjs'
import { ROOT } from '../dependencies.mjs'
import { DRIVER_HOME } from './architecture.mjs'
import { offences, targets } from './border-offences.mjs'

const run = promisify(execFile)
const CRUISER = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')

const versions = (names) => Object.fromEntries(names.map((name) => [name, '1.0.0']))

async function cruise(folder) {
  const folders = ['contracts', 'server', 'cli', 'web', 'bench', 'e2e', 'tools'].filter((name) =>
    existsSync(join(folder, name)),
  )
  const options = { cwd: folder, maxBuffer: 1e9 }
  const { stdout } = await run(process.execPath, [CRUISER, ...folders, '--output-type', 'json'], options).catch(
    (failure) => failure,
  )
  return JSON.parse(stdout).summary
}

it('no file of this repository crosses a border', async () => {
  const { violations } = await cruise(ROOT)
  expect(violations.map((found) => `${found.rule.name}: ${found.from} → ${found.to}`)).toEqual([])
})

describe('in a copy with one offence per rule', () => {
  const cases = offences()
  let folder = ''
  let violations = []

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'learnpath-borders-'))
    const put = async (file, text) => {
      await mkdir(dirname(join(folder, file)), { recursive: true })
      await writeFile(join(folder, file), `${text}\n`)
    }
    for (const file of ['.dependency-cruiser.mjs', 'tools/checks/architecture.mjs', 'tsconfig.json']) {
      await cp(join(ROOT, file), join(folder, file))
    }
    const dependencies = [...Object.keys(DRIVER_HOME), 'hono']
    const manifest = {
      type: 'module',
      dependencies: versions(dependencies),
      devDependencies: versions(['dev-package']),
    }
    await put('package.json', JSON.stringify(manifest))
    for (const name of [...dependencies, 'dev-package', 'package-nobody-listed']) {
      await put(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }))
      await put(`node_modules/${name}/index.js`, 'exports.x = 1')
    }
    for (const [file, text] of targets()) await put(file, text)
    for (const { file, text } of cases) await put(file, text)
    violations = (await cruise(folder)).violations
  })
  afterAll(async () => await rm(folder, { recursive: true, force: true }))

  it('every rule has an offence', () => {
    const proven = new Set(cases.map(({ rule }) => rule))
    expect(config.forbidden.map(({ name }) => name).filter((name) => !proven.has(name))).toEqual([])
  })

  it.each(cases.map(({ rule, file }) => [rule, file]))('%s bites in %s', (rule, file) => {
    const reported = violations.filter((found) => found.from === file).map((found) => found.rule.name)
    expect(reported).toContain(rule)
  })
})
