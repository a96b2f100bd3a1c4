import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { settled } from '../../tools/product-process.ts'
import { addSamples, expectAccessible, hasBrowser, hasFocus, keepScreenshot, shown, useApp } from './browser.ts'
import { highlighted } from './highlighted.ts'

const MODEL = resolve(process.env['LEARNPATH_TEST_MODELS'] ?? '../shared/models', 'potion-base-2M-onnx')
const NOTES = 'The quagga was a zebra of the Cape. The last quagga died in Amsterdam in 1883.'

const field = (page: Page) => page.getByRole('searchbox')
const results = (page: Page) => page.getByRole('region', { name: /Search results|Suchergebnisse/ })
const hits = (page: Page) => results(page).locator('a[data-hit]')
const marks = async (page: Page): Promise<string[]> => await results(page).locator('mark').allTextContents()
const searchOf = (page: Page): URLSearchParams => new URL(page.url()).searchParams

describe.skipIf(!hasBrowser)('search', () => {
  const app = useApp(async (product) => {
    await addSamples(product)
    await product.client.addDocuments({
      collection: 'zoo',
      tags: ['animals'],
      files: [{ path: 'quagga.md', bytes: new Blob([`# The quagga\n\n${NOTES}\n`]) }],
    })
    await settled(product.client)
  })

  it('answers as it is typed, marks what matches, and opens the passage beside the hits', async () => {
    const page = await app.open('/search')
    await shown(page)
    await expectAccessible(page)
    // The field has the focus: one types at once.
    await page.keyboard.type('thylakoid')
    await hits(page).first().waitFor()
    expect(new Set((await marks(page)).map((mark) => mark.toLowerCase()))).toContain('thylakoid')
    await page.waitForURL(/q=thylakoid/)
    await page.keyboard.type(' membranes')
    await page.waitForURL(/q=thylakoid\+membranes/)
    await results(page).locator('mark', { hasText: 'membranes' }).first().waitFor()
    await expectAccessible(page)

    await hits(page).first().click()
    await page.waitForURL(/open=/)
    expect((await highlighted(page)).text).toContain('sits in the thylakoid membranes')
    await keepScreenshot(page, 'search-open-light')
    await expectAccessible(page)
    const open = page.url()
    await page.goBack()
    await page.locator('[data-highlight]').first().waitFor({ state: 'detached' })
    await page.goto(open)
    expect((await highlighted(page)).text).toContain('thylakoid membranes')
    expect(app.problems()).toEqual([])
    await page.close()
  })

  it('keeps the hits before until the new ones are there', async () => {
    const page = await app.open('/search?q=light')
    await hits(page).first().waitFor()
    await page.evaluate(`
      globalThis.gone = 0
      const list = document.querySelector('[aria-label="Search results"]')
      new MutationObserver(() => {
        if (document.querySelectorAll('a[data-hit]').length === 0) globalThis.gone += 1
      }).observe(document.querySelector('main'), { childList: true, subtree: true })`)
    await field(page).press('End')
    await page.keyboard.type(' reactions of photosynthesis', { delay: 5 })
    await page.waitForURL(/photosynthesis$/)
    await results(page).locator('mark', { hasText: 'photosynthesis' }).first().waitFor()
    expect(await page.evaluate('globalThis.gone')).toBe(0)
    await page.close()
  })

  it('is narrowed by filters, which the address keeps', async () => {
    const page = await app.open('/search?q=memory+zeit+spannung')
    await hits(page).first().waitFor()
    await page.getByRole('button', { name: 'Language' }).click()
    await page.getByRole('menuitemcheckbox', { name: /German/ }).click()
    await page.keyboard.press('Escape')
    await page.waitForURL(/language=de/)
    await page.getByRole('button', { name: 'Language: German' }).waitFor()
    const paths = async (): Promise<string[]> => await results(page).locator('article header').allTextContents()
    await results(page).getByText('english/').first().waitFor({ state: 'detached' })
    expect((await paths()).every((text) => text.includes('deutsch/'))).toBe(true)
    await expectAccessible(page)

    await page.getByRole('button', { name: 'Format' }).click()
    await page.getByRole('menuitemcheckbox', { name: /Word/ }).click()
    await page.keyboard.press('Escape')
    await page.waitForURL(/format=docx/)
    await results(page).getByText('.pdf').first().waitFor({ state: 'detached' })
    const filtered = page.url()
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await page.waitForURL((url) => !url.search.includes('language'))
    await results(page).getByText('english/').first().waitFor()

    await page.goto(filtered)
    await hits(page).first().waitFor()
    expect((await paths()).every((text) => text.includes('.docx'))).toBe(true)
    await page.goto(`${app.product.url}/app/search?q=quagga&collection=zoo&tag=animals&changed=day`)
    await hits(page).first().waitFor()
    expect(searchOf(page).getAll('tag')).toEqual(['animals'])
    expect(app.problems()).toEqual([])
    await page.close()
  })

  it('says why a hit stands where it does', async () => {
    const page = await app.open('/search?q=last+quagga')
    await page.getByRole('button', { name: 'Why here? Hit 1' }).click()
    await page.getByText(/By words: place 1/).waitFor()
    await results(page).getByText('in one passage').first().waitFor()
    await results(page).getByText('these words stand together').waitFor()
    await expectAccessible(page)
    await keepScreenshot(page, 'search-explained-light')
    expect(app.problems()).toEqual([])
    await page.close()
  })

  it('reads quotation marks and exclusions, and says so', async () => {
    const page = await app.open('/search')
    await field(page).fill('"zebra of the Cape" -storm')
    await page.getByText('Word for word: zebra of the Cape').waitFor()
    await page.getByText('Without: storm').waitFor()
    expect(await hits(page).count()).toBe(1)
    await field(page).fill('-storm')
    await page.getByText('Add a word to look for').waitFor()
    app.problems() // The refused request is in the console.
    await page.close()
  })

  it('helps when nothing is found', async () => {
    const page = await app.open('/search?q=quagga+zzyzx+%22of+the+moon%22')
    await page.getByRole('heading', { name: /Nothing found/ }).waitFor()
    await page.getByText('Not in your documents: zzyzx').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Search “quagga” only' }).click()
    await page.waitForURL(/q=quagga$/)
    await hits(page).first().waitFor()

    await page.goto(`${app.product.url}/app/search?q=quagga&language=de`)
    await page.getByText('The filters leave nothing that matches.').waitFor()
    await page.getByRole('main').getByRole('button', { name: 'Clear filters' }).last().click()
    await hits(page).first().waitFor()
    expect(searchOf(page).get('language')).toBeNull()
    await page.close()
  })

  it('can be used with the keyboard alone', async () => {
    const page = await app.open('/search')
    await shown(page)
    await page.keyboard.type('light')
    await hits(page).nth(2).waitFor()
    const focused = async (): Promise<number> =>
      await page.evaluate("[...document.querySelectorAll('a[data-hit]')].indexOf(document.activeElement)")
    await page.keyboard.press('ArrowDown')
    expect(await focused()).toBe(0)
    await page.keyboard.press('ArrowDown')
    expect(await focused()).toBe(1)
    await page.keyboard.press('Enter')
    await page.waitForURL(/open=/)
    const { text: second } = await highlighted(page)
    // With a passage open, the arrows take it along.
    const before = page.url()
    await page.keyboard.press('ArrowDown')
    await page.waitForURL((url) => url.href !== before)
    expect(await focused()).toBe(2)
    await expect.poll(async () => (await highlighted(page)).text, { timeout: 20_000 }).not.toBe(second)
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowUp')
    expect(await hasFocus(field(page))).toBe(true)
    await page.keyboard.press('Escape')
    expect(await field(page).inputValue()).toBe('')
    await page.getByRole('button', { name: 'Format' }).focus()
    await page.keyboard.press('/')
    expect(await hasFocus(field(page))).toBe(true)
    await page.keyboard.type('quagga')
    await page.waitForURL(/q=quagga/)
    await hits(page).first().waitFor()
    await page.keyboard.press('Enter')
    expect((await highlighted(page)).text).toContain('The last quagga died')
    expect(app.problems()).toEqual([])
    await page.close()
  })

  it('shows more on demand', async () => {
    const sentence = (at: number): string =>
      `# Part ${at}\n\n${`The walrus number ${at} rests on the ice floe. `.repeat(30)}\n\n`
    const text = Array.from({ length: 45 }, (_, at) => sentence(at)).join('')
    await app.product.client.addDocuments({
      collection: 'zoo',
      files: [{ path: 'walrus.md', bytes: new Blob([text]) }],
    })
    await settled(app.product.client)
    const page = await app.open('/search?q=walrus')
    await hits(page).first().waitFor()
    await page.getByRole('button', { name: /more passages of this document/ }).click()
    expect(await hits(page).count()).toBe(20)
    await page.getByRole('button', { name: 'More hits' }).click()
    await hits(page).nth(39).waitFor()
    expect(app.problems()).toEqual([])
    await page.close()
  })

  it('finds what is added while it is open', async () => {
    const page = await app.open('/search?q=okapi')
    await page.getByRole('heading', { name: /Nothing found/ }).waitFor()
    await app.product.client.addDocuments({ files: [{ path: 'okapi.txt', bytes: new Blob(['The okapi is shy.']) }] })
    await hits(page).first().waitFor({ timeout: 20_000 })
    expect(await marks(page)).toEqual(['okapi'])
    await page.close()
  })

  it.skipIf(!existsSync(MODEL))(
    'by meaning when a model serves, and says so (needs LEARNPATH_TEST_MODELS)',
    async () => {
      const { client } = app.product
      await client.importModel({ folder: MODEL, id: 'small' })
      await client.createGeneration({ model: 'small', precision: 'none' })
      await expect.poll(async () => (await client.status()).generations[0]?.state, { timeout: 30_000 }).toBe('serving')
      const page = await app.open('/search?q=green+leaves+making+sugar')
      await page.getByText(/by words and meaning/).waitFor()
      await page.getByRole('button', { name: 'Why here? Hit 1', exact: true }).click()
      await page.getByText(/By meaning: place \d+ \(similarity/).waitFor()
      await page.getByRole('button', { name: 'By: Automatic' }).click()
      await page.getByRole('menuitemradio', { name: 'Words', exact: true }).click()
      await page.waitForURL(/mode=keyword/)
      await page.getByText(/· by words ·/).waitFor()
      await expectAccessible(page)
      expect(app.problems()).toEqual([])
      await page.close()
    },
  )

  it('on a phone, in German and dark: a hit leads to the reader', async () => {
    const page = await app.open('/search', { phone: true, language: 'de', dark: true })
    await field(page).fill('Drehstrommotor')
    await hits(page).first().waitFor()
    await page.getByText(/Textstellen? · nach Wörtern/).waitFor()
    await expectAccessible(page)
    await keepScreenshot(page, 'search-hits-phone')
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    await hits(page).first().click()
    await page.waitForURL(/\/documents\/.*start=/)
    await page.close()
  })
})
