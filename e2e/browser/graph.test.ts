// How things are related: the map with its lists, pages of entities, names to decide on, reading by a language model.
import type { EntityDetail, EntityMap, MergeReview } from '@learnpath/contracts'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startImitatedOllama } from '../../server/adapters/ollama/testing/imitated-ollama.ts'
import type { ProductProcess } from '../../tools/product-process.ts'
import { expectAccessible, hasBrowser, keepScreenshot, shown, useApp } from './browser.ts'
import { CELL_DOCUMENTS, largeEntityMap, MANY, reviewOf } from './graph-library.ts'
import { tabTo } from './keyboard.ts'

const COLLECTION = 'library'
const MODEL = 'llama3.2:3b'
/** Putting together may wait for other work of the machine. */
const SOON = { timeout: 20_000 }
const RELATED = '/concepts?about=related'

async function addDocuments({ url }: ProductProcess): Promise<void> {
  for (const [name, text] of Object.entries(CELL_DOCUMENTS)) {
    const form = new FormData()
    form.set('collection', COLLECTION)
    form.set('file', new File([text], name))
    const response = await fetch(`${url}/documents`, { method: 'POST', body: form })
    expect(response.ok).toBe(true)
  }
}

/** Until the graph holds all documents. */
async function graphIn({ client }: ProductProcess): Promise<void> {
  const query = { collection: COLLECTION }
  for (;;) {
    const { documents } = await client.call('listDocuments', { query })
    const { current, relations } = await client.call('graphStatus', { query })
    const isRead = documents.every(({ state }) => state !== 'queued' && state !== 'processing')
    if (isRead && current && relations > 0) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

const painted = async (page: Page): Promise<number> => {
  const map = page.locator('[data-painted]')
  await map.waitFor()
  return Number(await map.getAttribute('data-painted'))
}

const fits = async (page: Page): Promise<boolean> =>
  await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')

/** Clicks about on the map until what is looked for is there. */
async function clickUntil(page: Page, isThere: () => Promise<boolean>): Promise<void> {
  const map = page.getByRole('application')
  for (let row = 1; row < 40; row++) {
    for (let column = 1; column < 12; column++) {
      // A panel beside it makes it narrower.
      const box = await map.boundingBox()
      if (box === null) throw new Error('no map')
      await page.mouse.move(box.x + (box.width * column) / 12, box.y + (box.height * row) / 40)
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')
      // Two clicks in a row would zoom: only what says that it can be clicked is.
      if (!((await map.getAttribute('style')) ?? '').includes('pointer')) continue
      await page.mouse.down()
      await page.mouse.up()
      await page.getByRole('button', { name: 'Close' }).waitFor()
      if (await isThere()) return
    }
  }
  throw new Error('nothing on the map could be clicked')
}

describe.skipIf(!hasBrowser)('how things are related', () => {
  let ollama: Awaited<ReturnType<typeof startImitatedOllama>>
  beforeAll(async () => {
    ollama = await startImitatedOllama({
      models: [{ name: MODEL }],
      script: () => ({ text: [JSON.stringify({ entities: [], relations: [] })] }),
    })
  })
  afterAll(async () => await ollama.stop())
  const app = useApp(
    async (product) => {
      await addDocuments(product)
      await graphIn(product)
    },
    () => ({ LEARNPATH_OLLAMA_URL: ollama.url }),
  )
  const client = () => app.product.client
  const map = async (): Promise<EntityMap> => await client().call('entityMap', { query: { collection: COLLECTION } })

  async function entityNamed(name: string): Promise<EntityDetail> {
    const query = { collection: COLLECTION, contains: name }
    const { entities } = await client().call('listEntities', { query })
    const found = entities.find(({ names }) => names.some((one) => one.toLowerCase() === name))
    return await client().call('getEntity', { params: { id: found?.id ?? name } })
  }

  it('is a map: all that has a relation is on it, types and kinds can be left out', async () => {
    const { nodes, edges } = await map()
    const bound = new Set(edges.flatMap(({ source, target }) => [source, target]))
    const page = await app.open('/concepts')
    await page.getByRole('link', { name: 'How things are related' }).click()
    expect(await painted(page)).toBe(bound.size)
    await expectAccessible(page)
    await keepScreenshot(page, 'graph-map-light')
    const shownKinds = page.getByRole('group', { name: 'Relations' }).getByRole('checkbox')
    expect(await shownKinds.count()).toBe(new Set(edges.map(({ kind }) => kind)).size)
    await page.getByRole('tab', { name: 'Relations' }).click()
    await page.getByText(`${edges.length} relations`, { exact: true }).waitFor()
    const [kind] = edges.map((edge) => edge.kind)
    await page
      .getByRole('checkbox')
      .nth(new Set(nodes.map(({ type }) => type)).size)
      .uncheck()
    await page.getByText(`${edges.length} relations`, { exact: true }).waitFor({ state: 'hidden' })
    expect(kind).toBeDefined()
    await page.getByRole('button', { name: 'Show all' }).click()
    await page.getByText(`${edges.length} relations`, { exact: true }).waitFor()
    expect(app.problems()).toEqual([])
    await page.close()
  })

  it('says what a line means when it is clicked: in words, with sentences that lead into the document', async () => {
    const { id, name } = await entityNamed('mitochondrion')
    const page = await app.open(`/entities/${id}`, { dark: true })
    await page.getByRole('heading', { level: 1, name }).waitFor()
    await painted(page)
    const relation = page.getByRole('region', { name: 'Relation', exact: true })
    await clickUntil(page, async () => await relation.isVisible())
    await relation
      .getByText(/sentences? that shows? it|sentences that show it/u)
      .first()
      .waitFor()
    expect(await relation.locator('mark').count()).toBeGreaterThan(0)
    await shown(page)
    await expectAccessible(page)
    await keepScreenshot(page, 'graph-entity-dark')
    await relation.locator('a[href*="/documents/"]').first().click()
    await page.waitForURL(/\/documents\/.+start=\d+/)
    expect(app.problems()).toEqual([])
    await page.close()
  })

  it('is beside the map when a name is begun with, and moved about in by keys', async () => {
    const { id, name } = await entityNamed('mitochondrion')
    const page = await app.open(`${RELATED}&at=${id}`, { dark: true })
    await painted(page)
    const panel = page.getByRole('region', { name: 'Concepts and names' })
    await panel.getByRole('heading', { name }).waitFor()
    await expectAccessible(page)
    const picture = page.getByRole('application')
    await picture.focus()
    const look = async (): Promise<string> => (await picture.screenshot()).toString('base64')
    const before = await look()
    for (const key of ['+', 'ArrowRight', 'ArrowUp']) await page.keyboard.press(key)
    await expect.poll(look).not.toBe(before)
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'hidden' })
    expect(app.problems()).toEqual([])
    await page.close()
  })

  it('is all in lists, read by keyboard alone', async () => {
    const { nodes } = await map()
    const page = await app.open(`${RELATED}&view=entities`)
    await page.getByText(`${nodes.length} concepts and names`, { exact: true }).waitFor()
    await expectAccessible(page)
    await page.getByRole('tab', { name: 'Relations' }).click()
    await page.getByLabel('Filter by name').fill('mitochond')
    await page.getByRole('list', { name: 'Relations' }).getByRole('link').first().waitFor()
    await expectAccessible(page)
    await tabTo(page, /^Sentences: /u)
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Relation' })
    await dialog.locator('mark').first().waitFor()
    await expectAccessible(page)
    await keepScreenshot(page, 'graph-relation-dialog')
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await tabTo(page, /^mitochond/iu)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/entities\//u)
    expect(app.problems()).toEqual([])
    await page.close()
  })

  it('tells why names are one thing, parts them after asking, and puts them together again by undo', async () => {
    const entity = await entityNamed('adenosine triphosphate')
    const other = entity.nameRecords.find(({ reason }) => reason !== 'itself')
    const page = await app.open(`/entities/${entity.id}`)
    const names = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Names', exact: true }) })
    await names.getByText('put together because').first().waitFor()
    await names.locator('mark').first().waitFor()
    await page.getByRole('button', { name: `Split off: ${other?.name ?? ''}`, exact: true }).click()
    await expectAccessible(page)
    await page.getByRole('dialog').getByRole('button', { name: 'Split off' }).click()
    const namesNow = async () => (await client().call('getEntity', { params: { id: entity.id } })).names
    await expect.poll(namesNow, SOON).not.toContain(other?.name)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(namesNow, SOON).toContain(other?.name)
    expect(app.problems()).toEqual([])
    await page.close()
  })

  it('finds a way from one thing to another, with a sentence for each step', async () => {
    const [from, to] = [await entityNamed('mitochondrion'), await entityNamed('oxygen')]
    const { steps, found } = await client().call('graphPath', { query: { from: from.id, to: to.id } })
    expect(found).toBe(true)
    const page = await app.open(`/entities/${from.id}`)
    await page.getByRole('combobox', { name: 'To' }).fill(to.name)
    await page.getByRole('option', { name: to.name }).first().click()
    await page.getByText(`The surest way from ${from.name} to ${to.name}:`).waitFor()
    const way = page
      .locator('ol')
      .filter({ has: page.locator('mark') })
      .first()
    expect(await way.locator('> li').count()).toBe(steps.length)
    expect(await way.locator('a[href*="/documents/"]').count()).toBe(steps.length)
    expect(page.url()).toContain(`to=${to.id}`)
    await expectAccessible(page)
    await keepScreenshot(page, 'graph-path-light')
    expect(app.problems()).toEqual([])
    await page.close()
  })

  it('stands on the page of a concept as well', async () => {
    const { conceptId, id } = await entityNamed('mitochondrion')
    expect(conceptId).not.toBeNull()
    const page = await app.open(`/concepts/${conceptId ?? ''}`)
    const card = page.locator('section').filter({ has: page.getByRole('heading', { name: 'Related', exact: true }) })
    await card.getByRole('link').nth(1).waitFor()
    await expectAccessible(page)
    await page.getByRole('link', { name: 'All relations, names and ways' }).click()
    await page.waitForURL(new RegExp(`/entities/${id}$`, 'u'))
    expect(app.problems()).toEqual([])
    await page.close()
  })

  it('asks about names that may be one thing, pair by pair, by keys, with a way back', async () => {
    const { nodes } = await map()
    const [one, other, third, fourth] = nodes.map(({ id }) => id)
    const entityOf = async (id = ''): Promise<EntityDetail> => await client().call('getEntity', { params: { id } })
    const pairs: readonly MergeReview[] = [
      reviewOf('rev_1', await entityOf(one), await entityOf(other)),
      reviewOf('rev_2', await entityOf(third), await entityOf(fourth)),
    ]
    const said = new Map<string, string>()
    const page = await app.open('/settings')
    await page.route('**/graph/reviews*', async (route) => {
      const reviews = pairs.filter(({ id }) => (said.get(id) ?? 'undecided') === 'undecided')
      await route.fulfill({ json: { reviews, total: reviews.length } })
    })
    await page.route('**/graph/reviews/*', async (route) => {
      said.set(
        route.request().url().split('/').at(-1) ?? '',
        (route.request().postDataJSON() as { decision: string }).decision,
      )
      await route.fulfill({ status: 204 })
    })
    await page.goto(`${app.product.url}/app/concepts/reviews`)
    const pair = (place: number) => page.getByRole('region', { name: pairs[place]?.names.join(' and ') ?? '' })
    await pair(0).locator('mark').first().waitFor()
    await expectAccessible(page)
    await keepScreenshot(page, 'graph-reviews-light')
    await page.keyboard.press('3')
    await pair(1).waitFor()
    await page.keyboard.press('1')
    await page.getByText('That was all for now').waitFor()
    expect([...said]).toEqual([['rev_2', 'same']])
    await page.keyboard.press('z')
    await pair(1).waitFor()
    expect(said.get('rev_2')).toBe('undecided')
    await page.getByRole('button', { name: 'Different' }).click()
    await page.getByRole('button', { name: 'Look at them now' }).click()
    await pair(0).waitFor()
    await page.keyboard.press('2')
    await page.getByText('Nothing to decide').waitFor()
    expect(Object.fromEntries(said)).toEqual({ rev_1: 'different', rev_2: 'different' })
    await expectAccessible(page)
    expect(app.problems()).toEqual([])
    await page.close()
  })

  it('is read by a language model only with consent, and within the budget', async () => {
    const page = await app.open(RELATED)
    await page.getByText('No language model is connected. The graph is made without one').waitFor()
    await client().call('chooseLanguageModels', { body: { chain: [`ollama:${MODEL}`] } })
    await page.reload()
    const start = page.getByRole('button', { name: 'Start reading' })
    await start.waitFor()
    expect(await start.isDisabled()).toBe(true)
    await page.getByLabel('Budget in tokens').fill('no number')
    await page.getByText('A whole number above 0.').waitFor()
    await page.getByLabel('Budget in tokens').fill('200 000')
    await page.getByLabel(/^Give the text of these passages to/u).check()
    await expectAccessible(page)
    await keepScreenshot(page, 'graph-extraction')
    await start.click()
    await page.getByText('Earlier readings').waitFor()
    await page.getByText('done', { exact: true }).waitFor()
    const { extractions } = await client().call('listExtractions', { query: { collection: COLLECTION } })
    expect(extractions[0]).toMatchObject({ state: 'done', maximumTokens: 200_000 })
    await client().call('chooseLanguageModels', { body: { chain: [] } })
    expect(app.problems()).toEqual([])
    await page.close()
  })

  it('fits a phone, in the dark, in German', async () => {
    const { id } = await entityNamed('mitochondrion')
    const page = await app.open(RELATED, { phone: true, language: 'de', dark: true })
    await page.getByRole('tab', { name: 'Beziehungen', selected: true }).waitFor()
    await shown(page)
    expect(await fits(page)).toBe(true)
    await expectAccessible(page)
    await keepScreenshot(page, 'graph-list-phone')
    await page.getByRole('tab', { name: 'Karte' }).click()
    await painted(page)
    await page.getByText('Was gezeigt wird').click()
    expect(await fits(page)).toBe(true)
    await expectAccessible(page)
    await keepScreenshot(page, 'graph-map-phone')
    await page.goto(`${app.product.url}/app/entities/${id}`)
    await page.getByRole('heading', { name: 'Einen Weg finden zu' }).waitFor()
    await shown(page)
    expect(await fits(page)).toBe(true)
    await expectAccessible(page)
    await keepScreenshot(page, 'graph-entity-phone')
    await page.goto(`${app.product.url}/app/concepts/reviews`)
    await page.getByRole('heading', { level: 1, name: 'Dasselbe oder nicht?' }).waitFor()
    await shown(page)
    expect(await fits(page)).toBe(true)
    await expectAccessible(page)
    expect(app.problems()).toEqual([])
    await page.close()
  })

  it('is a map of a thousand as well, and a list where the browser cannot draw it', async () => {
    const page = await app.open('/settings')
    await page.route('**/graph/map*', async (route) => await route.fulfill({ json: largeEntityMap() }))
    await page.goto(`${app.product.url}/app${RELATED}`)
    expect(await painted(page)).toBe(MANY)
    await keepScreenshot(page, 'graph-map-1000')
    await page.getByRole('tab', { name: 'Names' }).click()
    await page.getByText('1,000 concepts and names', { exact: true }).waitFor()
    // Only the rows in the window exist.
    expect(await page.locator('[aria-setsize]').count()).toBeLessThan(60)
    await page.addInitScript('HTMLCanvasElement.prototype.getContext = () => null')
    await page.goto(`${app.product.url}/app${RELATED}&view=map`)
    await page.getByText('This browser cannot draw the map').waitFor()
    await page.getByRole('list', { name: 'Relations' }).getByRole('link').first().waitFor()
    await expectAccessible(page)
    expect(app.problems()).toEqual([])
    await page.close()
  })
})
