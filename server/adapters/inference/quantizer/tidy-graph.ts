import { copyWith } from '../onnx-file/onnx-schema.ts'
import type { GraphProto, ModelProto, NodeProto } from '../onnx-file/onnx-schema.ts'

/** Names that operations read, in branches and loops, too. */
export function readNames(nodes: readonly NodeProto[]): Set<string> {
  const names = new Set<string>()
  const visit = (list: readonly NodeProto[]): void => {
    for (const node of list) {
      for (const name of node.input) names.add(name)
      for (const attribute of node.attribute ?? []) {
        for (const inner of [attribute.g, ...(attribute.graphs ?? [])]) {
          if (!inner) continue
          visit(inner.node)
          for (const { name } of inner.output) names.add(name)
        }
      }
    }
  }
  visit(nodes)
  return names
}

/** The graph without operations whose results nothing reads. */
export function withoutUnusedNodes(graph: GraphProto): GraphProto {
  const used = new Set(graph.output.map(({ name }) => name))
  const node: NodeProto[] = []
  for (const each of graph.node.toReversed()) {
    if (!each.output.some((name) => used.has(name))) continue
    node.unshift(each)
    for (const name of readNames([each])) used.add(name)
  }
  return copyWith(graph, { node })
}

/** The model with operator sets declared that it uses besides the standard one. */
export function withDomains(proto: ModelProto, domains: Iterable<string>): ModelProto {
  const known = new Set(proto.opsetImport.map(({ domain }) => domain ?? ''))
  const missing = [...domains].filter((domain) => domain !== '' && !known.has(domain))
  return copyWith(proto, { opsetImport: [...proto.opsetImport, ...missing.map((domain) => ({ domain, version: 1 }))] })
}
