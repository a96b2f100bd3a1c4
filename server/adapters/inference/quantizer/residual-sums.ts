import { copyWith } from '../onnx-file/onnx-schema.ts'
import type { GraphProto, NodeProto } from '../onnx-file/onnx-schema.ts'
import type { OnnxModel } from '../onnx-file/read-onnx-model.ts'

/**
 * Writes the additions in front of layer normalizations as `Sum`, which is the same number. ONNX Runtime 1.30 would fuse `Add` with
 * the normalization to SkipLayerNormalization, whose CPU kernel takes six times as long as the two on their own (decision 0007).
 */
export function separateResidualSums(model: OnnxModel): OnnxModel {
  const { graph } = model.proto
  const constants = new Set(graph.initializer.map(({ name }) => name ?? ''))
  const consumers = consumerKinds(graph)
  const isResidual = ({ opType, input, output: [output = ''] }: NodeProto): boolean =>
    opType === 'Add' && !input.some((name) => constants.has(name)) && isNormalized(consumers.get(output))
  const node = graph.node.map((each) => (isResidual(each) ? copyWith(each, { opType: 'Sum' }) : each))
  return { ...model, proto: copyWith(model.proto, { graph: copyWith(graph, { node }) }) }
}

function consumerKinds(graph: GraphProto): Map<string, Set<string>> {
  const kinds = new Map<string, Set<string>>()
  for (const { opType, input } of graph.node) {
    for (const name of input) kinds.set(name, (kinds.get(name) ?? new Set<string>()).add(opType))
  }
  return kinds
}

/** A normalization as one operation, or in its parts: the mean, and what differs from it. */
const isNormalized = (kinds: ReadonlySet<string> | undefined): boolean =>
  kinds !== undefined && (kinds.has('LayerNormalization') || (kinds.has('ReduceMean') && kinds.has('Sub')))
