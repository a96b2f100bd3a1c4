import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { LearnPathError } from '@learnpath/contracts'
import type { Fidelity, ModelCard, ModelManifest } from '@learnpath/contracts'
import type { QuantizedPrecision } from '../../../ports/model-quantizer.ts'
import { readOnnxModel } from '../onnx-file/read-onnx-model.ts'
import type { OnnxModel } from '../onnx-file/read-onnx-model.ts'
import { writeOnnxModel } from '../onnx-file/write-onnx-model.ts'
import { modelSpec } from '../runtime/model-spec.ts'
import type { ModelSpec } from '../runtime/worker-messages.ts'
import { loadTokenizer } from '../tokenizer.ts'
import { compareRows, measureRows, reaches, sequencesOf } from './fidelity.ts'
import { findOperations } from './find-operations.ts'
import type { FoundOperations, KeptOperation, Operation } from './find-operations.ts'
import { float16Model } from './float16-model.ts'
import { fuseAttention } from './fuse-attention.ts'
import type { FusedAttention } from './fuse-attention.ts'
import { FIDELITY_TARGET, formsOf } from './precision-plan.ts'
import { replaceOperations } from './replace-operations.ts'
import { separateResidualSums } from './residual-sums.ts'
import { openModelRun } from './run-model.ts'
import { chooseForms, findOperationsToSpare } from './sensitivity.ts'

export interface QuantizeTask {
  readonly manifest: ModelManifest
  readonly sourceFolder: string
  readonly precision: QuantizedPrecision
  /** An existing empty folder. */
  readonly outputFolder: string
  readonly texts: readonly string[]
  readonly threads: number
}

export type ReportProgress = (done: number, total: number, detail: string) => void

/** What was done to the model; its files are in the folder. */
export interface QuantizeResult {
  readonly operations: ModelCard['operations']
  readonly fidelity: Fidelity | null
}

/** Where serving looks for it. */
const OUTPUT_FILE = 'model.onnx'
/** Texts that each operation is tried on alone. */
const SENSITIVITY_TEXTS = 8
/** Shares of the whole work, in hundredths. */
const TOTAL = 100

/** Makes the smaller form of a transformer. @throws LP_MODEL_UNUSABLE, LP_MODEL_FIDELITY_MISSED */
export async function quantizeOnnx(task: QuantizeTask, report: ReportProgress): Promise<QuantizeResult> {
  const { manifest, sourceFolder } = task
  const spec = modelSpec({ manifest, precision: 'none', folder: sourceFolder, sourceFolder })
  const sourcePath = spec.weightsFile
  const model = await readOnnxModel(sourcePath)
  const outputPath = join(task.outputFolder, OUTPUT_FILE)
  const compare = await createComparison(task, spec, (share) => report(40 * share, TOTAL, 'original'))
  if (task.precision === 'fp16') return await writeFloat16(task, model, compare, report)

  const attention = fuseAttention(model)
  const found = findOperations(attention.model)
  if (found.operations.length === 0) {
    throw new LearnPathError('LP_MODEL_UNUSABLE', { detail: 'the model has no weights that could be quantized' })
  }
  const { precision } = task
  const forms = formsOf(found.operations, precision)
  const target = FIDELITY_TARGET[precision]
  const write = async (spared: ReadonlySet<Operation>): Promise<void> => {
    const quantized = separateResidualSums(replaceOperations(attention.model, chooseForms(forms, spared)))
    let done = 0
    await writeOnnxModel(outputPath, quantized, () => {
      done++
      report(40 + (30 * done) / quantized.contents.size, TOTAL, 'weights')
    })
  }
  let spared: ReadonlySet<Operation> = new Set()
  await write(spared)
  let fidelity = await compare(outputPath, 'all')
  if (fidelity !== null && !reaches(fidelity, target)) {
    const folder = join(task.outputFolder, 'trials')
    await mkdir(folder)
    const enough = await findOperationsToSpare({
      model: attention.model,
      forms,
      folder,
      measure: async (path, texts) => (await compare(path, texts)) ?? fail(),
      isEnough: (measured) => reaches(measured, target),
      onProgress: (done, total) => report(70 + (20 * done) / total, TOTAL, 'sensitivity'),
    })
    await rm(folder, { recursive: true })
    if (enough === null) throw missed(fidelity, target)
    spared = enough
    await write(spared)
    fidelity = await compare(outputPath, 'all')
  }
  report(TOTAL, TOTAL, 'compared')
  return { operations: describeOperations(found, attention, spared, precision), fidelity }
}

const fail = (): never => {
  throw new LearnPathError('LP_INTERNAL', { detail: 'a comparison without texts' })
}

function missed(fidelity: Fidelity, target: { cosineMean: number; cosineWorst: number }): LearnPathError {
  const figures = ({ cosineMean, cosineWorst }: typeof target): string =>
    `mean ${cosineMean.toFixed(4)}, worst ${cosineWorst.toFixed(4)}`
  return new LearnPathError('LP_MODEL_FIDELITY_MISSED', {
    detail: `cosine with the original ${figures(fidelity)}; asked for ${figures(target)}`,
  })
}

async function writeFloat16(
  task: QuantizeTask,
  model: OnnxModel,
  compare: Comparison,
  report: ReportProgress,
): Promise<QuantizeResult> {
  const outputPath = join(task.outputFolder, OUTPUT_FILE)
  const half = float16Model(model)
  await writeOnnxModel(outputPath, half.model)
  report(70, TOTAL, 'weights')
  const fidelity = await compare(outputPath, 'all')
  if (fidelity !== null && !reaches(fidelity, FIDELITY_TARGET.fp16)) throw missed(fidelity, FIDELITY_TARGET.fp16)
  report(TOTAL, TOTAL, 'compared')
  return { operations: { changed: { 'Tensor to 16 bit': half.tensors }, kept: [] }, fidelity }
}

type Comparison = (path: string, texts: 'some' | 'all') => Promise<Fidelity | null>

/** Compares model files with the original, which runs once; gives null when there are no texts. */
async function createComparison(
  task: QuantizeTask,
  { weightsFile, tokenizerFolder }: Pick<ModelSpec, 'weightsFile' | 'tokenizerFolder'>,
  onShare: (share: number) => void,
): Promise<Comparison> {
  const { manifest, texts, threads } = task
  if (texts.length === 0) return () => Promise.resolve(null)
  const tokenizer = await loadTokenizer(tokenizerFolder)
  const sequences = sequencesOf(texts, manifest, tokenizer)
  const rowsOf = async (path: string, count: number, onRow?: () => void): Promise<Float32Array[]> => {
    const run = await openModelRun(path, manifest, threads)
    try {
      return await measureRows(run, sequences.slice(0, count), onRow)
    } finally {
      await run.close()
    }
  }
  let done = 0
  const reference = await rowsOf(weightsFile, texts.length, () => onShare(++done / texts.length))
  return async (path, which) => {
    const count = which === 'all' ? texts.length : Math.min(texts.length, SENSITIVITY_TEXTS)
    return compareRows(reference.slice(0, count), await rowsOf(path, count), texts.slice(0, count))
  }
}

function describeOperations(
  found: FoundOperations,
  attention: FusedAttention,
  spared: ReadonlySet<Operation>,
  precision: 'int8' | 'int4',
): ModelCard['operations'] {
  const changed: Record<string, number> = attention.fused > 0 ? { Attention: attention.fused } : {}
  const kept: KeptOperation[] = [...found.kept]
  for (const name of attention.kept) {
    kept.push({ name, operation: 'Softmax', reason: 'the attention around it is written in another way than usual' })
  }
  for (const operation of found.operations) {
    const { kind, name } = operation
    if (spared.has(operation) && precision === 'int8') {
      kept.push({ name, operation: kind, reason: 'quantizing it costs too much fidelity' })
      continue
    }
    const key = spared.has(operation) ? `${kind} (int8)` : kind
    changed[key] = (changed[key] ?? 0) + 1
  }
  return { changed, kept }
}
