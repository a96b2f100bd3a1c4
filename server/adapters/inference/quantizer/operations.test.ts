import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { node } from '../onnx-file/onnx-nodes.ts'
import type { NodeParts } from '../onnx-file/onnx-nodes.ts'
import { DATA_TYPE } from '../onnx-file/onnx-schema.ts'
import type { TensorProto } from '../onnx-file/onnx-schema.ts'
import type { OnnxModel } from '../onnx-file/read-onnx-model.ts'
import { writeOnnxModel } from '../onnx-file/write-onnx-model.ts'
import { seededRandom } from '../testing/random-transformer-weights.ts'
import { findOperations } from './find-operations.ts'
import type { Operation } from './find-operations.ts'
import { int4Matrix, int4Table } from './int4-replacement.ts'
import { int8Replacement } from './int8-replacement.ts'
import { separateResidualSums } from './residual-sums.ts'
import { replaceOperations } from './replace-operations.ts'
import type { Replacement } from './replacement.ts'

const [INNER, OUTER, ROWS] = [160, 96, 5]
const INT4 = { matrixBlock: 32, tableBlock: 32, accuracyLevel: 4 } as const

const random = seededRandom(5)
const floats = (name: string, dims: readonly number[]): TensorProto => ({
  name,
  dims: [...dims],
  dataType: DATA_TYPE.float,
  rawData: new Uint8Array(Float32Array.from({ length: dims.reduce((a, b) => a * b, 1) }, random.normal).buffer),
})

/** A model of one operation from `x` to `y`. */
function modelOf(parts: Omit<NodeParts, 'name' | 'outputs'>, initializer: TensorProto[], inputType: number): OnnxModel {
  const value = (name: string, elemType: number, dims: readonly (string | number)[]) => ({
    name,
    type: {
      tensorType: {
        elemType,
        shape: { dim: dims.map((dim) => (typeof dim === 'number' ? { dimValue: dim } : { dimParam: dim })) },
      },
    },
  })
  return {
    proto: {
      irVersion: 8,
      opsetImport: [{ domain: '', version: 17 }],
      graph: {
        name: 'one',
        node: [node({ ...parts, name: 'operation', outputs: ['y'] })],
        initializer,
        input: [value('x', inputType, inputType === DATA_TYPE.int64 ? ['n'] : ['n', INNER])],
        output: [value('y', DATA_TYPE.float, ['n', 'm'])],
      },
    },
    contents: new Map(),
  }
}

const MODELS = {
  MatMul: () => modelOf({ op: 'MatMul', inputs: ['x', 'w'] }, [floats('w', [INNER, OUTER])], DATA_TYPE.float),
  'Gemm with transposed weights': () =>
    modelOf(
      { op: 'Gemm', inputs: ['x', 'w', 'b'], attributes: { transB: { int: 1 } } },
      [floats('w', [OUTER, INNER]), floats('b', [OUTER])],
      DATA_TYPE.float,
    ),
  Gather: () => modelOf({ op: 'Gather', inputs: ['w', 'x'] }, [floats('w', [200, 128])], DATA_TYPE.int64),
}

/** Both forms of every kind, run by plain ONNX Runtime beside the original. */
describe('quantized operations', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'learnpath-operations-'))
  })
  afterAll(async () => await rm(folder, { recursive: true, force: true }))

  const run = async (name: string, model: OnnxModel): Promise<Float32Array> => {
    const path = join(folder, `${name}.onnx`)
    await writeOnnxModel(path, model)
    const session = await InferenceSession.create(path)
    const x =
      model.proto.graph.input[0]?.type?.tensorType?.elemType === DATA_TYPE.int64
        ? new Tensor('int64', BigInt64Array.from([0n, 7n, 199n, 7n]), [4])
        : new Tensor(
            'float32',
            Float32Array.from({ length: ROWS * INNER }, (_, at) => Math.sin(at * at)),
            [ROWS, INNER],
          )
    const { y } = await session.run({ x })
    return y?.data as Float32Array
  }

  const forms: Readonly<Record<string, { of: (operation: Operation) => Replacement; relative: number }>> = {
    int8: { of: int8Replacement, relative: 0.015 },
    int4: {
      of: (operation) => (operation.kind === 'Gather' ? int4Table(operation, INT4) : int4Matrix(operation, INT4)),
      relative: 0.1,
    },
  }
  const cases = Object.keys(MODELS).flatMap((kind) => Object.keys(forms).map((form) => ({ kind, form })))

  it.each(cases)('$kind as $form stays close to the original', async ({ kind, form }) => {
    const model = MODELS[kind as keyof typeof MODELS]()
    const { of, relative } = forms[form] ?? { of: int8Replacement, relative: 0 }
    const { operations } = findOperations(model)
    expect(operations).toHaveLength(1)
    const quantized = replaceOperations(model, new Map(operations.map((operation) => [operation, of(operation)])))
    expect(quantized.proto.graph.initializer.some(({ name }) => name === 'w')).toBe(false)
    const expected = await run(`${kind}-original`, model)
    const actual = await run(`${kind}-${form}`, quantized)
    const norm = Math.hypot(...expected)
    expect(Math.hypot(...expected.map((value, at) => value - (actual[at] ?? 0))) / norm).toBeLessThan(relative)
  })

  it('leaves alone what it cannot keep exact: scaled products, columns of tables, weights that are not constant', () => {
    const scaled = modelOf(
      { op: 'Gemm', inputs: ['x', 'w'], attributes: { alpha: { float: 2 } } },
      [floats('w', [INNER, OUTER])],
      DATA_TYPE.float,
    )
    expect(findOperations(scaled)).toMatchObject({ operations: [], kept: [{ name: 'operation', operation: 'Gemm' }] })
    const columns = modelOf(
      { op: 'Gather', inputs: ['w', 'x'], attributes: { axis: { int: 1 } } },
      [floats('w', [200, 128])],
      DATA_TYPE.int64,
    )
    expect(findOperations(columns).kept).toHaveLength(1)
    const free = modelOf({ op: 'MatMul', inputs: ['x', 'other'] }, [], DATA_TYPE.float)
    expect(findOperations(free)).toEqual({ operations: [], kept: [] })
  })

  it('additions before a normalization stay additions that ONNX Runtime does not fuse, with the same result', async () => {
    const model = modelOf(
      { op: 'Add', inputs: ['x', 'x'] },
      [floats('g', [INNER]), floats('b', [INNER])],
      DATA_TYPE.float,
    )
    const [add] = model.proto.graph.node
    model.proto.graph.node = [
      ...(add ? [{ ...add, output: ['sum'] }] : []),
      node({ op: 'LayerNormalization', name: 'norm', inputs: ['sum', 'g', 'b'], outputs: ['normed'] }),
      node({ op: 'Add', name: 'bias', inputs: ['normed', 'b'], outputs: ['y'] }),
    ]
    const separated = separateResidualSums(model)
    expect(separated.proto.graph.node.map(({ opType }) => opType)).toEqual(['Sum', 'LayerNormalization', 'Add'])
    const [expected, actual] = [await run('norm-original', model), await run('norm-separated', separated)]
    expect(Math.max(...expected.map((value, at) => Math.abs(value - (actual[at] ?? 0))))).toBeLessThan(1e-5)
  })
})
