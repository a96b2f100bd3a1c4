import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { showsToken } from './shows-token.ts'

const PREFIX = 'lpo_'
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
  rmSync(fileIn(home), { force: true })
  writeFileSync(fileIn(home), key, { mode: 0o600 })
  return {
    isShownBy: showsToken(key),
    remove: () => rmSync(fileIn(home), { force: true }),
  }
}

/** @returns null where the server asks nobody who they are */
export function readOperatorKey(home: string): string | null {
  return existsSync(fileIn(home)) ? readFileSync(fileIn(home), 'utf8') : null
}
