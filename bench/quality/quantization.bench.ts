import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ModelManifest } from '@learnpath/contracts'
import { createModelQuantizer } from '../../server/adapters/inference/quantizer/model-quantizer.ts'
import { measureRows, sequencesOf } from '../../server/adapters/inference/quantizer/fidelity.ts'
import { openModelRun } from '../../server/adapters/inference/quantizer/run-model.ts'
import {
  BERT_BASE,
  MINILM_L6,
  writeRandomTransformer,
} from '../../server/adapters/inference/testing/random-transformer.ts'
import type { TransformerShape } from '../../server/adapters/inference/testing/random-transformer.ts'
import { loadTokenizer } from '../../server/adapters/inference/tokenizer.ts'
import type { Benchmark, BenchmarkContext, Measurement } from '../benchmark.ts'
import { centredCosine } from './centred-cosine.ts'
import { encoderOperations, int8GemmRate } from './int8-gemm-rate.ts'
import { processorSeconds } from './processor-seconds.ts'

const SHAPES = { 'MiniLM-L6': MINILM_L6, 'BERT-base': BERT_BASE } as const
const SEED = 1
const PRECISIONS = ['int8', 'int4'] as const
const SIZE_TARGET = { int8: 0.27, int4: 0.17 } as const
const TEXTS = 40
const LENGTHS = [64, 128]
const ROUNDS = 5

/** English abstracts and German paragraphs, half of them short. */
async function sampleTexts(dataFolder: string): Promise<string[]> {
  const read = async (file: string): Promise<string[]> =>
    (await readFile(join(dataFolder, file), 'utf8'))
      .trim()
      .split('\n')
      .slice(0, TEXTS / 2)
      .map((line) => (JSON.parse(line) as { text: string }).text)
  const all = [...(await read('scifact/corpus.jsonl')), ...(await read('xquad-de/dev/corpus.jsonl'))]
  return all.map((text, index) => text.slice(0, index % 2 === 0 ? 60 : 350))
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN

/** Tokens per second of processor time of each model file, one thread each, in alternating rounds: other load meets all alike. */
async function speeds(files: readonly string[], manifest: ModelManifest, length: number): Promise<number[][]> {
  const runs = await Promise.all(files.map((file) => openModelRun(file, manifest, 1)))
  const sequence = {
    ids: Array.from({ length }, (_, index) => 1000 + ((index * 7919) % 20_000)),
    typeIds: Array.from({ length }, () => 0),
  }
  for (const run of runs) await run.run(sequence)
  const rates: number[][] = files.map(() => [])
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, run] of runs.entries()) {
      let passes = 0
      const seconds = await processorSeconds(async () => {
        const started = performance.now()
        do {
          await run.run(sequence)
          passes++
        } while (performance.now() - started < 300)
      })
      rates[index]?.push((passes * length) / seconds)
    }
  }
  for (const run of runs) await run.close()
  return rates
}

async function measureShape(
  [name, shape]: readonly [string, TransformerShape],
  { scratchFolder, dataFolder, log }: BenchmarkContext,
): Promise<Measurement[]> {
  const measurements: Measurement[] = []
  const folder = join(scratchFolder, name)
  const manifest = await writeRandomTransformer(folder, shape, SEED)
  const texts = await sampleTexts(dataFolder)
  const quantizer = createModelQuantizer({ clock: { now: () => 0, monotonicMs: () => performance.now() }, threads: 2 })
  const files = [join(folder, 'onnx/model.onnx')]
  for (const precision of PRECISIONS) {
    const targetFolder = join(folder, precision)
    const started = performance.now()
    const card = await quantizer.quantize({ manifest, sourceFolder: folder, precision, targetFolder, texts })
    const seconds = (performance.now() - started) / 1000
    log(`${name} ${precision}: ${JSON.stringify(card.operations.changed)}, ${seconds.toFixed(1)} s`)
    files.push(join(targetFolder, 'model.onnx'))
    const figure = (what: string, value: number, unit: string, target?: Measurement['target']): void => {
      measurements.push({ name: `${name} ${precision}: ${what}`, value, unit, ...(target && { target }) })
    }
    figure('mean cosine', card.fidelity?.cosineMean ?? 0, 'cosine', {
      operator: '>=',
      value: card.fidelityTarget.cosineMean,
    })
    figure('worst cosine', card.fidelity?.cosineWorst ?? 0, 'cosine', {
      operator: '>=',
      value: card.fidelityTarget.cosineWorst,
    })
    figure('size', card.sizeBytes / card.sourceSizeBytes, 'of fp32', {
      operator: '<=',
      value: SIZE_TARGET[precision],
    })
    figure('operations left as they were', card.operations.kept.length, 'operations')
    figure('time to quantize, compare and measure', seconds, 's')
  }
  measurements.push(...(await centred(name, files, manifest, folder, texts)))
  const gemm = await int8GemmRate(join(scratchFolder, 'gemm.onnx'))
  measurements.push({ name: `INT8 GEMM, one thread (before ${name})`, value: gemm, unit: 'GOP/s' })
  for (const length of LENGTHS) {
    const [fp32 = [], int8 = [], int4 = []] = await speeds(files, manifest, length)
    const at = `${name}, ${length} tokens, one thread`
    const ratio = (rates: readonly number[]): number => median(rates.map((rate, round) => rate / (fp32[round] ?? 1)))
    const share = (median(int8) * encoderOperations(shape, length)) / 1e9 / gemm
    measurements.push(
      { name: `${at}: fp32`, value: median(fp32), unit: 'tokens/s' },
      { name: `${at}: int8`, value: median(int8), unit: 'tokens/s' },
      { name: `${at}: int4`, value: median(int4), unit: 'tokens/s' },
      { name: `${at}: int8 over fp32`, value: ratio(int8), unit: 'ratio', target: { operator: '>=', value: 3 } },
      { name: `${at}: int4 over fp32`, value: ratio(int4), unit: 'ratio' },
      { name: `${at}: int8 encoder`, value: share, unit: 'of GEMM rate', target: { operator: '>=', value: 0.5 } },
    )
  }
  return measurements
}

async function centred(
  name: string,
  files: readonly string[],
  manifest: ModelManifest,
  ...[folder, texts]: readonly [string, readonly string[]]
): Promise<Measurement[]> {
  const sequences = sequencesOf(texts, manifest, await loadTokenizer(folder))
  const rows: Float32Array[][] = []
  for (const file of files) {
    const run = await openModelRun(file, manifest, 2)
    rows.push(await measureRows(run, sequences))
    await run.close()
  }
  const [reference = [], ...quantized] = rows
  return quantized.map((each, index) => ({
    name: `${name} ${PRECISIONS[index] ?? ''}: mean cosine without the common direction`,
    value: centredCosine(reference, each),
    unit: 'cosine',
    note: 'Random weights map all texts close together; this counts only what tells them apart.',
  }))
}

export const benchmark: Benchmark = {
  name: 'quantization',
  description: 'fidelity, size and speed of int8 and int4 forms of random transformers of true architecture',
  async run(context): Promise<readonly Measurement[]> {
    const measurements: Measurement[] = []
    for (const shape of Object.entries(SHAPES)) measurements.push(...(await measureShape(shape, context)))
    return measurements
  },
}
