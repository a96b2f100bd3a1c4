import { node } from '../onnx-file/onnx-nodes.ts'
import { DATA_TYPE } from '../onnx-file/onnx-schema.ts'
import { isTransposed } from './find-operations.ts'
import type { Operation } from './find-operations.ts'
import { quantizeBlocks } from './int4-blocks.ts'
import { transpose } from './int8-columns.ts'
import { floatRows, readFloats } from './int8-rows.ts'
import { madeContents } from './made-content.ts'
import { MICROSOFT } from './microsoft-operations.ts'
import { tensor } from './replacement.ts'
import type { Replacement } from './replacement.ts'

export interface Int4Options {
  readonly matrixBlock: number
  readonly tableBlock: number
  /** Of MatMulNBits: 4 computes with 8 bit inputs, 1 with floats. */
  readonly accuracyLevel: 1 | 4
}

const ceilHalf = (count: number): number => Math.ceil(count / 2)

/** A matrix in blocks of four-bit values along its inputs: MatMulNBits. */
export function int4Matrix(operation: Operation, options: Int4Options): Replacement {
  const { node: original, name, content } = operation
  const [input = '', , addend = ''] = original.input
  const out = original.output[0] ?? ''
  const byOutput = operation.kind === 'Gemm' && isTransposed(original)
  const [inner, outer] = byOutput ? [operation.columns, operation.rows] : [operation.rows, operation.columns]
  const size = options.matrixBlock
  const blocks = Math.ceil(inner / size)
  const place = `${name}/int4`
  const names = [`${place}_values`, `${place}_scales`, `${place}_zero_points`] as const
  const zeroBytes = ceilHalf(blocks)
  const made = madeContents(
    { packed: (outer * blocks * size) / 2, scales: outer * blocks * 4, zeroPoints: outer * zeroBytes },
    async () => {
      const weights = await readFloats(content)
      const rows = byOutput ? weights : transpose(weights, operation.rows, operation.columns)
      return { ...quantizeBlocks(rows, outer, inner, size) }
    },
  )
  const product = addend === '' ? out : `${place}_product`
  return {
    nodes: [
      node({
        op: 'MatMulNBits',
        domain: MICROSOFT,
        name: `${place}/MatMulNBits`,
        inputs: [input, ...names],
        outputs: [product],
        attributes: {
          K: { int: inner },
          N: { int: outer },
          bits: { int: 4 },
          block_size: { int: size },
          accuracy_level: { int: options.accuracyLevel },
        },
      }),
      ...(addend === '' ? [] : [node({ op: 'Add', name: `${place}/Add`, inputs: [product, addend], outputs: [out] })]),
    ],
    tensors: [
      [tensor(names[0], DATA_TYPE.uint8, [outer, blocks, size / 2]), made.packed],
      [tensor(names[1], DATA_TYPE.float, [outer, blocks]), made.scales],
      [tensor(names[2], DATA_TYPE.uint8, [outer, zeroBytes]), made.zeroPoints],
    ],
  }
}

/** Whether a table's rows are whole blocks, as GatherBlockQuantized wants them. */
export const fitsInt4Table = (operation: Operation, { tableBlock }: Int4Options): boolean =>
  operation.columns % (2 * tableBlock) === 0

/** An embedding table in blocks of four-bit values along its rows: GatherBlockQuantized. Made in pieces of some thousand rows. */
export function int4Table(
  { node: original, name, content, rows, columns }: Operation,
  options: Int4Options,
): Replacement {
  const size = options.tableBlock
  const blocks = columns / size
  const place = `${name}/int4`
  const names = [`${place}_values`, `${place}_scales`, `${place}_zero_points`] as const
  const part = (sizeBytes: number, of: 'packed' | 'scales' | 'zeroPoints') => ({
    sizeBytes,
    async *pieces() {
      for await (const floats of floatRows(content, columns)) {
        const view = quantizeBlocks(floats, floats.length / columns, columns, size)[of]
        yield new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
      }
    },
  })
  return {
    nodes: [
      node({
        op: 'GatherBlockQuantized',
        domain: MICROSOFT,
        name: `${place}/GatherBlockQuantized`,
        inputs: [names[0], original.input[1] ?? '', names[1], names[2]],
        outputs: original.output,
        attributes: {
          bits: { int: 4 },
          block_size: { int: size },
          gather_axis: { int: 0 },
          quantize_axis: { int: 1 },
        },
      }),
    ],
    tensors: [
      [tensor(names[0], DATA_TYPE.uint8, [rows, columns / 2]), part((rows * columns) / 2, 'packed')],
      [tensor(names[1], DATA_TYPE.float, [rows, blocks]), part(rows * blocks * 4, 'scales')],
      [tensor(names[2], DATA_TYPE.uint8, [rows, blocks / 2]), part((rows * blocks) / 2, 'zeroPoints')],
    ],
  }
}
