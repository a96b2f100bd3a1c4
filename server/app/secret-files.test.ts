import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { readSettings } from './settings.ts'

const folder = mkdtempSync(join(tmpdir(), 'learnpath-secrets-'))
const file = join(folder, 'store-url')
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('settings from files', () => {
  it('takes what is in the file, and refuses a setting that is given twice or whose file is not there', () => {
    writeFileSync(file, 'postgres://learnpath:geheim@db/learnpath\n')
    expect(readSettings({ LEARNPATH_STORE_URL_FILE: file }).storeUrl).toBe('postgres://learnpath:geheim@db/learnpath')
    expect(() => readSettings({ LEARNPATH_STORE_URL_FILE: file, LEARNPATH_STORE_URL: 'postgres://other/x' })).toThrow(
      /both set/,
    )
    expect(() => readSettings({ LEARNPATH_STORE_URL_FILE: join(folder, 'none') })).toThrow(/can be read/)
    expect(() => readSettings({ LEARNPATH_STOR_FILE: file })).toThrow(/is not known/)
    writeFileSync(file, 'mysql://x\n')
    expect(() => readSettings({ LEARNPATH_STORE_URL_FILE: file })).toThrow(/LEARNPATH_STORE_URL must be an address/)
  })
})
