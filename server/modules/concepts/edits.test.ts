import { afterEach, describe, expect, it } from 'vitest'
import { createConceptsFixture, type ConceptsFixture } from './testing/concepts-fixture.ts'

const CELLS = `Plasma Membrane is a border of each cell. A Plasma Membrane holds Lipids, and some Lipids float.

In a cell, Adenosine Triphosphate (ATP) carries energy. ATP is spent by each Membrane Pump.`
const PUMPS = `Membrane Pump is a protein that needs ATP. A Membrane Pump sits in a Plasma Membrane.

In a cell without Adenosine Triphosphate (ATP) no Membrane Pump works.`

let open: ConceptsFixture[] = []
afterEach(async () => {
  for (const fixture of open) await fixture.cleanUp()
  open = []
})

async function fixtureWithCells(): Promise<ConceptsFixture & { readonly cells: string }> {
  const fixture = await createConceptsFixture()
  open.push(fixture)
  await fixture.start()
  const cells = await fixture.publish('cells.txt', CELLS)
  await fixture.publish('pumps.txt', PUMPS)
  await fixture.idle()
  return { ...fixture, cells }
}

const namesOf = (list: readonly { readonly name: string }[]): string[] => list.map(({ name }) => name).toSorted()

describe('renaming and hiding', () => {
  it('survive new versions, and deletion and re-adding of the document', async () => {
    const fixture = await fixtureWithCells()
    const { id } = await fixture.named('Lipids')
    expect(await fixture.concepts.update(id, { name: 'Fats', hidden: true })).toMatchObject({
      id,
      name: 'Fats',
      aliases: ['Lipids'],
      hidden: true,
      edited: true,
    })
    await fixture.publish('cells.txt', `${CELLS} So more Lipids come.`)
    await fixture.idle()
    expect(await fixture.concepts.get(id)).toMatchObject({ name: 'Fats', hidden: true, mentions: 3 })
    await fixture.remove(fixture.cells)
    await expect(fixture.concepts.get(id)).rejects.toMatchObject({ code: 'LP_CONCEPT_NOT_FOUND' })
    await fixture.publish('other.txt', CELLS)
    await fixture.idle()
    expect(await fixture.concepts.get(id)).toMatchObject({ name: 'Fats', hidden: true })
  })

  it('a name can be used once, whatever its case; the first name takes a rename back', async () => {
    const fixture = await fixtureWithCells()
    const { id } = await fixture.named('Lipids')
    await expect(fixture.concepts.update(id, { name: 'plasma membrane' })).rejects.toMatchObject({
      code: 'LP_CONCEPT_NAME_TAKEN',
    })
    await fixture.concepts.update(id, { name: 'Fats' })
    expect(await fixture.concepts.update(id, { name: 'Lipids' })).toMatchObject({ name: 'Lipids', edited: false })
  })

  it('hidden concepts are in no map and no study document, and are listed on demand', async () => {
    const fixture = await fixtureWithCells()
    const { id } = await fixture.named('Membrane Pump')
    await fixture.concepts.update(id, { hidden: true })
    const map = await fixture.concepts.map('library')
    expect(map.concepts.some((concept) => concept.id === id)).toBe(false)
    expect(map.prerequisites.some((edge) => edge.conceptId === id || edge.prerequisiteId === id)).toBe(false)
    const study = await fixture.concepts.studyDocument(fixture.cells)
    expect(study.mentions.some(({ conceptId }) => conceptId === id)).toBe(false)
    expect(namesOf(await fixture.list())).not.toContain('Membrane Pump')
    expect(namesOf(await fixture.list({ hidden: 'true' }))).toEqual(['Membrane Pump'])
    await fixture.concepts.update(id, { hidden: false })
    expect((await fixture.concepts.map('library')).concepts.some((concept) => concept.id === id)).toBe(true)
  })
})

describe('merging and splitting', () => {
  it('counts merged concepts as one, and undoes it by splitting', async () => {
    const fixture = await fixtureWithCells()
    const before = await fixture.list()
    const [pump, membrane] = [await fixture.named('Membrane Pump'), await fixture.named('Plasma Membrane')]
    const merged = await fixture.concepts.merge(membrane.id, [pump.id, membrane.id])
    expect(merged).toMatchObject({ id: membrane.id, mentions: pump.mentions + membrane.mentions, edited: true })
    expect(merged.aliases).toContain(merged.name === 'Membrane Pump' ? 'Plasma Membrane' : 'Membrane Pump')
    expect(await fixture.concepts.get(pump.id)).toMatchObject({ id: membrane.id })
    const study = await fixture.concepts.studyDocument(fixture.cells)
    const texts = study.mentions.filter(({ conceptId }) => conceptId === membrane.id)
    expect(new Set(texts.map(({ start, end }) => study.text.slice(start, end)))).toEqual(
      new Set(['Plasma Membrane', 'Membrane Pump']),
    )

    const split = await fixture.concepts.split(membrane.id, ['membrane pump'])
    expect(split).toMatchObject({ id: pump.id, name: 'Membrane Pump', mentions: pump.mentions })
    const names = (list: readonly { readonly id: string; readonly name: string }[]) =>
      list.map(({ id, name }) => `${id} ${name}`).toSorted()
    expect(names(await fixture.list())).toEqual(names(before))
  })

  it('survives the end of the phrase that others were put to', async () => {
    const fixture = await fixtureWithCells()
    const [pump, lipids] = [await fixture.named('Membrane Pump'), await fixture.named('Lipids')]
    await fixture.concepts.merge(lipids.id, [pump.id])
    await fixture.remove(fixture.cells)
    expect(await fixture.concepts.get(pump.id)).toMatchObject({ id: lipids.id, name: 'Membrane Pump' })
    await fixture.publish('cells.txt', CELLS)
    await fixture.idle()
    expect((await fixture.concepts.get(lipids.id)).aliases.join()).toMatch(/Lipids|Membrane Pump/u)
    expect(namesOf(await fixture.list()).filter((name) => /Lipids|Pump/u.test(name))).toHaveLength(1)
  })

  it('follows merges of merged concepts', async () => {
    const fixture = await fixtureWithCells()
    const [pump, lipids] = [await fixture.named('Membrane Pump'), await fixture.named('Lipids')]
    const membrane = await fixture.named('Plasma Membrane')
    await fixture.concepts.merge(lipids.id, [pump.id])
    await fixture.concepts.merge(membrane.id, [lipids.id])
    const mentions = pump.mentions + lipids.mentions + membrane.mentions
    for (const { id } of [pump, lipids, membrane]) {
      expect(await fixture.concepts.get(id)).toMatchObject({ id: membrane.id, mentions })
    }
  })

  it('takes apart what the documents give as one; what stays keeps its id and what goes stays apart', async () => {
    const fixture = await fixtureWithCells()
    const [whole] = await fixture.list({ contains: 'atp' })
    if (whole === undefined) throw new Error('no ATP')
    expect([whole.name, ...whole.aliases]).toEqual(expect.arrayContaining(['ATP', 'Adenosine Triphosphate']))
    const split = await fixture.concepts.split(whole.id, ['Adenosine Triphosphate'])
    expect(split).toMatchObject({ name: 'Adenosine Triphosphate', mentions: 2 })
    expect(await fixture.concepts.get(whole.id)).toMatchObject({ id: whole.id, name: 'ATP' })
    await fixture.publish('more.txt', CELLS)
    await fixture.idle()
    expect(await fixture.concepts.get(split.id)).toMatchObject({ name: 'Adenosine Triphosphate', mentions: 3 })
    await fixture.concepts.merge(whole.id, [split.id])
    expect(await fixture.concepts.get(split.id)).toMatchObject({ id: whole.id })
  })

  it('refuses to split what has no second name', async () => {
    const fixture = await fixtureWithCells()
    const { id } = await fixture.named('Lipids')
    const [atp] = await fixture.list({ contains: 'atp' })
    for (const [concept, aliases] of [
      [id, ['Lipids']],
      [id, ['Stone']],
      [atp?.id ?? '', ['ATP', 'Adenosine Triphosphate']],
    ] as const) {
      await expect(fixture.concepts.split(concept, aliases)).rejects.toMatchObject({ code: 'LP_REQUEST_INVALID' })
    }
    await expect(fixture.concepts.merge(id, ['con_0'])).rejects.toMatchObject({ code: 'LP_CONCEPT_NOT_FOUND' })
  })
})

describe('prerequisites', () => {
  it('are pinned, forbidden and left to the documents again', async () => {
    const fixture = await fixtureWithCells()
    const [pump, lipids] = [await fixture.named('Membrane Pump'), await fixture.named('Lipids')]
    const edge = { conceptId: lipids.id, prerequisiteId: pump.id }
    const derived = (await fixture.concepts.get(lipids.id)).prerequisites
    const pinned = await fixture.concepts.setPrerequisite(lipids.id, { prerequisiteId: pump.id, decision: 'pinned' })
    expect(pinned.prerequisites[0]).toMatchObject({ ...edge, prerequisiteName: 'Membrane Pump', origin: 'pinned' })
    expect((await fixture.concepts.map('library')).prerequisites).toContainEqual(
      expect.objectContaining({ ...edge, origin: 'pinned' }),
    )
    expect((await fixture.concepts.get(pump.id)).neededBy).toContainEqual({ conceptId: lipids.id, name: 'Lipids' })
    const forbidden = await fixture.concepts.setPrerequisite(lipids.id, {
      prerequisiteId: pump.id,
      decision: 'forbidden',
    })
    expect(forbidden.prerequisites.some(({ prerequisiteId }) => prerequisiteId === pump.id)).toBe(false)
    await fixture.concepts.setPrerequisite(lipids.id, { prerequisiteId: pump.id, decision: 'derived' })
    expect((await fixture.concepts.get(lipids.id)).prerequisites).toEqual(derived)
  })

  it('that would need each other are refused, over several steps as well', async () => {
    const fixture = await fixtureWithCells()
    const [pump, lipids] = [await fixture.named('Membrane Pump'), await fixture.named('Lipids')]
    const membrane = await fixture.named('Plasma Membrane')
    const pin = async (concept: { readonly id: string }, needs: { readonly id: string }) =>
      await fixture.concepts.setPrerequisite(concept.id, { prerequisiteId: needs.id, decision: 'pinned' })
    await pin(pump, lipids)
    await pin(lipids, membrane)
    const cycle = { code: 'LP_PREREQUISITE_CYCLE' }
    await expect(pin(membrane, pump)).rejects.toMatchObject(cycle)
    await expect(pin(lipids, pump)).rejects.toMatchObject(cycle)
    await expect(pin(pump, pump)).rejects.toMatchObject(cycle)
    await fixture.concepts.setPrerequisite(lipids.id, { prerequisiteId: membrane.id, decision: 'derived' })
    await expect(pin(membrane, pump)).resolves.toMatchObject({ id: membrane.id })
  })

  it('survive a merge of one of the two', async () => {
    const fixture = await fixtureWithCells()
    const [pump, lipids] = [await fixture.named('Membrane Pump'), await fixture.named('Lipids')]
    const membrane = await fixture.named('Plasma Membrane')
    await fixture.concepts.setPrerequisite(pump.id, { prerequisiteId: lipids.id, decision: 'pinned' })
    await fixture.concepts.merge(membrane.id, [pump.id])
    const needs = async () => (await fixture.concepts.get(membrane.id)).prerequisites
    expect(await needs()).toContainEqual(expect.objectContaining({ prerequisiteId: lipids.id, origin: 'pinned' }))
    await fixture.concepts.setPrerequisite(membrane.id, { prerequisiteId: lipids.id, decision: 'forbidden' })
    expect((await needs()).some(({ prerequisiteId }) => prerequisiteId === lipids.id)).toBe(false)
  })
})
