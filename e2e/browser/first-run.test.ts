import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { settled } from '../../tools/product-process.ts'
import { addSamples, expectAccessible, hasBrowser, keepScreenshot, shown, useApp } from './browser.ts'

const MINUTE_MS = 60_000
const QUESTIONS = [
  ['What is photosynthesis?', 'Photosynthesis is the process by which'],
  ['What is the testing effect?', 'The testing effect is the finding'],
  ['Why do cacti open their stomata at night?', 'open their stomata at night'],
  ['Welche Nummer hat der Notruf?', '112'],
  ['Was ist der Schlupf?', 'Dieser Unterschied heißt Schlupf'],
] as const

describe.skipIf(!hasBrowser)('a newcomer', () => {
  const app = useApp()

  it('gets from nothing to a cited answer within a minute', { timeout: MINUTE_MS }, async () => {
    const page = await app.open('/')
    await page.getByRole('heading', { level: 1, name: 'Learn from your own documents' }).waitFor()
    await keepScreenshot(page, 'first-run')
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Try the sample library' }).click()
    await page.getByRole('link', { name: 'What is photosynthesis?' }).click()
    await page.getByText('Photosynthesis is the process by which plants').first().waitFor()
    // The answer is in a conversation that is kept.
    await expect.poll(() => new URL(page.url()).pathname).toMatch(/^\/app\/ask\/conv_/)
    await page.getByRole('heading', { name: 'What is photosynthesis?' }).first().waitFor()
    expect(app.problems()).toEqual([])
    await page.close()
  })

  it('is not offered the samples again once they are there', async () => {
    const page = await app.open('/')
    await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor()
    await shown(page)
    expect(await page.getByRole('button', { name: 'Try the sample library' }).count()).toBe(0)
    await page.close()
  })
})

describe.skipIf(!hasBrowser)('the home page', () => {
  const app = useApp(addSamples)

  it('suggests questions that these documents answer', async () => {
    for (const [question, words] of QUESTIONS) {
      const { abstained, answer, citations } = await app.product.client.ask({ question })
      expect({ question, abstained }).toEqual({ question, abstained: false })
      expect(answer).toContain(words)
      expect(citations.length).toBeGreaterThan(0)
    }
  })

  it('asks what is typed, with the keyboard alone, in German on a phone', async () => {
    const page = await app.open('/', { phone: true, language: 'de' })
    await shown(page)
    await page.getByRole('link', { name: 'Welche Nummer hat der Notruf?' }).waitFor()
    await expectAccessible(page)
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    await page.getByLabel('Die Dokumente fragen').last().focus()
    await page.keyboard.type('Wie lautet die Nummer des Notrufs?')
    await page.keyboard.press('Enter')
    await page.getByRole('article', { name: 'Wie lautet die Nummer des Notrufs?' }).waitFor()
    await page.waitForURL(/\/ask\/conv_/)
    expect(app.problems()).toEqual([])
    await page.close()
  })

  it('leads back to what was read, and shows what is due', async () => {
    const { client } = app.product
    const [document] = (await client.listDocuments()).documents
    await client.call('createCards', { body: { deck: 'samples', front: 'What do herons eat?', back: 'Fish' } })
    const page = await app.open('/')
    const place = { documentId: document?.id, title: document?.title, start: 0, at: new Date().toISOString() }
    const gone = { ...place, documentId: 'doc_gone', title: 'Gone' }
    await page.evaluate(`localStorage.setItem('learnpath.reading', ${JSON.stringify(JSON.stringify([place, gone]))})`)
    await page.reload()
    const reading = page.getByRole('region').or(page.locator('section')).filter({ hasText: 'Continue reading' }).last()
    await reading.getByRole('link', { name: document?.title ?? '' }).waitFor()
    expect(await reading.getByText('Gone').count()).toBe(0)
    await page.getByRole('link', { name: 'Start the review' }).waitFor()
    await expectAccessible(page)
    await keepScreenshot(page, 'home-today')
    await page.close()
    app.problems() // The document that is gone is asked for once.
  })

  it('questions about own documents are tried before they are suggested', async () => {
    const { client } = app.product
    const text =
      '# Herons\n\nA rookery is a colony of breeding herons. The rookery is loud in spring. Every rookery needs tall trees.\n\n' +
      'A gizzard is a muscular stomach of birds. The gizzard grinds hard food. A gizzard holds small stones.\n'
    await client.addDocuments({ collection: 'birds', files: [{ path: 'herons.md', bytes: new Blob([text]) }] })
    await settled(client)
    const page = await app.open('/library?collection=birds')
    await page.getByRole('button', { name: /birds/, pressed: true }).waitFor()
    await expect
      .poll(async () => (await client.call('listConcepts', { query: { collection: 'birds' } })).concepts.length, {
        timeout: 30_000,
      })
      .toBeGreaterThan(0)
    await page.getByRole('link', { name: 'Home' }).first().click()
    await page.getByRole('heading', { level: 1, name: 'Today' }).waitFor()
    await shown(page)
    expect(await page.getByRole('link', { name: 'What is photosynthesis?' }).count()).toBe(0)
    const suggested = await page.locator('a[href^="/app/ask?q="]').allTextContents()
    for (const question of suggested) expect((await client.ask({ question })).abstained).toBe(false)
    await page.close()
  })
})

describe.skipIf(!hasBrowser)('settings', () => {
  const app = useApp(addSamples)

  it('change language and colours at once, and stay', async () => {
    const page = await app.open('/settings')
    await page.getByLabel('Language').selectOption('de')
    await page.getByRole('heading', { level: 1, name: 'Einstellungen' }).waitFor()
    await page.getByLabel('Farben').selectOption('dark')
    await page.reload()
    await page.getByRole('heading', { level: 1, name: 'Einstellungen' }).waitFor()
    expect(await page.evaluate('document.documentElement.dataset.theme')).toBe('dark')
    await shown(page)
    await expectAccessible(page)
    expect(app.problems()).toEqual([])
    await page.close()
  })

  it('write a backup, never over a file, and show the checks', async () => {
    const page = await app.open('/settings')
    await page
      .getByText('Everything that was looked at is well.')
      .or(page.getByText(/needs? a look/))
      .first()
      .waitFor()
    const file = join(await app.product.client.status().then(({ home }) => home), 'kept.db')
    await page.getByLabel('Write to').fill(file)
    await page.getByRole('button', { name: 'Make a backup' }).click()
    await page.getByText(`Written: ${file}`).waitFor()
    expect(existsSync(file)).toBe(true)
    await page.getByRole('button', { name: 'Make a backup' }).click()
    await page.getByText('There is a file of that name already').waitFor()
    await expectAccessible(page)
    await page.close()
    app.problems() // The browser writes every refusal into its console.
  })
})
