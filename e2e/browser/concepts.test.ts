import type { ConceptDetail, ConceptGraph, ConceptNode } from '@learnpath/contracts'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { ProductProcess } from '../../tools/product-process.ts'
import { addSamples, expectAccessible, hasBrowser, keepScreenshot, shown, useApp } from './browser.ts'

/** Name of the only collection. */
async function collectionOf({ client }: ProductProcess): Promise<string> {
  const { collections } = await client.call('listCollections')
  return collections[0]?.name ?? ''
}

/** Until the concepts of all documents are in. */
async function conceptsIn(product: ProductProcess): Promise<void> {
  const query = { collection: await collectionOf(product), limit: 1 }
  for (;;) {
    const { pendingDocuments, nodes } = await product.client.call('conceptGraph', { query })
    if (pendingDocuments === 0 && nodes.length > 0) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

const painted = async (page: Page): Promise<number> => {
  const map = page.locator('[data-painted]')
  await map.waitFor()
  return Number(await map.getAttribute('data-painted'))
}

const MANY = 2000

/** A graph of topics in a ring, each a tree. */
function largeGraph(): ConceptGraph {
  const nodes = Array.from({ length: MANY }, (_, index): ConceptNode => {
    const importance = 1 - index / MANY
    const facts = { aliases: [], mentions: 2, hidden: false, edited: false, defined: false, home: 0 }
    return { id: `con_${index}`, name: `concept ${index}`, rank: index + 1, importance, difficulty: 0.5, ...facts }
  })
  const edges = nodes.flatMap((_, concept) =>
    concept < 20
      ? []
      : [
          {
            concept,
            prerequisite: Math.floor(concept / 20) + (concept % 20),
            confidence: 0.8,
            origin: 'derived' as const,
          },
        ],
  )
  const acyclic = edges.filter(({ concept, prerequisite }) => prerequisite < concept)
  const documents = [{ id: 'doc_1', title: 'Many' }]
  return { collection: 'library', nodes, edges: acyclic, documents, total: MANY, pendingDocuments: 0 }
}

describe.skipIf(!hasBrowser)('concepts', () => {
  const app = useApp(async (product) => {
    await addSamples(product)
    await conceptsIn(product)
  })
  const graph = async (): Promise<ConceptGraph> =>
    await app.product.client.call('conceptGraph', { query: { collection: await collectionOf(app.product) } })
  const detail = async (id: string): Promise<ConceptDetail> =>
    await app.product.client.call('getConcept', { params: { id } })

  /** The most important concept that needs another one which documents explain. */
  async function withPrerequisite(): Promise<{ concept: ConceptDetail; prerequisite: ConceptDetail }> {
    for (const { id } of (await graph()).nodes) {
      const concept = await detail(id)
      const first = concept.prerequisites.find(({ evidence }) => evidence.length > 0)
      const prerequisite = first === undefined ? null : await detail(first.prerequisiteId)
      if (prerequisite !== null && prerequisite.passages.length > 0) return { concept, prerequisite }
    }
    throw new Error('no concept has a prerequisite')
  }

  it('are on a map: painted, and opened by a click where they stand', async () => {
    const { nodes } = await graph()
    const page = await app.open('/concepts')
    expect(await painted(page)).toBe(nodes.length)
    await expectAccessible(page)
    await keepScreenshot(page, 'concept-map-light')
    const concept = nodes.find(({ hidden }) => !hidden)
    await page.goto(`${app.product.url}/app/concepts?at=${concept?.id ?? ''}`)
    await painted(page)
    const map = page.getByRole('application')
    await expect
      .poll(async () => {
        if (page.url().includes('/concepts/')) return true
        await map.click()
        return false
      })
      .toBe(true)
    await page.getByRole('heading', { level: 1, name: concept?.name ?? '', exact: true }).waitFor()
    expect(app.problems()).toEqual([])
    await page.close()
  })

  it('are told apart by more than colour, and moved about among by keys and buttons', async () => {
    const page = await app.open('/concepts?colour=difficulty', { dark: true })
    await painted(page)
    const legend = page.getByRole('region', { name: 'Legend' })
    const entry = legend.getByRole('button', { name: 'harder' })
    await entry.click()
    expect(await entry.getAttribute('aria-pressed')).toBe('true')
    const map = page.getByRole('application')
    await map.focus()
    const picture = async (): Promise<string> => (await map.screenshot()).toString('base64')
    const before = await picture()
    for (const key of ['+', '+', 'ArrowRight', 'ArrowUp']) await page.keyboard.press(key)
    await expect.poll(picture).not.toBe(before)
    await page.getByRole('button', { name: 'Zoom out' }).click()
    await page.getByRole('button', { name: 'Show all' }).click()
    await expectAccessible(page)
    await keepScreenshot(page, 'concept-map-dark')
    await page.getByLabel('Colours and shapes by').selectOption('mastery')
    await legend.getByRole('button', { name: 'not asked yet' }).waitFor()
    expect(page.url()).toContain('colour=mastery')
    expect(app.problems()).toEqual([])
    await page.close()
  })

  it('are found, walked among and read by keyboard alone', async () => {
    const { concept, prerequisite } = await withPrerequisite()
    const page = await app.open('/concepts')
    await page.getByRole('combobox', { name: 'Find a concept' }).focus()
    await page.keyboard.type(concept.name)
    await page.getByRole('option', { name: concept.name }).first().waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: concept.name, exact: true }).waitFor()
    await shown(page)
    await expectAccessible(page)
    await keepScreenshot(page, 'concept-light')
    const focused = async (): Promise<string> =>
      await page.evaluate<string>("document.activeElement?.querySelector('span')?.textContent ?? ''")
    const tabTo = async (found: () => Promise<boolean>): Promise<void> => {
      for (let step = 0; step < 60 && !(await found()); step++) await page.keyboard.press('Tab')
      expect(await found()).toBe(true)
    }
    const isOn = async (selector: string): Promise<boolean> =>
      await page.evaluate<boolean>(`document.activeElement?.matches(${JSON.stringify(selector)}) === true`)
    await tabTo(async () => await isOn('[data-column]'))
    for (let step = 0; step < 12 && !(await isOn('[data-column="middle"]')); step++) {
      await page.keyboard.press('ArrowRight')
    }
    await page.keyboard.press('ArrowLeft')
    expect(await isOn('[data-column="needs"]')).toBe(true)
    for (let step = 0; step < 6 && (await focused()) !== prerequisite.name; step++) {
      await page.keyboard.press(step < 3 ? 'ArrowUp' : 'ArrowDown')
    }
    for (let step = 0; step < 6 && (await focused()) !== prerequisite.name; step++) {
      await page.keyboard.press('ArrowDown')
    }
    expect(await focused()).toBe(prerequisite.name)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: prerequisite.name, exact: true }).waitFor()
    // One goes on from the concept in the middle.
    await expect.poll(focused).toBe(prerequisite.name)
    await tabTo(async () => await isOn('a[href*="/documents/"]'))
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/documents\/.+start=\d+/)
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(app.problems()).toEqual([])
    await page.close()
  })

  it('are all in the list as well: sorted, filtered', async () => {
    const { nodes } = await graph()
    const page = await app.open('/concepts')
    await page.getByRole('tab', { name: 'List' }).click()
    await page.getByText(`${nodes.length} concepts`, { exact: true }).waitFor()
    const rows = page.getByRole('list', { name: 'Concepts' }).getByRole('link')
    expect(await rows.first().textContent()).toBe(nodes[0]?.name)
    expect(await page.locator('[aria-setsize]').first().getAttribute('aria-setsize')).toBe(String(nodes.length))
    const last = nodes.at(-1)?.name ?? ''
    await page.getByLabel('Filter by name').fill(last)
    await page.getByRole('link', { name: last, exact: true }).waitFor()
    await page.getByLabel('Filter by name').fill('')
    await page.getByLabel('Sort by').selectOption('name')
    const sorted = nodes.map(({ name }) => name).toSorted((one, other) => one.localeCompare(other))
    await expect.poll(async () => await rows.first().textContent()).toBe(sorted[0])
    await expectAccessible(page)
    await page.close()
  })

  it('are renamed, hidden and shown again, with undo, on the server as well', async () => {
    const { concept } = await withPrerequisite()
    const page = await app.open(`/concepts/${concept.id}`)
    await page.getByRole('button', { name: 'Change' }).click()
    await page.getByRole('menuitem', { name: 'Rename' }).click()
    await page.getByLabel('Name', { exact: true }).fill('A name of mine')
    await expectAccessible(page)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'A name of mine' }).waitFor()
    await page.getByText('changed by you').waitFor()
    expect(await detail(concept.id)).toMatchObject({ name: 'A name of mine', edited: true })
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('heading', { level: 1, name: concept.name, exact: true }).waitFor()
    expect(await detail(concept.id)).toMatchObject({ name: concept.name, edited: false })

    await page.getByRole('button', { name: 'Change' }).click()
    await page.getByRole('menuitem', { name: 'Hide' }).click()
    await page.getByText('hidden: left out').waitFor()
    expect(await detail(concept.id)).toMatchObject({ hidden: true })
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('hidden: left out').waitFor({ state: 'hidden' })
    expect(await detail(concept.id)).toMatchObject({ hidden: false })

    await app.product.client.call('updateConcept', { params: { id: concept.id }, body: { hidden: true } })
    await page.goto(`${app.product.url}/app/concepts?view=list`)
    await page.getByLabel('Hidden ones').check()
    await page.getByRole('button', { name: 'Show again' }).click()
    await expect.poll(async () => (await detail(concept.id)).hidden).toBe(false)
    expect(app.problems()).toEqual([])
    await page.close()
  })

  it('need what the person says: not needed, taken back, pinned', async () => {
    const { concept, prerequisite } = await withPrerequisite()
    const page = await app.open(`/concepts/${concept.id}`)
    await page.getByRole('button', { name: `Not needed: ${prerequisite.name}` }).click()
    await page.getByRole('heading', { name: 'Not needed, as you said' }).waitFor()
    expect((await detail(concept.id)).forbidden).toContainEqual({ conceptId: prerequisite.id, name: prerequisite.name })
    await page.reload()
    await page.getByRole('button', { name: 'Take back' }).click()
    await page.getByRole('button', { name: `Pin: ${prerequisite.name}` }).click()
    await page.getByText('pinned by you').waitFor()
    await page.getByText('passages that show it').or(page.getByText('passage that shows it')).first().click()
    await expectAccessible(page)
    const pinned = (await detail(concept.id)).prerequisites.find(({ origin }) => origin === 'pinned')
    expect(pinned?.prerequisiteId).toBe(prerequisite.id)
    await page.getByRole('button', { name: `Unpin: ${prerequisite.name}` }).click()
    await page.getByText('pinned by you').waitFor({ state: 'hidden' })
    expect(app.problems()).toEqual([])
    await page.close()
  })

  it('are merged with others, and parted again by undo', async () => {
    const { nodes } = await graph()
    const [one, other] = nodes
    const page = await app.open(`/concepts/${one?.id ?? ''}`)
    await page.getByRole('button', { name: 'Change' }).click()
    await page.getByRole('menuitem', { name: 'Merge' }).click()
    await page.getByLabel('Concepts that are the same thing').fill(other?.name ?? '')
    await page
      .getByRole('option', { name: other?.name ?? '' })
      .first()
      .click()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Merge', exact: true }).click()
    await expect.poll(async () => (await detail(one?.id ?? '')).aliases).toContain(other?.name)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(async () => (await detail(one?.id ?? '')).aliases).not.toContain(other?.name)
    expect(await detail(other?.id ?? '')).toMatchObject({ id: other?.id, name: other?.name })
    await page.close()
  })

  it('come in while a document is read', async () => {
    const page = await app.open('/concepts?view=list')
    await page.getByLabel('Filter by name').fill('grommet')
    await page.getByText('No such concept.').waitFor()
    const text =
      '# Grommet\n\nA grommet is a ring of rubber. Each grommet protects a cable. A grommet sits in a hole.\n'
    const file = new File([text.repeat(3)], 'grommets.md')
    const form = new FormData()
    form.set('collection', await collectionOf(app.product))
    form.set('file', file)
    const response = await fetch(`${app.product.url}/documents`, { method: 'POST', body: form })
    expect(response.ok).toBe(true)
    await page.getByRole('link', { name: 'grommet', exact: false }).first().waitFor({ timeout: 30_000 })
    await page.close()
  })

  it('are a list in German on a phone, with pages that fit', async () => {
    const { concept } = await withPrerequisite()
    const page = await app.open('/concepts', { phone: true, language: 'de', dark: true })
    await page.getByRole('tab', { name: 'Liste', selected: true }).waitFor()
    await shown(page)
    await expectAccessible(page)
    await keepScreenshot(page, 'concept-list-phone')
    await page.goto(`${app.product.url}/app/concepts/${concept.id}`)
    await page.getByRole('heading', { name: 'Was man zuerst wissen muss' }).waitFor()
    await shown(page)
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    await expectAccessible(page)
    await keepScreenshot(page, 'concept-phone')
    await page.goto(`${app.product.url}/app/concepts?view=map`)
    await painted(page)
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    await expectAccessible(page)
    expect(app.problems()).toEqual([])
    await page.close()
  })

  it('are a list where the browser cannot draw the map', async () => {
    const page = await app.open('/settings')
    await page.addInitScript('HTMLCanvasElement.prototype.getContext = () => null')
    await page.goto(`${app.product.url}/app/concepts?view=map`)
    await page.getByText('This browser cannot draw the map').waitFor()
    await page.getByRole('list', { name: 'Concepts' }).getByRole('link').first().waitFor()
    await expectAccessible(page)
    await page.close()
  })

  it('are on the map when they are two thousand', async () => {
    const page = await app.open('/settings')
    await page.route('**/concepts/graph*', async (route) => await route.fulfill({ json: largeGraph() }))
    await page.goto(`${app.product.url}/app/concepts`)
    expect(await painted(page)).toBe(MANY)
    await keepScreenshot(page, 'concept-map-2000')
    await page.getByRole('tab', { name: 'List' }).click()
    await page.getByText('2,000 concepts', { exact: true }).waitFor()
    // Only the rows in the window exist.
    expect(await page.locator('[aria-setsize]').count()).toBeLessThan(60)
    expect(app.problems()).toEqual([])
    await page.close()
  })
})
