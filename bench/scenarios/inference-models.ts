import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createLocalInferenceEngine } from '../../server/adapters/inference/inference-engine.ts'
import { createModelQuantizer } from '../../server/adapters/inference/quantizer/model-quantizer.ts'
import {
  writeRandomTransformer,
  type TransformerShape,
} from '../../server/adapters/inference/testing/random-transformer.ts'
import type { Clock } from '../../server/ports/clock.ts'
import type { InferenceEngine, ModelArtifact } from '../../server/ports/inference-engine.ts'
import { createRecordingLogger } from '../../server/ports/logger.double.ts'
import { createRecordingMetrics } from '../../server/ports/metrics.double.ts'
import type { BenchmarkContext } from '../benchmark.ts'

const CALIBRATION_TEXTS = 8
const clock: Clock = { now: () => Date.now(), monotonicMs: () => performance.now() }

export interface RandomModel {
  readonly fp32: ModelArtifact
  readonly int8: ModelArtifact
}

/** Paragraphs of the labelled sets. */
export async function passages({ dataFolder }: BenchmarkContext): Promise<readonly string[]> {
  const lines = (await readFile(join(dataFolder, 'scifact/corpus.jsonl'), 'utf8')).trim().split('\n')
  return lines.map((line) => (JSON.parse(line) as { text: string }).text)
}

/** A model of random weights with its INT8 form, made by our quantizer in a process of its own. */
export async function makeRandomModel(
  shape: TransformerShape,
  name: string,
  context: BenchmarkContext,
): Promise<RandomModel> {
  const sourceFolder = join(context.scratchFolder, name)
  const targetFolder = join(context.scratchFolder, `${name}-int8`)
  context.log(`making ${name}`)
  const manifest = { ...(await writeRandomTransformer(sourceFolder, shape, 1)), id: name }
  const texts = (await passages(context)).slice(0, CALIBRATION_TEXTS).map((text) => text.slice(0, 300))
  const quantizer = createModelQuantizer({ clock, threads: 2 })
  if (!existsSync(targetFolder)) {
    await quantizer.quantize({ manifest, sourceFolder, precision: 'int8', targetFolder, texts })
  }
  return {
    fp32: { manifest: { ...manifest, id: `${name}-fp32` }, precision: 'none', folder: sourceFolder, sourceFolder },
    int8: { manifest, precision: 'int8', folder: targetFolder, sourceFolder },
  }
}

export const openEngine = (): InferenceEngine =>
  createLocalInferenceEngine({
    idleMs: Infinity,
    logger: createRecordingLogger(),
    metrics: createRecordingMetrics(),
    clock,
  })
