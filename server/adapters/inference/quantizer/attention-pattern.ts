import { toNumber } from '../onnx-file/onnx-schema.ts'
import type { NodeProto } from '../onnx-file/onnx-schema.ts'
import type { GraphView } from './graph-view.ts'

/** Self-attention of several heads as PyTorch exports it, from the projected vectors to those of all heads side by side. */
export interface AttentionPattern {
  /** The last operation: it joins the heads. */
  readonly end: NodeProto
  /** Names of the projections: text, token, all heads. */
  readonly query: string
  readonly key: string
  readonly value: string
  /** What is added to the products of query and key: broadcast to text, head, query token, key token. */
  readonly mask: string | null
  readonly heads: number
  /** What the products of query and key are multiplied with. */
  readonly scale: number
}

/** A projection on its way into the products: split into heads, scaled, its axes in another order. */
interface Projection {
  readonly name: string
  /** What it is a projection of. */
  readonly source: string
  readonly heads: number
  readonly width: number
  readonly scale: number
}

const IN_HEADS = '0,2,1,3'
const IN_HEADS_TURNED = '0,2,3,1'

/** The attention around this softmax; null when anything differs from the pattern. */
export function matchAttention(softmax: NodeProto, end: NodeProto, view: GraphView): AttentionPattern | null {
  const mixed = joinedHeads(end, view)
  if (mixed === null || mixed.product.input[0] !== softmax.output[0]) return null
  const scores = scoresOf(softmax, view)
  if (scores === null) return null
  const query = projection(scores.query, IN_HEADS, view)
  const key = projection(scores.key, IN_HEADS_TURNED, view)
  const value = projection(mixed.product.input[1] ?? '', IN_HEADS, view)
  if (query === null || key === null || value === null) return null
  const alike = [key, value].every(
    ({ source, heads, width }) => source === query.source && heads === query.heads && width === query.width,
  )
  if (!alike || value.scale !== 1 || (mixed.width !== -1 && mixed.width !== query.width)) return null
  return {
    end,
    query: query.name,
    key: key.name,
    value: value.name,
    mask: scores.mask,
    heads: query.heads,
    scale: scores.scale * query.scale * key.scale,
  }
}

const attributeOf = (node: NodeProto, name: string) => node.attribute?.find((attribute) => attribute.name === name)
const permutation = (node: NodeProto): readonly number[] => attributeOf(node, 'perm')?.ints?.map(toNumber) ?? []

/** The softmax among the operations that this one is computed from: joined ← turned ← product ← softmax. */
export function softmaxBefore(end: NodeProto, view: GraphView): NodeProto | null {
  const product = joinedHeads(end, view)?.product
  const softmax = product && view.producer(product.input[0] ?? '', 'Softmax')
  const axis = softmax ? attributeOf(softmax, 'axis')?.i : undefined
  return softmax && axis !== undefined && [-1, 3].includes(toNumber(axis)) ? softmax : null
}

/** Reshape(Transpose(MatMul)) to text, token, all heads. */
function joinedHeads(end: NodeProto, view: GraphView): { readonly product: NodeProto; readonly width: number } | null {
  if (end.opType !== 'Reshape') return null
  const [from = '', shape = ''] = end.input
  const turned = view.producer(from, 'Transpose')
  if (turned === null || permutation(turned).join() !== IN_HEADS) return null
  const product = view.producer(turned.input[0] ?? '', 'MatMul')
  const dims = shapeOf(shape, [from], view)
  if (product === null || dims?.length !== 3) return null
  return { product, width: dims[2] ?? 0 }
}

interface Scores {
  readonly query: string
  readonly key: string
  readonly mask: string | null
  readonly scale: number
}

/** The products of query and key, scaled, then perhaps masked. */
function scoresOf(softmax: NodeProto, view: GraphView): Scores | null {
  const [input = ''] = softmax.input
  const sum = view.producer(input, 'Add')
  const candidates = sum ? [sum.input, sum.input.toReversed()] : [[input, null]]
  for (const [scores, mask = null] of candidates) {
    const { name, scale } = unscaled(scores ?? '', view)
    const product = view.producer(name, 'MatMul')
    if (product) return { query: product.input[0] ?? '', key: product.input[1] ?? '', mask, scale }
  }
  return null
}

/** Takes a multiplication with, or division by, a constant off a value. */
function unscaled(name: string, view: GraphView): { readonly name: string; readonly scale: number } {
  const division = view.producer(name, 'Div')
  const divisor = division && view.scalar(division.input[1] ?? '')
  if (division && divisor !== null) return { name: division.input[0] ?? '', scale: 1 / divisor }
  const product = view.producer(name, 'Mul')
  for (const [at, constant] of product?.input.entries() ?? []) {
    const scale = view.scalar(constant)
    if (scale !== null) return { name: product?.input[1 - at] ?? '', scale }
  }
  return { name, scale: 1 }
}

/** Follows a factor of a product back to the projection it comes from, when its axes end in the wanted order. */
function projection(factor: string, order: string, view: GraphView): Projection | null {
  let { name, scale } = unscaled(factor, view)
  let axes: readonly number[] = [0, 1, 2, 3]
  for (let turn = view.producer(name, 'Transpose'); turn !== null; turn = view.producer(name, 'Transpose')) {
    const perm = permutation(turn)
    axes = axes.map((axis) => perm[axis] ?? -1)
    const before = unscaled(turn.input[0] ?? '', view)
    name = before.name
    scale *= before.scale
  }
  const split = axes.join() === order ? view.producer(name, 'Reshape') : null
  const before = unscaled(split?.input[0] ?? '', view)
  const linear = linearOf(before.name, view)
  if (split === null || linear === null) return null
  const dims = shapeOf(split.input[1] ?? '', [split.input[0] ?? '', before.name, linear.source], view)
  if (dims?.length !== 4) return null
  const heads = headsOf(dims.slice(2), linear.width)
  return heads === null ? null : { ...linear, name: before.name, heads, scale: scale * before.scale }
}

/** Number of heads where one of it and the size of a head may be left open. */
function headsOf([count = 0, size = 0]: readonly number[], width: number): number | null {
  const heads = count === -1 ? width / size : count
  return heads > 0 && width % heads === 0 && [-1, width / heads].includes(size) ? heads : null
}

/** Width and input of a linear layer: a product with a constant matrix, with or without a constant added. */
function linearOf(name: string, view: GraphView): { readonly source: string; readonly width: number } | null {
  const { name: result, width: biasWidth } = withoutBias(name, view)
  const product = view.producer(result, 'MatMul')
  const [rows, width] = (product && view.dimensions(product.input[1] ?? '')) ?? []
  if (!product || rows === undefined || width === undefined) return null
  return biasWidth === null || biasWidth === width ? { source: product.input[0] ?? '', width } : null
}

/** Takes the addition of a constant vector off a value. */
function withoutBias(name: string, view: GraphView): { readonly name: string; readonly width: number | null } {
  for (const [at, bias] of view.producer(name, 'Add')?.input.entries() ?? []) {
    const [width, ...more] = view.dimensions(bias) ?? []
    const sum = view.producer(name, 'Add')?.input[1 - at]
    if (width !== undefined && more.length === 0 && sum !== undefined) return { name: sum, width }
  }
  return { name, width: null }
}

/**
 * A shape that keeps the first two dimensions of the value: constant with zeros, or put together from the shape of one of `origins`.
 * The first two are given as 0.
 */
function shapeOf(name: string, origins: readonly string[], view: GraphView): readonly number[] | null {
  const constant = view.integers(name)
  if (constant) return constant[0] === 0 && constant[1] === 0 ? constant : null
  const parts = view.producer(name, 'Concat')?.input ?? []
  const dims = parts.map((part, index) =>
    index < 2 ? (isDimension(part, index, origins, view) ? 0 : null) : single(view.integers(part)),
  )
  return dims.length > 2 && dims.every((dim) => dim !== null) ? dims : null
}

const single = (values: readonly number[] | null): number | null => (values?.length === 1 ? (values[0] ?? null) : null)

/** Whether a value is the given dimension of one of the origins: Shape, Gather, Unsqueeze. */
function isDimension(
  name: string,
  ...[axis, origins, view]: readonly [axis: number, origins: readonly string[], view: GraphView]
): boolean {
  if (single(view.integers(name)) === 0) return true
  const inner = view.producer(name, 'Unsqueeze')?.input[0] ?? name
  const gather = view.producer(inner, 'Gather')
  const shape = gather && view.producer(gather.input[0] ?? '', 'Shape')
  if (!gather || !shape || single(view.integers(gather.input[1] ?? '')) !== axis) return false
  return (shape.attribute ?? []).length === 0 && origins.includes(shape.input[0] ?? '')
}
