import { join } from 'node:path'
import { z } from 'zod'
import { readChunk } from '../../server/adapters/language-analysis/reading/read-chunk.ts'
import { loadTokenizer, type Tokenizer } from '../../server/adapters/inference/tokenizer.ts'
import { randomFor } from '../../server/kernel/seeded-random.ts'
import { ExtractedObject } from '../../server/modules/graph/extraction/extracted-object.ts'
import { extractionPrompt, limitsFor } from '../../server/modules/graph/extraction/extraction-prompt.ts'
import { orderPassages } from '../../server/modules/graph/extraction/order-passages.ts'
import { createExtractionFixture } from '../../server/modules/graph/extraction/testing/extraction-fixture.ts'
import { extractNames } from '../../server/modules/graph/extraction/testing/extracting-script.ts'
import { createScriptedSource } from '../../server/modules/language-models/testing/scripted-source.ts'
import type { LanguageModelSource } from '../../server/ports/language-model.ts'
import type { Benchmark, BenchmarkContext, Measurement } from '../benchmark.ts'
import { readRelationMaterial, type RelationMaterial } from './relation-material.ts'

const SET = 'openstax-biology/dev/docs'
/** Its chat models are small, and its tokenizer makes more tokens of a text than those of large models do. */
const TOKENIZER = 'SmolLM-360M-Instruct'
const SEED = 7
const SHARES = [0.1, 0.25] as const
const PASSAGES_READ = 300
const BUDGETS = 6
/**
 * LightRAG's published settings: chunks of 1200 tokens that overlap by 100, one more round for what was missed, with the whole
 * conversation before it. Its prompt with three examples has about 10,400 characters and that of the second round about 2,400
 * (HKUDS/LightRAG 01a2c79, lightrag/prompt.py), some four to a token; the answer of the first round is taken as 600 tokens.
 */
const LIGHTRAG = { chunk: 1200, overlap: 100, prompt: 2600, secondPrompt: 600, firstAnswer: 600 }

export const benchmark: Benchmark = {
  name: 'graph-extraction',
  description:
    'Reading by a language model: tokens of its prompts, what a small budget reads, overhead beside a scripted model, budgets kept.',
  run,
}

async function run(context: BenchmarkContext): Promise<readonly Measurement[]> {
  const tokenizer = await loadTokenizer(join(context.modelsFolder, 'tokenizers', TOKENIZER))
  const material = await readRelationMaterial(join(context.dataFolder, SET))
  context.log(`${material.chunks.length} passages, ${material.words} words`)
  return [
    ...promptCosts(material, tokenizer),
    ...(await valueOfOrder(material)),
    ...(await readingSpeed(material, tokenizer)),
  ]
}

function promptCosts({ chunks, words }: RelationMaterial, tokenizer: Tokenizer): Measurement[] {
  const schema = tokenizer.count(JSON.stringify(z.toJSONSchema(ExtractedObject, { io: 'input' })))
  const counted = chunks.map(({ text }) => {
    const prompt = extractionPrompt(text, limitsFor(text))
    return prompt.reduce((sum, { content }) => sum + tokenizer.count(content), schema)
  })
  const texts = chunks.reduce((sum, { text }) => sum + tokenizer.count(text), 0)
  const ours = counted.reduce((sum, tokens) => sum + tokens, 0)
  const { chunk, overlap, prompt, secondPrompt, firstAnswer } = LIGHTRAG
  const calls = texts / (chunk - overlap)
  const theirs = calls * (prompt + chunk + (prompt + chunk + firstAnswer + secondPrompt))
  const perThousand = (tokens: number) => (tokens / words) * 1000
  const frame = extractionPrompt('', limitsFor('')).reduce((sum, { content }) => sum + tokenizer.count(content), schema)
  return [
    {
      name: 'prompt tokens per 1,000 words',
      value: perThousand(ours),
      unit: 'tokens',
      note: 'with the schema of the answer',
    },
    {
      name: 'prompt tokens per 1,000 words, as LightRAG is set',
      value: perThousand(theirs),
      unit: 'tokens',
      note: 'reckoned from its published settings and prompts',
    },
    {
      name: 'prompt tokens around a passage',
      value: frame,
      unit: 'tokens',
      note: 'the same for every passage, so that engines which cache the beginning of prompts read them once',
    },
    {
      name: 'answer tokens per 1,000 words, at most',
      value: perThousand(chunks.reduce((sum, { text }) => sum + limitsFor(text).tokens, 0)),
      unit: 'tokens',
    },
  ]
}

/** Of the entities that several passages name, and of the relations that sentences state, what is in the passages that a budget reads. */
async function valueOfOrder({ chunks }: RelationMaterial): Promise<Measurement[]> {
  const passages = chunks.map(({ chunkId, documentId, text, places, reading }) => ({
    hash: String(chunkId),
    documentId,
    entityIds: [...new Set(places.map(({ key }) => key))],
    tokens: 1000 + text.length / 4 + limitsFor(text).tokens,
    stated: reading.relations.length,
  }))
  const byHash = new Map(passages.map((passage) => [passage.hash, passage]))
  const random = randomFor(SEED, 'order')
  const orders = {
    'the most valuable first': (await orderPassages(passages)).flatMap((hash) => byHash.get(hash) ?? []),
    'in the order of the documents': passages,
    'in random order': passages
      .map((passage) => ({ passage, at: random() }))
      .toSorted((one, other) => one.at - other.at)
      .map(({ passage }) => passage),
  }
  const total = passages.reduce((sum, { tokens }) => sum + tokens, 0)
  const counts = new Map<string, number>()
  for (const id of passages.flatMap(({ entityIds }) => entityIds)) counts.set(id, (counts.get(id) ?? 0) + 1)
  const shared = [...counts].filter(([, count]) => count > 1).map(([id]) => id)
  const stated = passages.reduce((sum, passage) => sum + passage.stated, 0)
  return Object.entries(orders).flatMap(([order, ordered]) =>
    SHARES.flatMap((share) => {
      let tokens = 0
      const read = ordered.filter((passage) => (tokens += passage.tokens) <= share * total)
      const named = new Set(read.flatMap(({ entityIds }) => entityIds))
      const note = `budget of ${share * 100} % of all tokens, ${order}`
      return [
        {
          name: `entities read about, ${share * 100} % budget, ${order}`,
          value: shared.filter((id) => named.has(id)).length / shared.length,
          unit: 'share',
          note,
        },
        {
          name: `stated relations in what is read, ${share * 100} % budget, ${order}`,
          value: read.reduce((sum, passage) => sum + passage.stated, 0) / stated,
          unit: 'share',
          note,
        },
      ]
    }),
  )
}

/** A model that says at once what a script says, with the tokens that a real tokenizer counts. */
function countingSource(tokenizer: Tokenizer, spent: { tokens: number }): LanguageModelSource {
  const scripted = createScriptedSource({ engine: 'openai', scripts: { reader: (request) => [extractNames(request)] } })
  return {
    ...scripted,
    model: (name) => ({
      ...scripted.model(name),
      async generate(request) {
        const { text, measure } = await scripted.model(name).generate(request)
        const promptTokens = request.messages.reduce((sum, { content }) => sum + tokenizer.count(content), 0)
        const generatedTokens = Math.min(request.maximumTokens, tokenizer.count(text))
        spent.tokens += promptTokens + generatedTokens
        return { text, ended: 'stop', measure: { ...measure, promptTokens, generatedTokens } }
      },
    }),
  }
}

async function readingSpeed({ chunks }: RelationMaterial, tokenizer: Tokenizer): Promise<Measurement[]> {
  const spent = { tokens: 0 }
  const instant = createScriptedSource({ scripts: { reader: (request) => [extractNames(request)] } })
  const counting = countingSource(tokenizer, spent)
  const fixture = await createExtractionFixture({
    sources: [instant, counting],
    chain: ['ollama:reader'],
    read: async (read) => await Promise.resolve(read.map((chunk) => readChunk(chunk))),
  })
  try {
    const texts = chunks.slice(0, PASSAGES_READ).map(({ text }) => text.replaceAll(/\n{2,}/gu, '\n'))
    await fixture.publish('biology.txt', texts.join('\n\n'))
    await fixture.begin()
    const plan = await fixture.extractions.planExtraction({})
    const before = process.cpuUsage()
    const startedMs = performance.now()
    await fixture.start({ maximumTokens: plan.maximumTokens })
    const done = await fixture.ended()
    const { user, system } = process.cpuUsage(before)
    const ms = performance.now() - startedMs
    const exceeded = await budgetsExceeded(fixture, plan.maximumTokens, spent)
    return [
      {
        name: 'overhead per passage beside the model',
        value: (user + system) / 1000 / done.passagesRead,
        unit: 'ms of a processor',
        note: `${done.passagesRead} passages; reserve, prompt, checks, storing; the imitated answer is made in it`,
      },
      {
        name: 'passages per second with a model that answers at once',
        value: (done.passagesRead / ms) * 1000,
        unit: '1/s',
      },
      {
        name: 'budgets that were exceeded',
        value: exceeded.exceeded,
        unit: 'budgets',
        target: { operator: '<=', value: 0 },
        note: `of ${BUDGETS}, counted with a real tokenizer`,
      },
      {
        name: 'share of a budget that was used before it was spent',
        value: exceeded.used,
        unit: 'share',
        note: 'the mean; the rest is less than the reserve of one call',
      },
    ]
  } finally {
    await fixture.cleanUp()
  }
}

type Fixture = Awaited<ReturnType<typeof createExtractionFixture>>

async function budgetsExceeded(fixture: Fixture, whole: number, spent: { tokens: number }) {
  let exceeded = 0
  let used = 0
  for (let number = 1; number <= BUDGETS; number++) {
    const maximumTokens = Math.round((whole * number) / (4 * BUDGETS))
    spent.tokens = 0
    await fixture.store.db.deleteFrom('graph_model_readings').execute()
    await fixture.start({ maximumTokens, model: 'openai:reader' })
    await fixture.ended()
    if (spent.tokens > maximumTokens) exceeded += 1
    used += spent.tokens / maximumTokens / BUDGETS
  }
  return { exceeded, used }
}
