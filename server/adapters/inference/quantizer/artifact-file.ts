import { join } from 'node:path'
import type { ModelArtifact } from '../../../ports/inference-engine.ts'
import { weightsFile } from './source-files.ts'

/** What the quantizer calls its result. */
export const OUTPUT_FILE = { onnx: 'model.onnx', static: 'model.safetensors' } as const

/** Absolute path of the graph or table of an artifact. */
export const artifactFile = ({ manifest, precision, folder }: ModelArtifact): string =>
  join(
    folder,
    precision === 'none'
      ? weightsFile(manifest)
      : manifest.runtime === 'static'
        ? OUTPUT_FILE.static
        : OUTPUT_FILE.onnx,
  )
