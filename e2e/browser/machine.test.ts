// The machine's page: figures and charts of what really happened, work with its reasons, search measured on demand.
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { settled } from '../../tools/product-process.ts'
import { addSamples, expectAccessible, hasBrowser, keepScreenshot, shown, useApp } from './browser.ts'
import { tabTo } from './keyboard.ts'

/** Whether something is drawn on every chart. */
const DRAWN = `(() => {
  const charts = [...document.querySelectorAll('[role=img] canvas')]
  return charts.length > 0 && charts.every((canvas) => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
    return data.some((value) => value > 0)
  })
})()`

const QUERIES = ['light', 'water', 'http cache', 'motor', 'photosynthesis']

describe.skipIf(!hasBrowser)('the machine', () => {
  const app = useApp(async (product) => {
    await addSamples(product)
    const files = [{ path: 'broken.pdf', bytes: new Blob(['%PDF-1.7 this is not a document']) }]
    await product.client.addDocuments({ files })
    await settled(product.client)
    for (const query of QUERIES) await product.client.search({ query })
    await product.client.ask({ question: 'What is photosynthesis?' })
  })
  const open = async (visit: Parameters<typeof app.open>[1] = {}, path = '/machine'): Promise<Page> => {
    const page = await app.open(path, visit)
    await shown(page)
    await expect.poll(async () => await page.evaluate(DRAWN), { timeout: 20_000 }).toBe(true)
    return page
  }

  it('tells how fast it is, as figures, charts and tables of the same', async () => {
    const page = await open()
    // An answer looks for passages too.
    await page.getByText(/6 in the last hour, 19 of 20 within/).waitFor()
    await page.getByText('one in the last hour', { exact: true }).waitFor()
    expect(await page.getByRole('img', { name: /Chart of the last hour/ }).count()).toBe(6)
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Table: How much is asked' }).click()
    const cells = await page.getByRole('table', { name: 'How much is asked' }).getByRole('cell').allTextContents()
    expect(cells.map(Number).reduce((sum, value) => sum + value, 0)).toBe(7)
    await page.getByLabel('Time of what').selectOption({ label: 'Finding words' })
    await page.getByRole('button', { name: 'Table: How long it takes' }).click()
    const times = await page.getByRole('table', { name: 'How long it takes' }).getByRole('cell').allTextContents()
    expect(times.some((time) => /\d (ms|sec)/.test(time))).toBe(true)
    await expectAccessible(page)
    await page.getByRole('list', { name: 'Steps' }).getByText('Finding words').waitFor()
    expect(app.problems()).toEqual([])
  })

  it('names what is wrong and what to do about it', async () => {
    const page = await open()
    await page.getByRole('heading', { name: 'Is all well?' }).waitFor()
    await page.getByText(/1 of 10 documents failed/).waitFor()
    expect(app.problems()).toEqual([])
  })

  it('lists work, with the reason of a failure, at an address of its own', async () => {
    const page = await open({}, '/machine?jobs=failed')
    const item = page.getByRole('listitem').filter({ hasText: 'broken' })
    await item.getByText('This file is damaged.').waitFor()
    await page.getByLabel('Which work to show').selectOption({ label: 'All' })
    await page.getByText('Look for concepts:').first().waitFor()
    expect(new URL(page.url()).search).toBe('')
    expect(app.problems()).toEqual([])
  })

  it('measures search, and makes the index anew', async () => {
    const page = await open()
    const before = (await app.product.client.call('machine')).lastHour.latencies['search']?.count ?? 0
    await page.getByRole('button', { name: 'Measure', exact: true }).click()
    await page.getByText(/100 searches by words, the way to the server and back included/).waitFor({ timeout: 40_000 })
    const after = (await app.product.client.call('machine')).lastHour.latencies['search']?.count ?? 0
    expect(after - before).toBe(100)
    await page.getByRole('button', { name: 'Make anew' }).click()
    await page.getByText('The index was made anew: 50 passages').first().waitFor()
    await expectAccessible(page)
    await keepScreenshot(page, 'machine-measured')
    expect(app.problems()).toEqual([])
  })

  it('is readable on a phone, in German and in the dark', async () => {
    const page = await open({ phone: true, dark: true, language: 'de' })
    await page.getByRole('heading', { name: 'Die letzte Stunde' }).waitFor()
    await expectAccessible(page)
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    await keepScreenshot(page, 'machine-phone-dark-de')
    expect(app.problems()).toEqual([])
  })

  it('works by keyboard alone', async () => {
    const page = await open()
    await tabTo(page, /^Table: Memory$/)
    await page.keyboard.press('Enter')
    await page.getByRole('table', { name: 'Memory' }).waitFor()
    await page.keyboard.press('Tab')
    expect(
      await page.evaluate('document.activeElement.getAttribute("aria-label")'),
      'a long table scrolls by keyboard',
    ).toBe('Memory')
    await tabTo(page, /^Measure$/)
    await page.keyboard.press('Enter')
    await page.getByText(/the way to the server and back included/).waitFor({ timeout: 40_000 })
    await tabTo(page, /^Which work to show$/)
    await page.keyboard.type('Fail')
    await page.getByText('This file is damaged.').waitFor()
    expect(app.problems()).toEqual([])
  })
})
