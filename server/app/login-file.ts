import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { LearnPathError } from '@learnpath/contracts'
import { z } from 'zod'

const Login = z.object({ url: z.url(), key: z.string().min(1) })
/** The server that commands talk to, and the key that they show it. */
export type Login = z.infer<typeof Login>

const fileIn = (home: string): string => join(home, 'login.json')

/** @returns null when nobody has logged in. @throws LP_HOME_UNUSABLE when the file is damaged */
export function readLogin(home: string): Login | null {
  const file = fileIn(home)
  if (!existsSync(file)) return null
  try {
    return Login.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (cause) {
    throw new LearnPathError('LP_HOME_UNUSABLE', {
      detail: `${file} cannot be read; delete it and log in again`,
      cause,
    })
  }
}

/** In a file that its owner alone may read. */
export function writeLogin(home: string, login: Login): void {
  rmSync(fileIn(home), { force: true })
  writeFileSync(fileIn(home), `${JSON.stringify(login, null, 2)}\n`, { mode: 0o600 })
}

export function removeLogin(home: string): void {
  rmSync(fileIn(home), { force: true })
}
