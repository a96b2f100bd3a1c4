import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { ModelManifest } from '@learnpath/contracts'
import { join } from 'node:path'
import { unusable } from '../onnx-file/unusable.ts'

/** Size of graph and weights together, and the SHA-256 of their bytes in the order of the manifest: of one file, that file's. */
export async function describeSource(
  manifest: ModelManifest,
  folder: string,
): Promise<{ sizeBytes: number; sha256: string }> {
  const hash = createHash('sha256')
  let sizeBytes = 0
  for (const { path, role } of manifest.files) {
    if (role !== 'weights' && role !== 'weights-data') continue
    try {
      for await (const piece of createReadStream(join(folder, path))) {
        hash.update(piece as Uint8Array)
        sizeBytes += (piece as Uint8Array).byteLength
      }
    } catch (error) {
      throw unusable(`${path} cannot be read`, error)
    }
  }
  if (sizeBytes === 0) throw unusable(`the description of ${manifest.id} names no file with weights`)
  return { sizeBytes, sha256: hash.digest('hex') }
}
