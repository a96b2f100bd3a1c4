import { readdir, readFile } from 'node:fs/promises'
import { startImitatedOllama } from '../../server/adapters/ollama/testing/imitated-ollama.ts'
import type { EngineScript, ImitatedEngine } from '../../server/ports/language-engine.double.ts'
import { settled, startProduct, type ProductProcess } from '../../tools/product-process.ts'
import type { Benchmark, Measurement } from '../benchmark.ts'
import { percentile } from '../environment.ts'
import { askEngine, askLearnPath, type StreamTimes } from './streamed-answers.ts'

const MODEL = 'imitated:latest'
const TURNS = 60
const TOKENS = 120
/** Tokens of a stream come so far apart: 100 a second, as a small model on a fast machine. */
const BETWEEN_MS = 10
const AT_ONCE = 50
/** Of fifty at once: 25 tokens a second each. */
const BETWEEN_AT_ONCE_MS = 40
const CANCELLED = 1000
const CANCELLED_AT_ONCE = 20
const WARM_UP = 200
const MEGABYTE = 2 ** 20
const HARBOURS = 50

const harbour = (number: number) =>
  `## Harbour ${number}\n\nThe harbour number ${number} has a crane that lifts ${number * 7 + 3} tonnes, and a lamp of ${number + 11} metres. Its quay is ${number * 13 + 40} metres long and was built of granite.\n`
const questionOf = (number: number) => `How many tonnes does the crane of harbour number ${number} lift?`
const median = (samples: readonly number[]): number => percentile(samples, 0.5)
/** Of times that others who use the machine only make longer. */
const undisturbed = (samples: readonly number[]): number => percentile(samples, 0.1)

/** When the engine got a question and wrote its first token, by the number that is in the question. */
interface EngineTimes {
  readonly gotAt: number
}

/** Says the number of the harbour that is asked for, in tokens at even distances. */
function speaker(betweenMs: number, got: Map<number, EngineTimes>): EngineScript {
  return ({ messages }) => {
    const asked = messages.at(-1)?.content ?? ''
    const number = Number(/crane of harbour number (\d+) lift\?/u.exec(asked)?.[1] ?? -1)
    got.set(number, { gotAt: performance.now() })
    const words = Array.from({ length: TOKENS - 1 }, (_, index) => ` word${index}`)
    return { text: [`The crane of harbour number ${number} lifts ${number * 7 + 3} tonnes [1].`, ...words], betweenMs }
  }
}

interface Rates {
  /** From the question to the first token, and to the arrival of the prompt at the engine. */
  readonly firstMs: number
  readonly untilEngineMs: number
  /** Time from the first to the last token, as the reader sees it, over what the engine took. */
  readonly stretch: number
}

const ratesOf = ({ askedAt, firstAt, lastAt, engineMs }: StreamTimes, { gotAt }: EngineTimes): Rates => ({
  firstMs: firstAt - askedAt,
  untilEngineMs: gotAt - askedAt,
  stretch: (lastAt - firstAt) / engineMs,
})

/** In turns, so that what else the machine does meets both. */
async function oneByOne(product: ProductProcess, engine: ImitatedEngine, got: Map<number, EngineTimes>) {
  const direct: Rates[] = []
  const through: Rates[] = []
  for (let turn = 0; turn < TURNS; turn++) {
    const number = turn % HARBOURS
    const question = questionOf(number)
    const alone = await askEngine(engine.url, MODEL, question)
    direct.push(ratesOf(alone, got.get(number) ?? { gotAt: Number.NaN }))
    const answered = await askLearnPath(product.url, question)
    through.push(ratesOf(answered, got.get(number) ?? { gotAt: Number.NaN }))
  }
  return { direct: direct.slice(5), through: through.slice(5) }
}

function measuredOneByOne({ direct, through }: Awaited<ReturnType<typeof oneByOne>>): Measurement[] {
  const of = (rates: readonly Rates[], member: keyof Rates) => undisturbed(rates.map((rate) => rate[member]))
  const passing = (rates: readonly Rates[]) => undisturbed(rates.map((rate) => rate.firstMs - rate.untilEngineMs))
  const stretch = (rates: readonly Rates[]) => median(rates.map((rate) => rate.stretch))
  return [
    {
      name: 'first token, added by passing it on',
      value: passing(through) - passing(direct),
      unit: 'ms',
      target: { operator: '<', value: 5 },
      note: `from the engine to the reader; the lowest tenth of ${TURNS}`,
    },
    {
      name: 'first token, added in all',
      value: of(through, 'firstMs') - of(direct, 'firstMs'),
      unit: 'ms',
      note: 'with the search for sources and the prompt made of them',
    },
    {
      name: 'of it until the prompt reaches the engine',
      value: of(through, 'untilEngineMs') - of(direct, 'untilEngineMs'),
      unit: 'ms',
    },
    {
      name: 'time of the stream, added',
      value: 100 * (stretch(through) - stretch(direct)),
      unit: '%',
      target: { operator: '<', value: 1 },
      note: `${TOKENS} tokens, ${1000 / BETWEEN_MS} a second`,
    },
  ]
}

async function atOnce(ask: (number: number) => Promise<StreamTimes>, got: ReadonlyMap<number, EngineTimes>) {
  const streams = await Promise.all(Array.from({ length: AT_ONCE }, async (_, number) => await ask(number)))
  const right = streams.filter(({ text }, number) => text.startsWith(`The crane of harbour number ${number} `)).length
  const rates = streams.map((stream, number) => ratesOf(stream, got.get(number) ?? { gotAt: Number.NaN }))
  return {
    right,
    stretch: median(rates.map((rate) => rate.stretch)),
    passing: median(rates.map((rate) => rate.firstMs - rate.untilEngineMs)),
  }
}

async function measureAtOnce(
  product: ProductProcess,
  engine: ImitatedEngine,
  got: Map<number, EngineTimes>,
): Promise<Measurement[]> {
  const direct = await atOnce(async (number) => await askEngine(engine.url, MODEL, questionOf(number)), got)
  const processorBefore = await processorMs(product)
  const through = await atOnce(async (number) => await askLearnPath(product.url, questionOf(number)), got)
  const processor = (await processorMs(product)) - processorBefore
  return [
    {
      name: `${AT_ONCE} at once: processor time of the server`,
      value: (processor / (AT_ONCE * TOKENS)) * 1000,
      unit: 'µs per token',
      note: 'with the searches, the prompts and the checks of the answers',
    },
    {
      name: `${AT_ONCE} at once: whole and not mixed up`,
      value: through.right,
      unit: 'streams',
      target: { operator: '>=', value: AT_ONCE },
    },
    {
      name: `${AT_ONCE} at once: time of the streams, added`,
      value: 100 * (through.stretch - direct.stretch),
      unit: '%',
      target: { operator: '<', value: 1 },
      note: `${(AT_ONCE * 1000) / BETWEEN_AT_ONCE_MS} tokens a second in all`,
    },
    {
      name: `${AT_ONCE} at once: first token, added by passing it on`,
      value: through.passing - direct.passing,
      unit: 'ms',
    },
  ]
}

/** User and system time so far, from /proc (Linux), in steps of 10 ms. */
async function processorMs(product: ProductProcess): Promise<number> {
  const stat = await readFile(`/proc/${product.process.pid ?? 0}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

async function cancelMany(product: ProductProcess, count: number): Promise<void> {
  let left = count
  const cancel = async () => {
    while (left > 0) {
      left -= 1
      const leaving = new AbortController()
      const question = questionOf(left % HARBOURS)
      await askLearnPath(product.url, question, { signal: leaving.signal, onFirst: () => leaving.abort() }).then(
        () => Promise.reject(new Error('a cancelled answer came to its end')),
        (failure: unknown) => (leaving.signal.aborted ? undefined : Promise.reject(failure)),
      )
    }
  }
  await Promise.all(Array.from({ length: CANCELLED_AT_ONCE }, cancel))
}

async function rest(product: ProductProcess, engine: ImitatedEngine) {
  const deadline = performance.now() + 20_000
  while (engine.generating() > 0 && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  await new Promise((resolve) => setTimeout(resolve, 6000)) // Connections that rest are closed after four seconds.
  const files = (await readdir(`/proc/${product.process.pid ?? 0}/fd`)).length
  return {
    files,
    bytes: await product.residentBytes(),
    generating: engine.generating(),
    open: engine.openConnections(),
  }
}

async function measureCancelled(product: ProductProcess, engine: ImitatedEngine): Promise<Measurement[]> {
  await cancelMany(product, WARM_UP)
  const before = await rest(product, engine)
  const cancelledBefore = engine.cancelled()
  await cancelMany(product, CANCELLED)
  const after = await rest(product, engine)
  const none = { operator: '<=', value: 0 } as const
  return [
    {
      name: `${CANCELLED} cancelled: ended in the engine`,
      value: engine.cancelled() - cancelledBefore,
      unit: 'streams',
      target: { operator: '>=', value: CANCELLED },
    },
    {
      name: `${CANCELLED} cancelled: still at work in the engine`,
      value: after.generating,
      unit: 'streams',
      target: none,
    },
    {
      name: `${CANCELLED} cancelled: connections to the engine`,
      value: after.open - before.open,
      unit: 'more',
      target: none,
    },
    {
      name: `${CANCELLED} cancelled: open files of the server`,
      value: after.files - before.files,
      unit: 'more',
      target: none,
    },
    {
      name: `${CANCELLED} cancelled: resident memory`,
      value: (after.bytes - before.bytes) / MEGABYTE,
      unit: 'MB more',
      target: { operator: '<', value: 10 },
      note: `after ${WARM_UP} cancelled before`,
    },
  ]
}

export const benchmark: Benchmark = {
  name: 'language-model-overhead',
  description:
    'what LearnPath adds to the stream of a language model: from an imitated Ollama directly, and through POST /ask',
  async run(context) {
    const got = new Map<number, EngineTimes>()
    const engine = await startImitatedOllama({ models: [{ name: MODEL }], script: speaker(BETWEEN_MS, got) })
    const product = await startProduct({
      home: context.scratchFolder,
      environment: {
        LEARNPATH_LOG_LEVEL: 'warn',
        LEARNPATH_OLLAMA_URL: engine.url,
        LEARNPATH_CHAT_MODELS: `ollama:${MODEL}`,
      },
    })
    try {
      const text = Array.from({ length: HARBOURS }, (_, number) => harbour(number)).join('\n')
      await product.client.addDocuments({ files: [{ path: 'harbours.md', bytes: new Blob([text]) }] })
      await settled(product.client)
      const alone = measuredOneByOne(await oneByOne(product, engine, got))
      context.log('one by one is measured')
      engine.say(speaker(BETWEEN_AT_ONCE_MS, got))
      const many = await measureAtOnce(product, engine, got)
      context.log('many at once are measured')
      const cancelled = await measureCancelled(product, engine)
      return [...alone, ...many, ...cancelled]
    } finally {
      await product.stop()
      await engine.stop()
    }
  },
}
