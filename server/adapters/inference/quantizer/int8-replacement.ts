import { node } from '../onnx-file/onnx-nodes.ts'
import { DATA_TYPE } from '../onnx-file/onnx-schema.ts'
import type { NodeProto } from '../onnx-file/onnx-schema.ts'
import { isTransposed } from './find-operations.ts'
import type { Operation } from './find-operations.ts'
import { quantizeColumns, transpose } from './int8-columns.ts'
import { quantizeRows, readFloats } from './int8-rows.ts'
import { madeContents } from './made-content.ts'
import { tensor } from './replacement.ts'
import type { Replacement } from './replacement.ts'

const toFloat = { to: { int: DATA_TYPE.float } } as const

/** The operation in signed bytes: a table by rows, a matrix by output channels with inputs quantized as they come. */
export function int8Replacement(operation: Operation): Replacement {
  return operation.kind === 'Gather' ? int8Table(operation) : int8Matrix(operation)
}

/** Rows are looked up as bytes, with their scale, and only these become floats. */
function int8Table({ node: { input, output }, name, content, rows, columns }: Operation): Replacement {
  const place = `${name}/int8`
  const [values, scales, out] = [`${place}_values`, `${place}_scales`, output[0] ?? '']
  const indices = input[1] ?? ''
  const quantized = quantizeRows(content, rows, columns)
  return {
    nodes: [
      node({ op: 'Gather', name: `${place}/Gather`, inputs: [values, indices], outputs: [`${place}_row`] }),
      node({ op: 'Gather', name: `${place}/Gather_1`, inputs: [scales, indices], outputs: [`${place}_scale`] }),
      node({
        op: 'Cast',
        name: `${place}/Cast`,
        inputs: [`${place}_row`],
        outputs: [`${place}_float`],
        attributes: toFloat,
      }),
      node({ op: 'Mul', name: `${place}/Mul`, inputs: [`${place}_float`, `${place}_scale`], outputs: [out] }),
    ],
    tensors: [
      [tensor(values, DATA_TYPE.int8, [rows, columns]), quantized.values],
      [tensor(scales, DATA_TYPE.float, [rows, 1]), quantized.scales],
    ],
  }
}

/**
 * DynamicQuantizeLinear → MatMulInteger → Cast → Mul, the form that ONNX Runtime fuses to one kernel of unsigned inputs with
 * signed weights. Operations on the same input share its quantization.
 */
function int8Matrix(operation: Operation): Replacement {
  const { node: original, name, content } = operation
  const [input = '', , addend = ''] = original.input
  const out = original.output[0] ?? ''
  const turned = operation.kind === 'Gemm' && isTransposed(original)
  const [inner, outer] = turned ? [operation.columns, operation.rows] : [operation.rows, operation.columns]
  const place = `${name}/int8`
  const [values, scales] = [`${place}_values`, `${place}_scales`]
  const made = madeContents({ values: inner * outer, scales: outer * 4 }, async () => {
    const weights = await readFloats(content)
    return quantizeColumns(turned ? transpose(weights, operation.rows, operation.columns) : weights, inner, outer)
  })
  const dynamic = [`${input}_quantized`, `${input}_scale`, `${input}_zero_point`] as const
  const product = addend === '' ? out : `${place}_product`
  const step = (op: string, part: string, inputs: readonly string[], output: string): NodeProto =>
    node({ op, name: `${place}/${part}`, inputs, outputs: [output], ...(op === 'Cast' && { attributes: toFloat }) })
  return {
    shared: [node({ op: 'DynamicQuantizeLinear', name: `${input}_quantize`, inputs: [input], outputs: dynamic })],
    nodes: [
      step('MatMulInteger', 'MatMulInteger', [dynamic[0], values, dynamic[2]], `${place}_integer`),
      step('Cast', 'Cast', [`${place}_integer`], `${place}_float`),
      step('Mul', 'Mul', [dynamic[1], scales], `${place}_both_scales`),
      step('Mul', 'Mul_1', [`${place}_float`, `${place}_both_scales`], product),
      ...(addend === '' ? [] : [step('Add', 'Add', [product, addend], out)]),
    ],
    tensors: [
      [tensor(values, DATA_TYPE.int8, [inner, outer]), made.values],
      [tensor(scales, DATA_TYPE.float, [outer]), made.scales],
    ],
  }
}
