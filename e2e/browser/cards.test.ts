// Cards as they are turned, written, kept and taken along.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { expectAccessible, hasBrowser, keepScreenshot, useApp } from './browser.ts'
import { addStudy, removeCards } from './study-library.ts'

describe.skipIf(!hasBrowser)('cards', () => {
  const app = useApp(addStudy)

  it('a card that is turned takes ratings only once its answer is there, and says why there is none', async () => {
    const { client } = app.product
    await removeCards(app.product)
    const { items } = await client.call('createQuiz', { body: { collection: 'study', count: 20, seed: 7 } })
    const item = items.find(({ type }) => type === 'multiple-choice')
    const itemId = item?.id ?? ''
    await client.call('createCards', { body: { itemIds: [itemId] } })
    const page = await app.open('/')
    let answered = (): void => undefined
    const waiting = new Promise<void>((resolve) => (answered = resolve))
    await page.route('**/quiz-items/*', async (route) => {
      await waiting
      await route.fulfill({ status: 404, json: { code: 'LP_QUIZ_ITEM_NOT_FOUND', title: 'There is no such question' } })
    })
    await page.goto(`${app.product.url}/app/review`)
    await page.getByRole('button', { name: 'Show the answer' }).waitFor()
    await page.keyboard.press('2')
    await page.keyboard.press('Space')
    const back = page.getByRole('region', { name: 'Answer' })
    await back.getByRole('status').waitFor()
    // The key of a rating and of an option: neither, so far.
    await page.keyboard.press('1')
    expect(await page.getByRole('radio').nth(1).isChecked()).toBe(true)
    expect(await page.getByText('How well was it known?').count()).toBe(0)
    await expectAccessible(page)
    await keepScreenshot(page, 'review-answer-loading')

    answered()
    await back.getByRole('alert').waitFor()
    expect(app.problems()).toEqual([expect.stringContaining('404')])
    await expectAccessible(page)
    await keepScreenshot(page, 'review-answer-missing')
    await page.unroute('**/quiz-items/*')
    await back.getByRole('button', { name: 'Try again' }).click()
    await back.locator('blockquote').waitFor()
    await page.keyboard.press('4')
    await page.getByRole('heading', { name: 'Done for today' }).waitFor()
    expect(app.problems()).toEqual([])
    await page.close()
  })

  it('shows math and code on cards, and broken math as it was written', async () => {
    const { client } = app.product
    const front = 'What is $E = mc^2$? And $\\frac{1$?\n$$\\int_0^1 x^2\\,dx$$'
    const back = 'See `main`:\n```rust\nfn main() { let x = 5; }\n```'
    await client.call('createCards', { body: { deck: 'Own', front, back } })
    await client.call('createCards', {
      body: { deck: 'Own', kind: 'cloze', front: '{{c1::Paris}} is in {{c2::France::a country}}.', back: '' },
    })
    for (const dark of [false, true]) {
      const page = await app.open('/review?deck=Own', { dark })
      await page.locator('h2 math').first().waitFor()
      expect(await page.locator('h2 math').count()).toBe(2)
      await page.locator('h2 code', { hasText: '$\\frac{1$' }).waitFor()
      await page.keyboard.press('Enter')
      await page.locator('.hljs-keyword', { hasText: 'let' }).waitFor()
      expect(await page.locator('.hljs-number').textContent()).toBe('5')
      await expectAccessible(page)
      await keepScreenshot(page, `review-math-${dark ? 'dark' : 'light'}`)
      await page.close()
    }
    expect(app.problems()).toEqual([])
  })

  it('takes a deck along as an Anki package and brings it back', async () => {
    const { client } = app.product
    await client.call('createCards', { body: { deck: 'Travel', front: 'Capital of Peru?', back: 'Lima' } })
    const page = await app.open('/cards?deck=Travel')
    await page.getByText('Capital of Peru?').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Export' }).click()
    const downloading = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: 'Anki package' }).click()
    const download = await downloading
    expect(download.suggestedFilename()).toMatch(/[.]apkg$/)
    const folder = mkdtempSync(join(tmpdir(), 'learnpath-export-'))
    const file = join(folder, download.suggestedFilename())
    await download.saveAs(file)

    const cardsOf = async () => (await client.call('listCards', { query: { deck: 'Travel' } })).cards
    await page.getByRole('button', { name: 'What to do with the card' }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await page.getByText('Capital of Peru?').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Close' }).click()
    await expect.poll(async () => await cardsOf()).toEqual([])

    await page.getByRole('button', { name: 'Import' }).click()
    await page.getByLabel('Files').setInputFiles(file)
    await expectAccessible(page)
    await page.getByRole('dialog').getByRole('button', { name: 'Import' }).click()
    await page.getByText('One new card in Travel').waitFor()
    expect(await cardsOf()).toMatchObject([{ front: 'Capital of Peru?', back: 'Lima' }])
    rmSync(folder, { recursive: true })
    expect(app.problems()).toEqual([])
    await page.close()
  })

  it('writes, finds, suspends and deletes cards, the last with a way back', async () => {
    const { client } = app.product
    const page = await app.open('/cards?new=1')
    await page.getByRole('dialog').getByLabel('Deck').fill('Notes')
    await page.getByLabel('Front', { exact: true }).fill('Value of $\\pi$?')
    await page.getByLabel('Back', { exact: true }).fill('3.14')
    await page.getByRole('region', { name: 'What it looks like' }).locator('math').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The card is in your reviews.', { exact: true }).waitFor()
    await page.getByRole('searchbox', { name: 'Find cards' }).fill('3.14')
    await page.getByText('One card', { exact: true }).waitFor()
    const row = page.getByRole('listitem').filter({ hasText: '3.14' })
    const choose = async (name: string): Promise<void> => {
      await row.getByRole('button', { name: 'What to do with the card' }).click()
      await page.getByRole('menuitem', { name, exact: true }).click()
    }
    await choose('Suspend')
    await row.getByText('Suspended').waitFor()
    await choose('Delete')
    await row.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Undo' }).click()
    await row.waitFor()
    const { cards } = await client.call('listCards', { query: { deck: 'Notes' } })
    expect(cards).toMatchObject([{ suspended: true }])
    expect(app.problems()).toEqual([])
    await page.close()
  })

  it('keeps review settings, and says what is out of bounds', async () => {
    const page = await app.open('/review?settings=1')
    const dialog = page.getByRole('dialog')
    await dialog.waitFor()
    await expectAccessible(page)
    await dialog.getByLabel('New cards a day').fill('-1')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByText('Between 0 and 1000').waitFor()
    await dialog.getByLabel('New cards a day').fill('33')
    await dialog.getByLabel('Day of the exam').fill('2035-06-01')
    await dialog.getByRole('button', { name: 'Fit to my reviews' }).click()
    await dialog.getByText('too few to learn from').waitFor()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.waitFor({ state: 'detached' })
    const settings = await app.product.client.call('getReviewSettings')
    expect(settings).toMatchObject({ newPerDay: 33, examDate: '2035-06-01' })
    expect(app.problems()).toEqual([])
    await page.close()
  })
})
