import { int64Tensor, node } from '../onnx-file/onnx-nodes.ts'
import type { AttributeValue } from '../onnx-file/onnx-nodes.ts'
import { DATA_TYPE } from '../onnx-file/onnx-schema.ts'
import type { NodeProto, TensorProto } from '../onnx-file/onnx-schema.ts'

/** A mask in the form in which MultiHeadAttention takes it, computed once for all layers. */
export interface WideMask {
  readonly nodes: readonly NodeProto[]
  readonly tensors: readonly TensorProto[]
  /** Name of the mask repeated to text or 1, head or 1, query token, key token. */
  readonly full: string
  /** Name of a truth value: whether the mask has anything but zeros. */
  readonly masksAny: string
}

/** @param projection name of a value of text, token, all heads: there are as many query and key tokens as tokens */
export function widenMask(mask: string, projection: string): WideMask {
  const full = `${mask}_full`
  const [ones, token] = [`${full}_ones`, `${full}_token`]
  const step = (
    op: string,
    inputs: readonly string[],
    ...[output, attributes = {}]: readonly [string, Readonly<Record<string, AttributeValue>>?]
  ): NodeProto => node({ op, name: `${full}/${op}`, inputs, outputs: [output], attributes })
  return {
    nodes: [
      step('Shape', [projection], `${full}_of`),
      step('Gather', [`${full}_of`, token], `${full}_tokens`),
      step('Concat', [ones, `${full}_tokens`, `${full}_tokens`], `${full}_shape`, { axis: { int: 0 } }),
      step('Expand', [mask, `${full}_shape`], full),
      step('Abs', [mask], `${full}_sizes`),
      step('ReduceMax', [`${full}_sizes`], `${full}_largest`, { keepdims: { int: 0 } }),
      step('Cast', [`${full}_largest`], `${full}_any`, { to: { int: DATA_TYPE.bool } }),
    ],
    tensors: [int64Tensor(ones, [1, 1]), int64Tensor(token, [1])],
    full,
    masksAny: `${full}_any`,
  }
}
