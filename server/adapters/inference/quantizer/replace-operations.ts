import { copyWith } from '../onnx-file/onnx-schema.ts'
import type { GraphProto, NodeProto, TensorProto } from '../onnx-file/onnx-schema.ts'
import type { OnnxModel } from '../onnx-file/read-onnx-model.ts'
import type { TensorContent } from '../onnx-file/tensor-content.ts'
import type { Operation } from './find-operations.ts'
import type { Replacement } from './replacement.ts'
import { readNames, withDomains } from './tidy-graph.ts'

/** The model with some operations replaced; weights that nothing uses any more are gone. The original is not changed. */
export function replaceOperations(model: OnnxModel, replacements: ReadonlyMap<Operation, Replacement>): OnnxModel {
  const byNode = new Map([...replacements].map(([operation, replacement]) => [operation.node, replacement]))
  const nodes: NodeProto[] = []
  const placed = new Set<string>()
  for (const node of model.proto.graph.node) {
    const replacement = byNode.get(node)
    for (const shared of replacement?.shared ?? []) {
      const key = shared.output[0] ?? ''
      if (placed.has(key)) continue
      placed.add(key)
      nodes.push(shared)
    }
    nodes.push(...(replacement?.nodes ?? [node]))
  }
  const added = [...replacements.values()].flatMap(({ tensors }) => tensors)
  const used = new Set([...model.proto.graph.output.map(({ name }) => name), ...readNames(nodes)])
  const left = model.proto.graph.initializer.filter((tensor) => used.has(tensor.name ?? ''))
  const contents = new Map<TensorProto, TensorContent>()
  for (const tensor of left) {
    const content = model.contents.get(tensor)
    if (content) contents.set(tensor, content)
  }
  for (const [tensor, content] of added) contents.set(tensor, content)
  const initializer = [...left, ...added.map(([tensor]) => tensor)]
  const graph = copyWith(model.proto.graph, { node: nodes, initializer, input: withoutConstants(model.proto.graph) })
  const domains = new Set(nodes.map(({ domain }) => domain ?? ''))
  return { proto: withDomains(copyWith(model.proto, { graph }), domains), contents }
}

/** Older exports list weights among the inputs, which keeps the runtime from treating them as constant. */
function withoutConstants(graph: GraphProto): GraphProto['input'] {
  const constants = new Set(graph.initializer.map(({ name }) => name))
  return graph.input.filter(({ name }) => !constants.has(name))
}
