import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { LearnPathClient } from '@learnpath/contracts'
import { settled } from '../../tools/product-process.ts'
import { addSamples, expectAccessible, hasBrowser, keepScreenshot, shown, useApp } from './browser.ts'
import { lockedPdf } from './locked-pdf.ts'

const bare = (text: string): string => text.replaceAll(/[\s\-‐|]/g, '')

/** In the page: the letters under the rectangles of the highlight on a PDF page. */
const WORDS_UNDER_HIGHLIGHT = `(() => {
  const boxes = [...document.querySelectorAll('[data-pdf-page] [data-highlight="passage"]')].map((mark) => mark.getBoundingClientRect())
  let words = ''
  for (const run of document.querySelectorAll('[data-text-layer] span')) {
    const node = run.firstChild
    if (!(node instanceof Text)) continue
    for (let at = 0; at < node.length; at++) {
      const sign = document.createRange()
      sign.setStart(node, at)
      sign.setEnd(node, at + 1)
      const box = sign.getBoundingClientRect()
      const x = (box.left + box.right) / 2
      const y = (box.top + box.bottom) / 2
      if (boxes.some((each) => x > each.left && x < each.right && y > each.top && y < each.bottom)) words += node.data[at]
    }
  }
  return words
})()`

/** Selects the words of the first highlight in the text, as a pointer would. */
const SELECT_HIGHLIGHT = `(() => {
  const run = document.querySelector('mark[data-highlight] [data-at]')
  getSelection().selectAllChildren(run)
})()`

const SELECT_ON_PAGE = `(() => {
  const runs = [...document.querySelectorAll('[data-text-layer] span')]
  getSelection().selectAllChildren(runs.find(({ textContent }) => textContent.includes('It replaces them')))
})()`

async function documentAt(client: LearnPathClient, path: string) {
  const { documents } = await client.listDocuments({ path })
  const [document] = documents
  if (document === undefined) throw new TypeError(`no ${path}`)
  return { id: document.id, content: await client.documentText(document.id) }
}

/** Where words stand in a document, as an address of the reader. */
async function addressOf(client: LearnPathClient, path: string, words: string, more = '') {
  const { id, content } = await documentAt(client, path)
  const start = content.text.indexOf(words)
  const page = content.pages.find((each) => start >= each.start && start < each.end)?.page
  const end = start + words.length
  return `/documents/${id}?start=${start}&end=${end}${page === undefined ? '' : `&page=${page}`}${more}`
}

const highlighted = async (page: Page): Promise<string> =>
  (await page.locator('[data-reader="text"] mark[data-highlight="passage"]').allTextContents()).join('')

const PASSAGE = 'It replaces them by splitting water. This splitting is the source of the oxygen that plants release.'

describe.skipIf(!hasBrowser)('reader', () => {
  const app = useApp(addSamples)

  it('a search hit opens the PDF at its page, the highlight over the words of the hit', async () => {
    const { hits } = await app.product.client.search({ query: 'where does the oxygen of photosynthesis come from' })
    const hit = hits.find(({ path }) => path.endsWith('photosynthesis.pdf'))
    if (hit === undefined) throw new TypeError('no hit')
    const page = await app.open(`/documents/${hit.documentId}?start=${hit.start}&end=${hit.end}&page=${hit.page}`)
    await page.locator(`[data-pdf-page="${hit.page}"] [data-highlight="passage"]`).first().waitFor()
    const { content } = await documentAt(app.product.client, 'english/photosynthesis.pdf')
    const onPage = content.pages.find((each) => each.page === hit.page)
    const quote = content.text.slice(hit.start, Math.min(hit.end, onPage?.end ?? hit.end))
    await expect.poll(async () => bare(await page.evaluate<string>(WORDS_UNDER_HIGHLIGHT))).toBe(bare(quote))
    expect(await page.getByLabel('Page number').inputValue()).toBe(String(hit.page))
    await shown(page)
    await expectAccessible(page)
    await keepScreenshot(page, 'reader-pdf-light')
    expect(app.problems()).toEqual([])
    await page.close()
  })

  it('the text shows exactly the passage as marked', async () => {
    const words = 'splitting water. This splitting'
    const page = await app.open(await addressOf(app.product.client, 'english/photosynthesis.pdf', words, '&view=text'))
    await page.locator('mark[data-highlight="passage"]').first().waitFor()
    expect(await highlighted(page)).toBe(words)
    await expectAccessible(page)
    await keepScreenshot(page, 'reader-text-light')
    await page.close()
  })

  it('finds words by keyboard alone, forwards and back, and marks them', async () => {
    const page = await app.open(await addressOf(app.product.client, 'english/how-memory-works.md', 'memory'))
    await page.locator('mark').first().waitFor()
    await page.keyboard.press('/')
    await page.getByRole('searchbox', { name: 'Find in this document' }).waitFor()
    await page.keyboard.type('memory')
    await page.getByText(/^\d+ places$/).waitFor()
    await page.keyboard.press('Enter')
    const said = page.locator('search [role="status"]')
    const place = async (): Promise<number> => Number(/^\d+/.exec(await said.innerText())?.[0])
    await page.locator('mark[data-highlight="current"]').waitFor()
    const first = await place()
    await page.keyboard.press('Enter')
    await expect.poll(place).toBe(first + 1)
    await page.keyboard.press('Shift+Enter')
    await expect.poll(place).toBe(first)
    await expect.poll(() => page.locator('mark[data-highlight="current"]').innerText()).toMatch(/^memory$/i)
    await page.keyboard.press('Escape')
    await page.getByRole('searchbox').waitFor({ state: 'detached' })
    await page.close()
  })

  it('the contents lead to a section and say where one is', async () => {
    const page = await app.open(
      await addressOf(app.product.client, 'english/photosynthesis.pdf', PASSAGE, '&view=text'),
    )
    const contents = page.getByRole('navigation', { name: 'Contents' })
    await contents.getByRole('button', { name: 'What limits the rate' }).click()
    await page.locator('[data-reader="text"]').getByText('What limits the rate').waitFor()
    await contents.locator('[aria-current="location"]', { hasText: 'What limits the rate' }).waitFor()
    await page.close()
  })

  it('selected words become a card', async () => {
    const page = await app.open(
      await addressOf(app.product.client, 'english/photosynthesis.pdf', PASSAGE, '&view=text'),
    )
    await page.locator('mark[data-highlight="passage"]').first().waitFor()
    await page.evaluate(SELECT_HIGHLIGHT)
    const tools = page.getByRole('toolbar', { name: 'With the selected words' })
    await tools.getByRole('button', { name: 'Make a card' }).click()
    await page.getByLabel('Front').fill('Where does the oxygen come from?')
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Card made in').first().waitFor()
    const response = await fetch(`${app.product.url}/cards`)
    const { cards } = (await response.json()) as { cards: { front: string; back: string }[] }
    expect(cards.map(({ front, back }) => [front, back])).toEqual([['Where does the oxygen come from?', PASSAGE]])
    await page.close()
  })

  it('words selected on a PDF page lead to a question about them', async () => {
    const page = await app.open(await addressOf(app.product.client, 'english/photosynthesis.pdf', PASSAGE))
    await page.locator('[data-pdf-page] [data-highlight="passage"]').first().waitFor()
    await page.evaluate(SELECT_ON_PAGE)
    const tools = page.getByRole('toolbar', { name: 'With the selected words' })
    await tools.getByRole('button', { name: 'Copy link' }).waitFor()
    await tools.getByRole('button', { name: 'Ask about it' }).click()
    await page.getByRole('article', { name: /^It replaces/ }).waitFor()
    await page.getByText(/Only in “.*hotosynthesis/).waitFor()
    await page.close()
  })

  it('remembers the place', async () => {
    const page = await app.open(await addressOf(app.product.client, 'english/how-memory-works.md', 'memory'))
    const { id, content } = await documentAt(app.product.client, 'english/how-memory-works.md')
    const reader = page.locator('[data-reader="text"]')
    const kept = async (): Promise<number> =>
      await page.evaluate<number>("JSON.parse(localStorage.getItem('learnpath.reading') ?? '[]')[0]?.start ?? 0")
    const keptHalfWay = async (): Promise<number> => {
      // The reader may still be on its way to the passage of the address.
      await reader.evaluate((element) => element.scrollTo(0, element.scrollHeight / 2))
      return await kept()
    }
    await expect.poll(keptHalfWay, { interval: 500 }).toBeGreaterThan(400)
    const start = await kept()
    await page.goto(`${app.product.url}/app/documents/${id}`)
    await page.getByText('Opened where you left it.').waitFor()
    const [words = ''] = content.text.slice(start, start + 20).split(/ ?[|\n]/)
    await reader.getByText(words).first().waitFor()
    await page.getByRole('button', { name: 'To the beginning' }).click()
    await expect.poll(() => reader.evaluate((element) => element.scrollTop)).toBeLessThan(40)
    await page.close()
  })

  it('says when the text has changed, and finds the passage again by its words', async () => {
    const { client } = app.product
    const address = await addressOf(client, 'english/how-memory-works.md', 'memory')
    const unsure = await app.open(`${address}&v=000000000000`)
    await unsure.getByText('nothing is marked').waitFor()
    expect(await unsure.locator('mark').count()).toBe(0)
    await unsure.close()
    const moved = await app.open(`${address.replace(/start=\d+&end=\d+/, 'start=0&end=6')}&v=000000000000&words=memory`)
    await moved.getByText('found again by its words').waitFor()
    await expect.poll(async () => (await highlighted(moved)).toLowerCase()).toBe('memory')
    await moved.close()
  })

  it.each(['start=4&end=9&page=1', 'view=pdf'])(
    'a locked PDF that was read asks for its password again to show its pages (%s)',
    async (query) => {
      const { client } = app.product
      const path = `locked-${query.length}.pdf`
      const bytes = new Blob([Uint8Array.from(lockedPdf(['The heron strikes fast.', `Said of ${path}.`], 'reed-7'))])
      const { added } = await client.addDocuments({ files: [{ path, bytes }] })
      const id = added[0]?.document.id ?? ''
      await settled(client)
      await client.retryDocument(id, { password: 'reed-7' })
      await settled(client)
      const page = await app.open(`/documents/${id}?${query}`)
      await page.getByRole('heading', { name: 'This PDF is protected by a password' }).waitFor()
      await expectAccessible(page)
      const password = page.getByLabel('Password')
      await password.fill('wrong')
      await page.keyboard.press('Enter')
      await page.getByText('This password does not open the file.').waitFor()
      await password.fill('reed-7')
      await page.keyboard.press('Enter')
      await page.locator('[data-text-layer] span', { hasText: 'The heron strikes fast.' }).waitFor()
      await page.close()
    },
  )

  it('a document that was deleted: says so, and what to do', async () => {
    const page = await app.open('/documents/doc_nothing?start=1&end=2')
    await page.getByText('no longer in the library').waitFor()
    await expectAccessible(page)
    app.problems() // The 404 is in the console.
    await page.close()
  })

  it('on a phone, in German, dark', async () => {
    const address = await addressOf(app.product.client, 'deutsch/drehstrommotor.pdf', 'Drehfeld')
    const page = await app.open(address, { phone: true, dark: true, language: 'de' })
    await page.locator('[data-pdf-page] [data-highlight="passage"]').first().waitFor()
    await expectAccessible(page)
    await keepScreenshot(page, 'reader-phone')
    await page.getByRole('button', { name: 'Text', exact: true }).click()
    await page.locator('mark[data-highlight="passage"]').first().waitFor()
    expect(await highlighted(page)).toBe('Drehfeld')
    await page.getByRole('button', { name: 'Inhalt' }).click()
    await page.getByRole('dialog', { name: 'Inhalt' }).waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    const tooWide = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
    expect(tooWide).toBeLessThanOrEqual(0)
    expect(app.problems()).toEqual([])
    await page.close()
  })
})
