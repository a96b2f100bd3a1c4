import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { acquireHomeLock, readRunningServer } from './home-lock.ts'
import type { RunningServer } from './home-lock.ts'

const server = (url: string | null): RunningServer => ({
  pid: process.pid,
  url,
  instanceId: 'ins_1',
  startedAt: '2026-01-01T00:00:00.000Z',
})

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'learnpath-lock-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a second holder is refused by name until the first releases', () => {
  const lock = acquireHomeLock(folder, server('http://127.0.0.1:8080'))
  expect(() => acquireHomeLock(folder, server(null))).toThrow(
    expect.objectContaining({
      code: 'LP_HOME_LOCKED',
      message: expect.stringContaining(`process ${process.pid} at http`),
    }),
  )
  lock.release()
  acquireHomeLock(folder, server(null)).release()
})

test('commands find the server while it holds the folder, and only then', () => {
  expect(readRunningServer(folder)).toBeNull()
  const lock = acquireHomeLock(folder, server(null))
  expect(readRunningServer(folder)).toBeNull()
  lock.announce(server('http://127.0.0.1:9'))
  expect(readRunningServer(folder)).toEqual(server('http://127.0.0.1:9'))
  expect(() => acquireHomeLock(folder, server(null))).toThrow(expect.objectContaining({ code: 'LP_HOME_LOCKED' }))
  lock.release()
  expect(readRunningServer(folder)).toBeNull()
})

test('the lock of a killed process is gone, and its announcement is not believed', async () => {
  const program = `
    const Database = require(${JSON.stringify(createRequire(import.meta.url).resolve('libsql'))})
    const lock = new Database(${JSON.stringify(join(folder, 'lock.db'))})
    lock.exec('BEGIN EXCLUSIVE')
    require('node:fs').writeFileSync(${JSON.stringify(join(folder, 'server.json'))},
      JSON.stringify({ pid: process.pid, url: 'http://127.0.0.1:9', instanceId: 'ins_2', startedAt: 'then' }))
    console.log('held')
    setInterval(() => lock.open, 1000)
  `
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  expect(readRunningServer(folder)).toMatchObject({ instanceId: 'ins_2' })
  expect(() => acquireHomeLock(folder, server(null))).toThrow(expect.objectContaining({ code: 'LP_HOME_LOCKED' }))
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(readRunningServer(folder)).toBeNull()
  acquireHomeLock(folder, server(null)).release()
})

test('a data folder that is a file is told as such, for a start and for a command that looks for a server', () => {
  const file = join(folder, 'file')
  writeFileSync(file, 'not a folder')
  for (const use of [() => readRunningServer(file), () => acquireHomeLock(file, server(null))]) {
    expect(use).toThrow(expect.objectContaining({ code: 'LP_HOME_UNUSABLE' }))
  }
})
