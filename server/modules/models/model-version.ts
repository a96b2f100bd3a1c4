import { createHash } from 'node:crypto'
import type { ModelManifest } from '@learnpath/contracts'

const VERSION_DIGITS = 12

/** Changes with everything that makes the files others: 12 hexadecimal digits. */
export function versionOf(manifest: ModelManifest): string {
  const { repository, revision, files } = manifest
  const content = JSON.stringify([repository, revision, files.map(({ path, sha256 }) => [path, sha256])])
  return createHash('sha256').update(content).digest('hex').slice(0, VERSION_DIGITS)
}
