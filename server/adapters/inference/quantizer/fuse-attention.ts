import { node } from '../onnx-file/onnx-nodes.ts'
import { copyWith, DATA_TYPE } from '../onnx-file/onnx-schema.ts'
import type { GraphProto, NodeProto, TensorProto } from '../onnx-file/onnx-schema.ts'
import type { OnnxModel } from '../onnx-file/read-onnx-model.ts'
import { widenMask } from './attention-mask.ts'
import type { WideMask } from './attention-mask.ts'
import { matchAttention, softmaxBefore } from './attention-pattern.ts'
import type { AttentionPattern } from './attention-pattern.ts'
import { viewGraph } from './graph-view.ts'
import { MICROSOFT } from './microsoft-operations.ts'
import { withDomains, withoutUnusedNodes } from './tidy-graph.ts'

export interface FusedAttention {
  readonly model: OnnxModel
  /** How many were found and fused. */
  readonly fused: number
  /** Names of the softmaxes that are computed as they were: the operations around them differ from the pattern. */
  readonly kept: readonly string[]
}

/**
 * Writes every self-attention that matches the pattern as one operation of ONNX Runtime, MultiHeadAttention: the same numbers up to
 * the order of additions. The rest of the graph stays as it is.
 */
export function fuseAttention(model: OnnxModel): FusedAttention {
  const { graph } = model.proto
  const view = viewGraph(graph)
  const softmaxes = new Set(graph.node.filter(({ opType }) => opType === 'Softmax'))
  const nodes: NodeProto[] = []
  const tensors: TensorProto[] = []
  const masks = new Map<string, WideMask>()
  let fused = 0
  for (const each of graph.node) {
    const softmax = softmaxBefore(each, view)
    const pattern = softmax && matchAttention(softmax, each, view)
    if (!softmax || !pattern) {
      nodes.push(each)
      continue
    }
    softmaxes.delete(softmax)
    fused++
    const { mask } = pattern
    if (mask !== null && !masks.has(mask)) {
      const wide = widenMask(mask, pattern.query)
      masks.set(mask, wide)
      nodes.push(...wide.nodes)
      tensors.push(...wide.tensors)
    }
    nodes.push(attentionNode(pattern, mask === null ? null : (masks.get(mask) ?? null)))
  }
  const kept = [...softmaxes].map(({ name }) => name ?? '')
  if (fused === 0) return { model, fused, kept }
  const fusedGraph = copyWith(graph, { node: nodes, initializer: [...graph.initializer, ...tensors] })
  const proto = withDomains(copyWith(model.proto, { graph: withoutUnusedNodes(fusedGraph) }), [MICROSOFT])
  return { model: { proto, contents: model.contents }, fused, kept }
}

/** Without a mask, the runtime computes block by block (flash attention): where nothing is masked, the mask is left out. */
function attentionNode(pattern: AttentionPattern, mask: WideMask | null): NodeProto {
  const { end, query, key, value, heads, scale } = pattern
  const [result = ''] = end.output
  const place = `${end.name ?? ''}/attention`
  const attention = (name: string, inputs: readonly string[], output: string): NodeProto =>
    node({
      op: 'MultiHeadAttention',
      domain: MICROSOFT,
      name,
      inputs,
      outputs: [output],
      attributes: { num_heads: { int: heads }, scale: { float: scale } },
    })
  const projections = [query, key, value]
  if (mask === null) return attention(place, projections, result)
  const branch = (name: string, inputs: readonly string[]): GraphProto => ({
    name: `${place}_${name}`,
    node: [attention(`${place}_${name}`, inputs, `${result}_${name}`)],
    initializer: [],
    input: [],
    output: [{ name: `${result}_${name}`, type: { tensorType: { elemType: DATA_TYPE.float } } }],
  })
  return node({
    op: 'If',
    name: place,
    inputs: [mask.masksAny],
    outputs: [result],
    attributes: {
      then_branch: { graph: branch('masked', [...projections, '', '', mask.full]) },
      else_branch: { graph: branch('plain', projections) },
    },
  })
}
