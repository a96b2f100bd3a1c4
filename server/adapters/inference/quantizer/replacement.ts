import type { NodeProto, TensorProto } from '../onnx-file/onnx-schema.ts'
import type { TensorContent } from '../onnx-file/tensor-content.ts'

/** What stands in the graph instead of an operation. The last node's output is the operation's. */
export interface Replacement {
  readonly nodes: readonly NodeProto[]
  readonly tensors: readonly (readonly [TensorProto, TensorContent])[]
  /** Nodes that several replacements share, by the name of their first output; put before the first that needs them. */
  readonly shared?: readonly NodeProto[]
}

export const tensor = (name: string, dataType: number, dims: readonly number[]): TensorProto => ({
  name,
  dataType,
  dims: [...dims],
})
