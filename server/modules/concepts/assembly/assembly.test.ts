import { afterEach, describe, expect, it } from 'vitest'
import { createAnalysisStore } from '../analyses/create-analysis-store.ts'
import { STORED_FORMAT } from '../analyses/stored-analysis.ts'
import { conceptIdOf, conceptIdStart } from '../concept-ids.ts'
import { createConceptsFixture, type ConceptsFixture } from '../testing/concepts-fixture.ts'
import { createDirectAssembler } from '../testing/direct-assembler.ts'
import type { AssemblyOrder } from './assembler.ts'
import { createAssemblyThread } from './assembly-thread.ts'

const TIDES = `Spring Tide is a tide that comes with a full Moon. A Spring Tide is high when a Moon is full.`
const MOONS = `Moon is a body that goes around a Planet. Each night a Moon looks at its Planet, and a Planet pulls at its Moon.`

let open: ConceptsFixture[] = []
afterEach(async () => {
  for (const fixture of open) await fixture.cleanUp()
  open = []
})

async function analysedFixture(): Promise<ConceptsFixture> {
  const fixture = await createConceptsFixture()
  open.push(fixture)
  await fixture.publish('10 tides.txt', TIDES)
  await fixture.publish('9 moons.txt', MOONS)
  await fixture.concepts.map('library')
  return fixture
}

describe('the thread that assembles', () => {
  it('gives what is given without one, again for a changed order, and anew after it was idle', async () => {
    const fixture = await analysedFixture()
    const { id: collectionId } = await fixture.library.collection('library')
    const store = createAnalysisStore(fixture.store.db, `${fixture.analyst.version}.${STORED_FORMAT}`)
    const documents = await store.analysed(collectionId)
    const moon = conceptIdOf(collectionId, 'en:moon')
    const planet = conceptIdOf(collectionId, 'en:planet')
    const plain = { collectionId, documents, knownIds: new Set<string>(), forbidden: [], pinned: [] }
    const orders: AssemblyOrder[] = [
      { ...plain, placements: new Map() },
      { ...plain, placements: new Map([[planet, moon]]) },
      { ...plain, placements: new Map(), documents: documents.slice(1) },
    ]
    const thread = createAssemblyThread({ idleMs: 1 })
    try {
      for (const order of orders) {
        const read = async (analysisId: number) => await store.packed(analysisId)
        const expected = await createDirectAssembler().assemble(order, read)
        expect(expected.concepts.length).toBeGreaterThan(0)
        expect(await thread.assemble(order, read)).toEqual(expected)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    } finally {
      await thread.close()
    }
    await expect(
      thread.assemble({ ...plain, placements: new Map() }, async () => await Promise.resolve(null)),
    ).rejects.toMatchObject({ code: 'LP_SERVER_STOPPING' })
  })
})

describe('assembled concepts', () => {
  it('are the same for the same documents and edits, byte for byte', async () => {
    const maps: string[] = []
    for (let run = 0; run < 2; run++) {
      const fixture = await analysedFixture()
      const { id } = await fixture.named('Planet')
      await fixture.concepts.merge((await fixture.named('Moon')).id, [id])
      maps.push(JSON.stringify([await fixture.concepts.map('library'), await fixture.concepts.get(id)]))
    }
    expect(maps[0]).toBe(maps[1])
  })

  it('come in the order of numbered files', async () => {
    const fixture = await analysedFixture()
    const { documentIds, concepts } = await fixture.concepts.map('library')
    const paths: string[] = []
    for (const id of documentIds) paths.push((await fixture.library.get(id)).path)
    expect(paths).toEqual(['9 moons.txt', '10 tides.txt'])
    const first = concepts.toSorted((one, other) => one.firstMention - other.firstMention)
    expect(first.map(({ name }) => name)).toEqual(['Moon', 'Planet', 'Spring Tide'])
  })
})

describe('ids', () => {
  it('tell the collection, and differ by collection and phrase', () => {
    const ids = [conceptIdOf('col_1', 'en:moon'), conceptIdOf('col_1', 'en:moons'), conceptIdOf('col_2', 'en:moon')]
    expect(new Set(ids).size).toBe(3)
    for (const id of ids) expect(id).toMatch(/^con_[0-9a-z]{24}$/u)
    expect(ids.map((id) => id.startsWith(conceptIdStart('col_1')))).toEqual([true, true, false])
  })
})
