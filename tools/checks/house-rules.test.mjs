// The house rules of .oxlintrc.json bite where they should and leave alone what is allowed.
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ROOT } from '../dependencies.mjs'

const run = promisify(execFile)

const OFFENCES = [
  ['server/kernel/a.ts', 'export const x = Date.now()', 'no-restricted-properties'],
  ['server/kernel/b.ts', 'export const x = Math.random()', 'no-restricted-properties'],
  ['server/modules/chat/c.ts', 'export const x = new Date()', 'learnpath(no-implicit-now)'],
  ['server/modules/chat/d.ts', "export const x = new Error('no code')", 'learnpath(no-bare-error)'],
  ['server/adapters/sqlite/e.ts', "export const x = new TypeError('no code')", 'learnpath(no-bare-error)'],
  ['cli/src/f.ts', "export const x = new Error('no code')", 'learnpath(no-bare-error)'],
  ['cli/src/g.ts', "export const x = process.env['HOME']", 'node(no-process-env)'],
  ['server/app/h.ts', "export const x = process.env['HOME']", 'node(no-process-env)'],
  ['server/http/i.ts', "export const x = console.log('x')", 'no-console'],
  ['server/http/j.ts', 'export default 1', 'import(no-default-export)'],
  ['server/http/k.ts', 'export const x = (y: any): unknown => y', 'no-explicit-any'],
  ['server/http/l.ts', 'export const x = (y: string | null): number => y!.length', 'no-non-null-assertion'],
  ['server/http/m.ts', Array.from({ length: 401 }, (_, index) => `export const x${index} = 1`).join('\n'), 'max-lines'],
  ['server/http/BadName.ts', 'export const x = 1', 'filename-case'],
  ['server/http/n.ts', 'export const x = (a: 1, b: 1, c: 1, d: 1, e: 1): number => a + b + c + d + e', 'max-params'],
]
const ALLOWED = [
  ['server/adapters/system/clock.ts', 'export const x = Date.now() + Math.random() + new Date().getTime()'],
  ['server/app/environment.ts', "export const x = process.env['HOME']"],
  ['server/kernel/date.ts', 'export const x = new Date(0)'],
  ['server/kernel/date.test.ts', "export const x = new Error('a test may')"],
]

let folder = ''
let diagnostics = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'learnpath-rules-'))
  for (const file of ['.oxlintrc.json', 'tools/checks/oxlint-plugin-learnpath.mjs']) {
    await cp(join(ROOT, file), join(folder, file))
  }
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  for (const [file, text] of [...OFFENCES, ...ALLOWED]) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), `${text}\n`)
  }
  const args = [join(ROOT, 'node_modules/oxlint/bin/oxlint'), '--format', 'json', 'server', 'cli']
  const { stdout } = await run(process.execPath, args, { cwd: folder, maxBuffer: 1e9 }).catch((failure) => failure)
  diagnostics = JSON.parse(stdout).diagnostics
})
afterAll(async () => await rm(folder, { recursive: true, force: true }))

const found = (file) => diagnostics.filter(({ filename }) => filename === file).map(({ code }) => code)

it.each(OFFENCES.map(([file, , rule]) => [rule, file]))('%s bites in %s', (rule, file) => {
  expect(found(file).join(' ')).toContain(rule)
})

it.each(ALLOWED)('%s may hold: %s', (file) => {
  expect(found(file)).toEqual([])
})
