import { ConceptDetail, ConceptList } from '@learnpath/contracts'
import { afterEach, describe, expect, it } from 'vitest'
import { createConceptsFixture, type ConceptsFixture } from './testing/concepts-fixture.ts'

const CELLS = `Plasma Membrane is a border of each cell. A Plasma Membrane holds Lipids, and some Lipids float.

In a cell, Adenosine Triphosphate (ATP) carries energy. ATP is spent by each Membrane Pump.`
const PUMPS = `Membrane Pump is a protein that needs ATP. A Membrane Pump sits in a Plasma Membrane.

In a cell without Adenosine Triphosphate (ATP) no Membrane Pump works.`
const WAVES = 'Standing Wave is a wave that stays. In air each Standing Wave has a Node. A Node stands still.'

let open: ConceptsFixture[] = []
afterEach(async () => {
  for (const fixture of open) await fixture.cleanUp()
  open = []
})

async function startedFixture(): Promise<ConceptsFixture> {
  const fixture = await createConceptsFixture()
  open.push(fixture)
  await fixture.start()
  return fixture
}

/** With "cells.txt" and "pumps.txt" analysed. */
async function fixtureWithCells(): Promise<ConceptsFixture & { readonly cells: string; readonly pumps: string }> {
  const fixture = await startedFixture()
  const cells = await fixture.publish('cells.txt', CELLS)
  const pumps = await fixture.publish('pumps.txt', PUMPS)
  await fixture.idle()
  return { ...fixture, cells, pumps }
}

const namesOf = (list: readonly { readonly name: string }[]): string[] => list.map(({ name }) => name).toSorted()

describe('analysing', () => {
  it('finds concepts of published documents, and says how many documents are still out', async () => {
    const fixture = await startedFixture()
    const release = fixture.analyst.hold()
    await fixture.publish('cells.txt', CELLS)
    const before = await fixture.concepts.list({ hidden: 'false', limit: 10, offset: 0 })
    expect(before).toMatchObject({ concepts: [], total: 0, pendingDocuments: 1 })
    release()
    await fixture.idle()
    const list = ConceptList.parse(await fixture.concepts.list({ hidden: 'false', limit: 10, offset: 0 }))
    expect(list.pendingDocuments).toBe(0)
    expect(namesOf(list.concepts)).toContain('Plasma Membrane')
    expect(list.concepts.map(({ rank }) => rank)).toEqual(list.concepts.map((_, index) => index + 1))
  })

  it('analyses only what changed, and nothing for a rename', async () => {
    const fixture = await fixtureWithCells()
    expect(fixture.analyst.analysed).toEqual([CELLS, PUMPS])
    await fixture.publish('waves.txt', WAVES)
    await fixture.library.rename(fixture.cells, 'biology/cells.txt')
    await fixture.idle()
    expect(fixture.analyst.analysed).toEqual([CELLS, PUMPS, WAVES])
    await fixture.publish('waves.txt', `${WAVES} A String swings. A String sounds.`)
    await fixture.idle()
    expect(fixture.analyst.analysed).toHaveLength(4)
    expect(namesOf(await fixture.list())).toContain('String')
  })

  it('goes on after a kill with what was queued, and with what was not', async () => {
    const fixture = await startedFixture()
    const release = fixture.analyst.hold()
    await fixture.publish('cells.txt', CELLS)
    await fixture.stop()
    release()
    await fixture.publish('waves.txt', WAVES)
    const again = await fixture.again()
    open.push({ ...fixture, cleanUp: async () => await again.cleanUp() })
    open.shift()
    await again.start()
    await again.idle()
    expect(again.analyst.analysed.toSorted()).toEqual([CELLS, WAVES].toSorted())
    expect(await again.concepts.list({ hidden: 'false', limit: 1, offset: 0 })).toMatchObject({ pendingDocuments: 0 })
  })

  it('analyses all anew with a new analyst, and serves what the old one found until then', async () => {
    const fixture = await fixtureWithCells()
    const before = await fixture.list()
    await fixture.stop()
    const again = await fixture.again()
    open = [{ ...fixture, cleanUp: async () => await again.cleanUp() }]
    again.analyst.version = 'capitals-2'
    const renewed = await createConceptsFixture(again, again.analyst)
    open = [renewed]
    const release = renewed.analyst.hold()
    await renewed.start()
    expect(namesOf(await renewed.list())).toEqual(namesOf(before))
    expect((await renewed.concepts.list({ hidden: 'false', limit: 1, offset: 0 })).pendingDocuments).toBe(2)
    release()
    await renewed.idle()
    expect(renewed.analyst.analysed).toHaveLength(2)
    expect(await renewed.list()).toEqual(before)
  })

  it('waits for nobody whose document cannot be analysed', async () => {
    const fixture = await startedFixture()
    await fixture.publish('bad.txt', 'CRASH')
    await fixture.publish('waves.txt', WAVES)
    const map = await fixture.concepts.map('library')
    expect(namesOf(map.concepts)).toContain('Standing Wave')
    await fixture.idle()
    expect((await fixture.concepts.list({ hidden: 'false', limit: 1, offset: 0 })).pendingDocuments).toBe(0)
    expect(fixture.logger.lines.some(({ message }) => message.includes('could not be found'))).toBe(true)
  })
})

describe('map', () => {
  it('waits for documents that are searchable, even when no queue runs', async () => {
    const fixture = await createConceptsFixture()
    open.push(fixture)
    await fixture.publish('cells.txt', CELLS)
    const map = await fixture.concepts.map('library')
    expect(namesOf(map.concepts)).toContain('Plasma Membrane')
    expect(map.documentIds).toHaveLength(1)
  })

  it('is the same object until something changes, and of the same revision after a restart', async () => {
    const fixture = await fixtureWithCells()
    const first = await fixture.concepts.map('library')
    expect(await fixture.concepts.map('library')).toBe(first)
    await fixture.stop()
    const again = await fixture.again()
    open = [{ ...fixture, cleanUp: async () => await again.cleanUp() }]
    expect(await again.concepts.map('library')).toEqual(first)
    await again.publish('waves.txt', WAVES)
    const next = await again.concepts.map('library')
    expect(next.revision).toBeGreaterThan(first.revision)
  })

  it('knows the documents of its collection alone', async () => {
    const fixture = await fixtureWithCells()
    await fixture.publish('waves.txt', WAVES, 'physics')
    await fixture.publish('cells.txt', CELLS, 'physics')
    const physics = await fixture.concepts.map('physics')
    const biology = await fixture.concepts.map('library')
    expect(namesOf(biology.concepts)).not.toContain('Standing Wave')
    expect(physics.documentIds).toHaveLength(2)
    const ids = new Set(biology.concepts.map(({ id }) => id))
    expect(physics.concepts.some(({ id }) => ids.has(id))).toBe(false)
    await expect(fixture.concepts.map('chemistry')).rejects.toMatchObject({ code: 'LP_COLLECTION_NOT_FOUND' })
  })
})

describe('one concept', () => {
  it('shows its definition, passages and evidence as exact parts of the documents', async () => {
    const fixture = await fixtureWithCells()
    const { id } = await fixture.named('Membrane Pump')
    const detail = ConceptDetail.parse(await fixture.concepts.get(id))
    expect(detail.definition?.text).toBe('Membrane Pump is a protein that needs ATP.')
    expect(detail.passages.length).toBeGreaterThan(0)
    const passages = [
      detail.definition,
      ...detail.passages,
      ...detail.prerequisites.flatMap(({ evidence }) => evidence),
    ]
    for (const passage of passages) {
      if (passage === null) continue
      const { text, versionHash } = await fixture.library.text(passage.documentId)
      expect(passage.text).toBe(text.slice(passage.start, passage.end))
      expect(passage.versionHash).toBe(versionHash)
    }
  })

  it('is not found when no collection has it', async () => {
    const fixture = await fixtureWithCells()
    const { id } = await fixture.named('Lipids')
    for (const wrong of ['con_0', `${id.slice(0, -1)}_`, 'x']) {
      await expect(fixture.concepts.get(wrong)).rejects.toMatchObject({ code: 'LP_CONCEPT_NOT_FOUND' })
    }
  })
})

describe('listing', () => {
  it('finds by part of a name or alias, page by page', async () => {
    const fixture = await fixtureWithCells()
    expect(namesOf(await fixture.list({ contains: 'mEMBRANE' }))).toEqual(['Membrane Pump', 'Plasma Membrane'])
    expect(namesOf(await fixture.list({ contains: 'atp' }))).toHaveLength(1)
    const all = await fixture.list()
    const paged = [...(await fixture.list({ limit: 2 })), ...(await fixture.list({ limit: 1000, offset: 2 }))]
    expect(paged).toEqual(all)
    const last = await fixture.concepts.list({ hidden: 'false', limit: 2, offset: 1000 })
    expect(last).toMatchObject({ concepts: [], total: all.length })
  })
})

describe('study documents', () => {
  it('tell each mention where it stands in the text', async () => {
    const fixture = await fixtureWithCells()
    const { id } = await fixture.named('Plasma Membrane')
    const study = await fixture.concepts.studyDocument(fixture.cells)
    const mentions = study.mentions.filter(({ conceptId }) => conceptId === id)
    expect(mentions.map(({ start, end }) => study.text.slice(start, end))).toEqual([
      'Plasma Membrane',
      'Plasma Membrane',
    ])
    const starts = study.mentions.map(({ start }) => start)
    expect(starts).toEqual(starts.toSorted((one, other) => one - other))
    expect(study).toMatchObject({ path: 'cells.txt', collection: 'library', language: 'en' })
  })

  it('are read once, and again after a rename, a new version and an edit of their concepts', async () => {
    const fixture = await fixtureWithCells()
    const first = await fixture.concepts.studyDocument(fixture.cells)
    expect(await fixture.concepts.studyDocument(fixture.cells)).toBe(first)
    await fixture.library.rename(fixture.cells, 'cell biology.txt')
    expect(await fixture.concepts.studyDocument(fixture.cells)).toMatchObject({ path: 'cell biology.txt' })
    const { id } = await fixture.named('Plasma Membrane')
    await fixture.concepts.update(id, { hidden: true })
    const { mentions } = await fixture.concepts.studyDocument(fixture.cells)
    expect(mentions.filter(({ conceptId }) => conceptId === id)).toEqual([])
    await fixture.publish('cell biology.txt', WAVES)
    expect((await fixture.concepts.studyDocument(fixture.cells)).text).toContain(WAVES.slice(0, 40))
  })

  it('are not kept of a document that any process has deleted', async () => {
    const fixture = await fixtureWithCells()
    const first = await fixture.concepts.studyDocument(fixture.cells)
    fixture.eventBus.publish({ type: 'document-deleted', documentId: 'another', collectionId: 'c' })
    expect(await fixture.concepts.studyDocument(fixture.cells)).toBe(first)
    fixture.eventBus.publish({ type: 'document-deleted', documentId: fixture.cells, collectionId: 'c' })
    expect(await fixture.concepts.studyDocument(fixture.cells)).not.toBe(first)
  })

  it('are refused for documents that are not there or not searchable', async () => {
    const fixture = await startedFixture()
    await expect(fixture.concepts.studyDocument('doc_0')).rejects.toMatchObject({ code: 'LP_DOCUMENT_NOT_FOUND' })
  })
})

describe('deletion', () => {
  it('leaves no word of the document, whatever the user did to its concepts', async () => {
    const fixture = await fixtureWithCells()
    const waves = await fixture.publish('waves.txt', WAVES)
    await fixture.idle()
    const wave = await fixture.named('Standing Wave')
    const node = await fixture.named('Node')
    await fixture.concepts.update(node.id, { hidden: true })
    await fixture.concepts.setPrerequisite(node.id, { prerequisiteId: wave.id, decision: 'pinned' })
    await fixture.concepts.merge((await fixture.named('Lipids')).id, [wave.id])
    expect(namesOf(await fixture.list())).not.toContain('Standing Wave')
    await fixture.remove(waves)
    expect(fixture.traces('Standing')).toEqual([])
    expect(fixture.traces('standing')).toEqual([])
    const left = await fixture.list({ hidden: 'all' })
    expect(left.some(({ name, aliases }) => [name, ...aliases].includes('Standing Wave'))).toBe(false)
    const { documentIds } = await fixture.concepts.map('library')
    expect(documentIds).toHaveLength(2)
  })
})

describe('lists while documents wait', () => {
  it('show what is in, with edits, and without what was deleted', async () => {
    const fixture = await fixtureWithCells()
    expect(namesOf(await fixture.list())).toContain('Membrane Pump')
    const release = fixture.analyst.hold()
    await fixture.publish('waves.txt', WAVES)
    await fixture.publish('pumps.txt', `${PUMPS} So be it.`)
    const { id } = await fixture.named('Membrane Pump')
    await fixture.concepts.update(id, { name: 'Ion Pump' })
    expect(namesOf(await fixture.list())).toEqual(expect.arrayContaining(['Ion Pump', 'Lipids']))
    const detail = await fixture.concepts.get(id)
    for (const passage of [detail.definition, ...detail.passages]) {
      if (passage === null) continue
      const { text } = await fixture.library.text(passage.documentId)
      expect(passage.text).toBe(text.slice(passage.start, passage.end))
    }
    await fixture.remove(fixture.cells)
    const list = await fixture.concepts.list({ hidden: 'false', limit: 100, offset: 0 })
    expect(list.pendingDocuments).toBe(2)
    expect(namesOf(list.concepts)).not.toContain('Lipids')
    release()
    await fixture.idle()
    expect(namesOf(await fixture.list())).toEqual(expect.arrayContaining(['Ion Pump', 'Standing Wave']))
  })
})

describe('listeners', () => {
  it('hear of edits, of new documents and of deleted ones', async () => {
    const fixture = await fixtureWithCells()
    const heard: string[] = []
    const end = fixture.concepts.onChange((collectionId) => heard.push(collectionId))
    const { id: library } = await fixture.library.collection('library')
    const settled = async (): Promise<string[]> => {
      await fixture.idle()
      await new Promise((resolve) => setTimeout(resolve, 50))
      return heard.splice(0)
    }
    await fixture.concepts.update((await fixture.named('Lipids')).id, { hidden: true })
    expect(await settled()).toContain(library)
    const waves = await fixture.publish('waves.txt', WAVES)
    expect(await settled()).toContain(library)
    await fixture.remove(waves)
    expect(await settled()).toContain(library)
    end()
    await fixture.concepts.update((await fixture.named('Lipids')).id, { hidden: false })
    expect(await settled()).toEqual([])
  })
})
