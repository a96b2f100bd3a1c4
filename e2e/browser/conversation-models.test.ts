// Conversations whose answers a language model writes: an imitated Ollama server says what the test wants.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startImitatedOllama } from '../../server/adapters/ollama/testing/imitated-ollama.ts'
import type { ImitatedEngine } from '../../server/ports/language-engine.double.ts'
import { addSamples, expectAccessible, hasBrowser, keepScreenshot, shown, useApp } from './browser.ts'
import { highlighted } from './highlighted.ts'

const QUESTION = 'Where do the light reactions take place?'
const MODEL = 'ollama:tiny:1b'

let engine: ImitatedEngine
const answer = (page: Page) => page.getByRole('article')

async function ask(page: Page, question: string): Promise<void> {
  const field = page.getByRole('textbox', { name: /Your question|Ihre Frage/ })
  await field.fill(question)
  await field.press('Enter')
}

/** The number of the source that says it, as the prompt has it. */
const TEXT =
  'The light reactions take place in the **thylakoid membranes** [1]. They need light and water. Cats purr at night on Mars [1].'

describe.skipIf(!hasBrowser)('a conversation with a language model', () => {
  beforeAll(async () => {
    engine = await startImitatedOllama({
      models: [{ name: 'tiny:1b', thinks: true }, { name: 'other:3b' }],
      script: () => TEXT,
    })
  })
  const app = useApp(addSamples, () => ({ LEARNPATH_OLLAMA_URL: engine.url, LEARNPATH_CHAT_MODELS: MODEL }))
  afterAll(async () => await engine.stop())
  beforeEach(() => engine.say(null))

  it('streams it with its sources, and marks each sentence with the words that bear it', async () => {
    engine.say(() => ({ text: TEXT, thoughts: 'The first source says it.', beforeFirstMs: 50, betweenMs: 5 }))
    const page = await app.open('/ask')
    await shown(page)
    await ask(page, QUESTION)
    await answer(page).getByText('not found in the sources').first().waitFor()
    await answer(page).locator('strong', { hasText: 'thylakoid membranes' }).waitFor()
    await answer(page).getByText(`Written by ${MODEL}`).waitFor()
    await answer(page).getByText('Thoughts before the answer').click()
    await answer(page).getByText('The first source says it.').waitFor()
    await answer(page).getByText('How it was made').click()
    await answer(page)
      .getByText(/tokens per second/)
      .waitFor()
    await expectAccessible(page)
    await keepScreenshot(page, 'ask-model-light')
    await answer(page)
      .getByRole('button', { name: /Show the words of the source/ })
      .first()
      .click()
    expect((await highlighted(page)).text).toContain('thylakoid membranes')
    await expectAccessible(page)
    await keepScreenshot(page, 'ask-model-source-light')
    expect(app.problems()).toEqual([])
    await page.close()
  })

  it('shows thoughts and sources while the answer comes, stops on demand, and keeps what there was', async () => {
    engine.say(() => ({ text: `${TEXT} `.repeat(40), thoughts: 'A thought.', betweenMs: 30 }))
    const page = await app.open('/ask')
    await shown(page)
    await ask(page, QUESTION)
    await answer(page).getByRole('heading', { name: 'Sources' }).waitFor()
    await answer(page).locator('strong').first().waitFor()
    await expectAccessible(page)
    await keepScreenshot(page, 'ask-streaming-light')
    const before = engine.cancelled()
    await page.getByRole('button', { name: 'Stop' }).click()
    await answer(page).getByText('Stopped here.').waitFor()
    await expect.poll(() => engine.cancelled()).toBe(before + 1)
    await expectAccessible(page)
    await page.reload()
    await answer(page).getByText('Stopped here.').waitFor()
    await answer(page).locator('strong').first().waitFor()
    engine.say(() => TEXT)
    await answer(page).getByRole('button', { name: 'Ask again' }).click()
    await answer(page).getByText('2 of 2').waitFor()
    await answer(page).getByText(`Written by ${MODEL}`).waitFor()
    expect(app.problems()).toEqual([])
    await page.close()
  })

  it('goes on while other pages are looked at', async () => {
    engine.say(() => ({ text: TEXT, betweenMs: 60 }))
    const page = await app.open('/ask')
    await shown(page)
    await ask(page, QUESTION)
    await answer(page).locator('strong').first().waitFor()
    await page.getByRole('link', { name: 'Library' }).click()
    await page.waitForURL(/library/)
    await page.getByRole('link', { name: 'Ask', exact: true }).click()
    await page
      .getByRole('complementary', { name: 'Conversations' })
      .getByRole('link', { name: QUESTION })
      .first()
      .click()
    await answer(page).getByText(`Written by ${MODEL}`).waitFor()
    expect(await answer(page).getByText('Stopped').count()).toBe(0)
    expect(app.problems()).toEqual([])
    await page.close()
  })

  it('says who could not answer, and why', async () => {
    engine.say(() => ({ text: 'The light reactions', ending: { error: 'an error was encountered' } }))
    const page = await app.open('/ask', { phone: true, dark: true, language: 'de' })
    await ask(page, QUESTION)
    await answer(page).getByText(`${MODEL} konnte nicht antworten`).waitFor()
    await answer(page).getByText('Stattdessen mit Sätzen aus Ihren Dokumenten beantwortet.').waitFor()
    await answer(page).getByText('wörtlich in Ihren Dokumenten').waitFor()
    await expectAccessible(page)
    await keepScreenshot(page, 'ask-fallback-phone')
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    await page.getByRole('button', { name: 'Gespräche' }).click()
    await page.getByRole('dialog').getByRole('link', { name: QUESTION }).first().waitFor()
    await expectAccessible(page)
    await keepScreenshot(page, 'ask-list-phone')
    expect(app.problems()).toEqual([])
    await page.close()
  })

  it('is answered by whom it is told', async () => {
    const page = await app.open('/ask')
    await shown(page)
    const who = page.getByRole('combobox', { name: 'Who answers' })
    await who.selectOption({ label: 'Quotes alone, without a language model' })
    await ask(page, QUESTION)
    await answer(page).getByText('without a language model').waitFor()
    await page.waitForURL(/conv_/)
    await who.selectOption({ label: 'ollama:other:3b' })
    await ask(page, 'And where does the Calvin cycle run?')
    await answer(page).last().getByText('Written by ollama:other:3b').waitFor()
    await page.reload()
    await answer(page).last().waitFor()
    expect(await who.inputValue()).toBe('ollama:other:3b')
    await expectAccessible(page)
    expect(app.problems()).toEqual([])
    await page.close()
  })
})
