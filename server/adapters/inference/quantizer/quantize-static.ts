import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { LearnPathError } from '@learnpath/contracts'
import type { Fidelity } from '@learnpath/contracts'
import type { TensorContent } from '../onnx-file/tensor-content.ts'
import { unusable } from '../onnx-file/unusable.ts'
import { modelSpec } from '../runtime/model-spec.ts'
import { openSafetensors } from '../safetensors.ts'
import type { SafetensorsFile } from '../safetensors.ts'
import type { ModelArtifact } from '../../../ports/inference-engine.ts'
import { compareRows, reaches } from './fidelity.ts'
import { quantizeRows } from './int8-rows.ts'
import { FIDELITY_TARGET } from './precision-plan.ts'
import type { QuantizeResult, QuantizeTask, ReportProgress } from './quantize-onnx.ts'
import { staticRows } from './static-rows.ts'
import { openStaticTable } from './static-table.ts'

/** Where serving looks for it. */
const OUTPUT_FILE = 'model.safetensors'
const TOTAL = 100

interface NamedTensor {
  readonly name: string
  readonly dtype: string
  readonly shape: readonly number[]
  readonly content: TensorContent
}

/**
 * Makes the int8 form of a static embedder: `embeddings` as I8 [rows, dimensions], `scales` as F32 [rows] (value times the scale of
 * its row), all other tensors as they are. @throws LP_MODEL_UNUSABLE, LP_MODEL_FIDELITY_MISSED
 */
export async function quantizeStatic(task: QuantizeTask, report: ReportProgress): Promise<QuantizeResult> {
  if (task.precision !== 'int8') {
    throw unusable(`a static embedder has no ${task.precision} form; its small form is int8`)
  }
  const source = await openSafetensors(modelSpec(originalOf(task)).weightsFile)
  try {
    const table = openStaticTable(source)
    const quantized = quantizeRows(table.floats, table.rows, table.columns)
    const others = [...source.tensors].filter(([name]) => name !== table.name)
    const tensors: NamedTensor[] = [
      { name: 'scales', dtype: 'F32', shape: [table.rows], content: quantized.scales },
      ...others.map(([name, { type, shape }]) => ({ name, dtype: type, shape, content: passThrough(source, name) })),
      { name: 'embeddings', dtype: 'I8', shape: [table.rows, table.columns], content: quantized.values },
    ]
    const path = join(task.outputFolder, OUTPUT_FILE)
    await writeSafetensors(path, tensors, (done) => report(80 * done, TOTAL, 'weights'))
    const fidelity = await compareStatic(task)
    if (fidelity !== null && !reaches(fidelity, FIDELITY_TARGET.int8)) {
      throw new LearnPathError('LP_MODEL_FIDELITY_MISSED', {
        detail: `cosine with the original: mean ${fidelity.cosineMean.toFixed(4)}, worst ${fidelity.cosineWorst.toFixed(4)}`,
      })
    }
    report(TOTAL, TOTAL, 'compared')
    return { operations: { changed: { 'Embedding table': 1 }, kept: [] }, fidelity }
  } finally {
    await source.close()
  }
}

const originalOf = ({ manifest, sourceFolder }: QuantizeTask): ModelArtifact => ({
  manifest,
  precision: 'none',
  folder: sourceFolder,
  sourceFolder,
})

async function compareStatic(task: QuantizeTask): Promise<Fidelity | null> {
  const { manifest, sourceFolder, outputFolder, texts } = task
  if (texts.length === 0) return null
  const quantized: ModelArtifact = { manifest, precision: 'int8', folder: outputFolder, sourceFolder }
  return compareRows(await staticRows(originalOf(task), texts), await staticRows(quantized, texts), texts)
}

const PIECE_BYTES = 1 << 20

function passThrough(source: SafetensorsFile, name: string): TensorContent {
  const sizeBytes = source.tensors.get(name)?.byteLength ?? 0
  return {
    sizeBytes,
    async *pieces() {
      for (let at = 0; at < sizeBytes; at += PIECE_BYTES) {
        yield await source.read(name, at, Math.min(PIECE_BYTES, sizeBytes - at))
      }
    },
  }
}

/** The header is filled up with blanks so that the first tensor starts at a multiple of 8; wide types come first. */
async function writeSafetensors(
  path: string,
  tensors: readonly NamedTensor[],
  onShare: (share: number) => void,
): Promise<void> {
  const widest = tensors.toSorted((a, b) => widthOf(b) - widthOf(a))
  let end = 0
  const header: Record<string, unknown> = {}
  for (const { name, dtype, shape, content } of widest) {
    header[name] = { dtype, shape, data_offsets: [end, end + content.sizeBytes] }
    end += content.sizeBytes
  }
  const json = JSON.stringify(header)
  const text = Buffer.from(json.padEnd(Math.ceil(json.length / 8) * 8))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(text.length))
  const file = await open(path, 'w')
  try {
    await file.writeFile(Buffer.concat([length, text]))
    let done = 0
    for (const { content } of widest) {
      for await (const piece of content.pieces()) {
        await file.writeFile(piece)
        done += piece.byteLength
        onShare(done / end)
      }
    }
    await file.sync()
  } finally {
    await file.close()
  }
}

const widthOf = ({ shape, content }: NamedTensor): number =>
  content.sizeBytes /
  Math.max(
    1,
    shape.reduce((product, size) => product * size, 1),
  )
