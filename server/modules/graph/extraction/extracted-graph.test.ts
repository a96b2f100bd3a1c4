import { afterEach, expect, it } from 'vitest'
import { readChunk } from '../../../adapters/language-analysis/reading/read-chunk.ts'
import { createConceptsFixture } from '../../concepts/testing/concepts-fixture.ts'
import { createLanguageModels } from '../../language-models/index.ts'
import { createScriptedSource } from '../../language-models/testing/scripted-source.ts'
import type { RetrievalApi } from '../../retrieval/index.ts'
import { createGraph } from '../index.ts'
import { createDirectGraphAssembler } from '../testing/direct-graph-assembler.ts'
import { passageIn } from './testing/extracting-script.ts'

const YEAST =
  'Yeast was first drawn by Hooke. Yeast turns the sugar of grapes into Ethanol, which keeps the wine for years.'
const HOOKE =
  'Hooke built a microscope of his own. With it Hooke drew the cells of cork for his Micrographia in London.'

/** Knows what the first passage says, and adds what nobody wrote. */
const answer = (passage: string): string =>
  passage.includes('Ethanol')
    ? JSON.stringify({
        entities: [
          { name: 'yeast', type: 'concept', description: 'Yeast turns the sugar of grapes into ethanol.' },
          { name: 'ethanol', type: 'concept', description: 'It was invented on the moon by aliens.' },
          { name: 'Pasteur', type: 'person', description: 'He studied yeast.' },
        ],
        relations: [
          {
            source: 'Yeast',
            target: 'Ethanol',
            kind: 'causes',
            description: 'Yeast turns sugar into ethanol.',
            keywords: ['fermentation'],
            strength: 9,
          },
          { source: 'Pasteur', target: 'Yeast', kind: 'uses', description: '', keywords: [], strength: 9 },
        ],
      })
    : '{"entities":[],"relations":[]}'

const unused = (): never => {
  throw new Error('nothing is searched for here')
}

let cleanUp: (() => Promise<void>) | null = null
afterEach(async () => {
  await cleanUp?.()
})

it('what a model read is in the graph, with its sentence, and goes with the document', async () => {
  const fixture = await createConceptsFixture()
  const { store, library, concepts, jobQueue, eventBus, leadership, clock, idSource, metrics, logger } = fixture
  const source = createScriptedSource({ scripts: { reader: (request) => [answer(passageIn(request))] } })
  const settingsChain = ['ollama:reader']
  const graph = createGraph({
    store,
    library,
    concepts,
    jobQueue,
    eventBus,
    leadership,
    clock,
    idSource,
    metrics,
    logger,
    retrieval: { search: unused } as unknown as RetrievalApi,
    generations: { serving: () => null },
    languageModels: createLanguageModels({ sources: [source], store, settingsChain, clock, logger, metrics }),
    chunkReader: {
      version: 'test',
      read: async (chunks) => await Promise.resolve(chunks.map((chunk) => readChunk(chunk))),
      close: async () => await Promise.resolve(),
    },
    assembler: createDirectGraphAssembler(),
    mergeSimilarity: 0.93,
    changeDelayMs: 5,
  })
  cleanUp = async () => {
    await graph.stop()
    await fixture.cleanUp()
  }
  await graph.start()
  await fixture.start()
  const yeast = await fixture.publish('yeast.txt', YEAST)
  await fixture.publish('hooke.txt', HOOKE)
  await graph.settled()
  expect((await graph.status()).byOrigin.model ?? 0).toBe(0)

  const plan = await graph.planExtraction({})
  expect(plan).toMatchObject({ model: 'ollama:reader', passages: 2 })
  await graph.startExtraction({ maximumTokens: plan.maximumTokens })
  await expect.poll(async () => (await graph.extractions()).extractions[0]?.state, { timeout: 10_000 }).toBe('done')
  await graph.settled()

  expect((await graph.status()).byOrigin.model).toBe(1)
  const { entities } = await graph.entities({ limit: 100, offset: 0 })
  expect(entities.map(({ name }) => name)).not.toContain('Pasteur')
  const found = entities.find(({ name }) => name === 'Yeast')
  expect(found?.description).toBe('Yeast turns the sugar of grapes into ethanol.')
  expect(entities.find(({ name }) => name === 'Ethanol')?.description).toBeNull()
  const { outgoing } = await graph.entity(found?.id ?? '')
  const caused = outgoing.find(({ origins }) => origins.includes('model'))
  expect(caused).toMatchObject({
    kind: 'causes',
    description: 'Yeast turns sugar into ethanol.',
    keywords: ['fermentation'],
  })
  const [evidence] = (await graph.relation(caused?.id ?? '')).evidence
  expect(evidence?.passage.text).toBe('Yeast turns the sugar of grapes into Ethanol, which keeps the wine for years.')

  await fixture.remove(yeast)
  await graph.settled()
  expect((await graph.status()).byOrigin.model ?? 0).toBe(0)
  expect(await store.db.selectFrom('graph_model_readings').select('document_id').execute()).toHaveLength(1)
})
