import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { LearnPathError } from '@learnpath/contracts'

/** The program as installed: where it lies and which version it is. */
export interface Installation {
  /** The folder of the product's package.json, above the sources as above the bundle. */
  readonly folder: string
  readonly version: string
}

/** @throws LP_INTERNAL when the program was taken out of its folder */
export function findInstallation(): Installation {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const file = join(folder, 'package.json')
    if (existsSync(file)) {
      const { name, version } = JSON.parse(readFileSync(file, 'utf8')) as { name?: string; version?: string }
      if (name === 'learnpath') return { folder, version: version ?? 'unknown' }
    }
    if (dirname(folder) === folder) {
      throw new LearnPathError('LP_INTERNAL', { detail: 'package.json of LearnPath is missing' })
    }
  }
}
