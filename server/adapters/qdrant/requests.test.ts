import { describe, expect, test } from 'vitest'
import { createCountingIdSource } from '../../ports/id-source.double.ts'
import { clusteredVectors } from '../../ports/nearest-vectors.double.ts'
import { plainEntry } from '../../ports/keyword-index.contract.ts'
import { createRecordingLogger } from '../../ports/logger.double.ts'
import { createSystemClock } from '../system/system-clock.ts'
import { createQdrantKeywordIndexStore } from './keyword-index-store.ts'
import type { Quantization } from './qdrant-options.ts'
import { createExchangeCheck } from './testing/exchange-check.ts'
import type { Exchange } from './testing/imitated-qdrant.ts'
import { openQdrantSubject, type QdrantSubject } from './testing/qdrant-subject.ts'
import { createQdrantVectorIndexStore } from './vector-index-store.ts'
import { boundsOf, inDocument } from '../../ports/search-reach.double.ts'

const en = (term: string) => ({ language: 'en', term, weight: 1 })

async function useKeywords(subject: QdrantSubject): Promise<void> {
  const surroundings = {
    clock: createSystemClock(),
    idSource: createCountingIdSource(),
    logger: createRecordingLogger(),
  }
  const store = await createQdrantKeywordIndexStore({ ...subject, ...surroundings })
  await store.current.replaceDocument(1, 'x', [plainEntry(1, 'x', 'a b c'), plainEntry(2, 'x', '')])
  await store.current.replaceDocument(2, 'y', [plainEntry(3, 'y', 'a ü 東京')])
  const bounds = boundsOf(['x', 'y'], 'workspace_0', ['collection_0', 'collection_1'])
  const filters = { required: [[en('a'), en('b')]], excluded: [en('c')], documentIds: new Set(['x', 'y']), bounds }
  await store.current.search({ terms: [en('a'), en('b')], limit: 5, ...filters })
  await store.current.scores([1, 3], [en('a')])
  await store.current.explain(1, [en('a')])
  await store.current.replaceDocument(3, 'y', [])
  const next = await store.beginRebuild()
  await next.replaceDocument(3, 'x', [plainEntry(1, 'x', 'a b c')])
  await store.commitRebuild('format')
  await store.beginRebuild()
  await store.abandonRebuild()
  await store.refresh()
  await store.current.clear()
  await store.close()
}

async function useVectors(subject: QdrantSubject): Promise<void> {
  const store = createQdrantVectorIndexStore(subject)
  const index = await store.open('g', 8)
  const entries = clusteredVectors(3, 8, 1).map((vector, chunkId) => ({ chunkId, ...inDocument('x'), vector }))
  await index.replaceDocument(1, 'x', entries)
  const vector = entries[0]?.vector ?? new Float32Array(8)
  expect(await index.search({ vector, limit: 2, documentIds: new Set(['x']) })).toHaveLength(2)
  expect(await index.vectors([0, 7])).toMatchObject([{ length: 8 }, null])
  await index.close()
  await (await store.open('g', 8)).close()
  expect(await store.list()).toEqual(['g'])
  await store.drop('g')
}

describe('the published description of Qdrant', () => {
  test('allows every request, and the imitation answers as it says', async () => {
    const check = createExchangeCheck()
    const problems: string[] = []
    for (const quantization of ['none', 'scalar', 'binary'] satisfies Quantization[]) {
      const subject = await openQdrantSubject({
        quantization,
        onExchange: (exchange) => void problems.push(...check.problems(exchange)),
      })
      await useKeywords(subject)
      await useVectors(subject)
      await subject.cleanUp()
    }
    expect(problems).toEqual([])
    expect(check.unused).toEqual(new Set())
  })

  test.each([
    [{ shards: 6, replicas: 3, writeConsistency: 2 }, [6, 3, 2]],
    // No more copies can have a change than there are.
    [{ shards: 2, replicas: 2, writeConsistency: 5 }, [2, 2, 2]],
  ])('allows collections in parts and copies as set: %j', async (spread, made) => {
    const check = createExchangeCheck()
    const exchanges: Exchange[] = []
    const subject = await openQdrantSubject({ onExchange: (exchange) => void exchanges.push(exchange) })
    const layout = { ...subject.layout, ...spread }
    await useKeywords({ ...subject, layout })
    await useVectors({ ...subject, layout })
    await subject.cleanUp()
    expect(exchanges.flatMap((exchange) => check.problems(exchange))).toEqual([])
    const definitions = exchanges.filter(({ method, path }) => method === 'PUT' && !path.endsWith('/index'))
    expect(definitions.length).toBeGreaterThan(2)
    const [shards, replicas, consistency] = made
    const wanted = { shard_number: shards, replication_factor: replicas, write_consistency_factor: consistency }
    for (const { body } of definitions) expect(body).toMatchObject(wanted)
  })

  test('would not allow what it does not know', () => {
    const check = createExchangeCheck()
    const asked = { method: 'POST', path: '/collections/x/points/query', query: {}, status: 400, answer: null }
    expect(check.problems({ ...asked, body: { query: [1], using: 'dense', limit: 3 } })).toEqual([])
    expect(check.problems({ ...asked, body: { query: [1], limits: 3 } })).toHaveLength(1)
    expect(check.problems({ ...asked, body: { query: [1], limit: -3 } })).toHaveLength(1)
    expect(check.problems({ ...asked, query: { wait: 'true' }, body: { query: [1] } })).toHaveLength(1)
    const filter = { must: [{ key: 'document_id', matches: { any: ['x'] } }] }
    expect(check.problems({ ...asked, body: { query: [1], filter } })).toHaveLength(1)
    expect(check.problems({ ...asked, path: '/collections/x/points/quest', body: {} })).toHaveLength(1)
  })
})
