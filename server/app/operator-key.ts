import { createHash, timingSafeEqual } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const PREFIX = 'lpo_'
const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest()
const fileIn = (home: string): string => join(home, 'operator.key')

/** Lets commands of whoever may read the data folder work with the server that uses it: they could read the database itself as well. */
export interface OperatorKey {
  isShownBy(request: Request): boolean
  /** Takes the key out of the data folder. */
  remove(): void
}

/** A new key for each start, in a file that the owner of the data folder alone may read. */
export function createOperatorKey(home: string, secret: string): OperatorKey {
  const key = `${PREFIX}${secret}`
  const expected = hashOf(key)
  rmSync(fileIn(home), { force: true })
  writeFileSync(fileIn(home), key, { mode: 0o600 })
  return {
    isShownBy(request) {
      const given = request.headers.get('authorization') ?? ''
      return given.startsWith(`Bearer ${PREFIX}`) && timingSafeEqual(hashOf(given.slice('Bearer '.length)), expected)
    },
    remove: () => rmSync(fileIn(home), { force: true }),
  }
}

/** @returns null where the server asks nobody who they are */
export function readOperatorKey(home: string): string | null {
  return existsSync(fileIn(home)) ? readFileSync(fileIn(home), 'utf8') : null
}
