import type { AskEvent, AskResponse } from '@learnpath/contracts'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { addSamples, expectAccessible, hasBrowser, hasFocus, keepScreenshot, shown, useApp } from './browser.ts'
import { highlighted } from './highlighted.ts'

const QUESTION = 'Where do the light reactions take place?'
const SENTENCE = 'The light reactions take place in the thylakoid membranes.'

const field = (page: Page) => page.getByRole('textbox', { name: /Your question|Ihre Frage/ })
const answer = (page: Page) => page.getByRole('article')
const marker = (page: Page, n: number) =>
  answer(page).getByRole('button', { name: new RegExp(`^(Source|Quelle) ${n}:`) })

async function ask(page: Page, question: string): Promise<void> {
  await field(page).fill(question)
  await field(page).press('Enter')
}

const streamOf = (events: readonly AskEvent[]): string =>
  events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('')

describe.skipIf(!hasBrowser)('asking', () => {
  const app = useApp(addSamples)

  it('answers with sources; a source opens beside the answer, at the quote, on its page', async () => {
    const page = await app.open('/ask')
    await shown(page)
    await expectAccessible(page)
    await ask(page, QUESTION)
    await answer(page).getByText(SENTENCE).first().waitFor()
    await answer(page).getByText('word for word in your documents').waitFor()
    await answer(page)
      .getByText(/without a language model · .*sure \(\d+%\)/)
      .waitFor()
    await page.waitForURL(/answer=/)
    await expectAccessible(page)

    await marker(page, 1).hover()
    await page.getByRole('tooltip').getByText(SENTENCE).waitFor()
    await marker(page, 1).click()
    await page.waitForURL(/open=/)
    const quoted = await highlighted(page)
    expect(quoted.text).toContain(SENTENCE)
    expect(quoted.pages).toEqual([2])
    await keepScreenshot(page, 'ask-open-light')
    await expectAccessible(page)
    const address = page.url()
    await page.getByRole('region', { name: 'Photosynthesis' }).getByRole('button', { name: 'Close' }).click()
    await page.locator('[data-highlight]').first().waitFor({ state: 'detached' })

    await page.goto(address)
    await answer(page).getByText(SENTENCE).first().waitFor()
    expect((await highlighted(page)).text).toContain(SENTENCE)
    expect(app.problems()).toEqual([])
    await page.close()
  })

  it('says when the documents do not hold the answer, and shows the nearest passages', async () => {
    const page = await app.open('/ask?q=What+is+the+melting+point+of+photosynthesis+sugar+on+Mars%3F')
    await page.getByText('Not found in your documents').first().waitFor()
    await page.getByRole('heading', { name: 'The nearest passages' }).waitFor()
    await expectAccessible(page)
    await keepScreenshot(page, 'ask-not-found-light')
    await answer(page).getByRole('listitem').first().getByRole('button').click()
    expect((await highlighted(page)).text.length).toBeGreaterThan(20)
    await page.getByRole('link', { name: 'Search for it' }).click()
    await page.waitForURL(/\/search\?q=What/)
    await page.close()
  })

  it('looks in one document alone when it is asked to', async () => {
    const { documents } = await app.product.client.listDocuments({ path: 'english/binary-search.txt' })
    const id = documents[0]?.id ?? ''
    const page = await app.open(`/ask?documentId=${id}&q=${encodeURIComponent(QUESTION)}`)
    await page.getByText('Not found in your documents').first().waitFor()
    await page.getByText(/Only in “.*inary search/i).waitFor()
    await page.getByRole('button', { name: 'Ask all documents' }).last().click()
    await answer(page).getByText(SENTENCE).first().waitFor()
    expect(new URL(page.url()).searchParams.get('documentId')).toBeNull()
    await page.close()
  })

  it('shows how far each sentence is supported', async () => {
    const { citations, ...rest } = await app.product.client.ask({ question: QUESTION })
    const text = `${SENTENCE} [1] They take 90 minutes [1]. Cats purr.`
    const response: AskResponse = {
      ...rest,
      citations,
      answer: text,
      engine: 'a-language-model',
      confidence: 0.6,
      sentences: [
        { text: SENTENCE, start: 0, end: SENTENCE.length, citations: [1], support: 'supported', quotes: [] },
        { text: 'They take 90 minutes [1].', start: 63, end: 88, citations: [1], support: 'partly', quotes: [] },
        { text: 'Cats purr.', start: 89, end: 99, citations: [], support: 'not-found', quotes: [] },
      ],
    }
    const page = await app.open('/')
    await page.route('**/ask', async (route) =>
      route.request().method() === 'POST'
        ? await route.fulfill({
            contentType: 'text/event-stream',
            body: streamOf([{ type: 'answer-end', response }]),
          })
        : await route.fallback(),
    )
    await page.goto(`${app.product.url}/app/ask?q=made+up`)
    await answer(page).getByText('1 sentence partly supported').waitFor()
    await answer(page).getByText('1 sentence not found in the sources').waitFor()
    await answer(page).getByRole('img', { name: 'Partly supported: compare with the source' }).waitFor()
    await answer(page)
      .getByText(/Written by a-language-model.*check the source/)
      .waitFor()
    expect(await marker(page, 1).count()).toBe(2)
    await expectAccessible(page)
    await keepScreenshot(page, 'ask-partly-light')
    await page.close()
  })

  it('stops on demand, and asks again', async () => {
    const page = await app.open('/ask')
    await shown(page)
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    await page.route('**/ask', async (route) => {
      await held
      await route.continue().catch(() => undefined) // Stopped meanwhile.
    })
    await ask(page, QUESTION)
    await page.getByRole('button', { name: 'Stop' }).click()
    await answer(page).getByText('Stopped.').waitFor()
    await expectAccessible(page)
    release()
    await answer(page).getByRole('button', { name: 'Ask again' }).click()
    await answer(page).getByText(SENTENCE).first().waitFor()
    expect(app.problems()).toEqual([])
    await page.close()
  })

  it('copies the answer with its sources', async () => {
    const page = await app.open(`/ask?q=${encodeURIComponent(QUESTION)}`)
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await answer(page).getByRole('button', { name: 'Copy with sources' }).click()
    await page.getByText('Answer and sources copied').first().waitFor()
    const copied = await page.evaluate<string>('navigator.clipboard.readText()')
    expect(copied).toContain(`**${QUESTION}**`)
    expect(copied).toContain(`${SENTENCE} `)
    expect(copied).toMatch(
      /Sources:\n\n1\. \[.*\]\(http:\/\/127\.0\.0\.1:\d+\/app\/documents\/.*start=.*\), .*page 2: “/,
    )
    await page.close()
  })

  it('remembers questions in this browser, each with its address, and takes deletions back', async () => {
    const page = await app.open('/ask')
    await ask(page, QUESTION)
    await page.waitForURL(/answer=/)
    await ask(page, 'What is binary search?')
    await answer(page).getByRole('heading', { name: 'What is binary search?' }).waitFor()
    await page.waitForURL(/binary.*answer=/)
    const earlier = page.getByRole('link', { name: QUESTION, exact: true })
    await earlier.click()
    await answer(page).getByText(SENTENCE).first().waitFor()
    await page.goBack()
    await answer(page).getByRole('heading', { name: 'What is binary search?' }).waitFor()
    await page.getByRole('button', { name: `Remove “${QUESTION}”` }).click()
    await earlier.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Undo' }).click()
    await earlier.waitFor()
    await expectAccessible(page)
    await page.reload()
    await earlier.waitFor()
    await page.getByRole('button', { name: 'Clear all' }).click()
    await earlier.waitFor({ state: 'detached' })
    expect(await page.evaluate("localStorage.getItem('learnpath.questions')")).toBeNull()
    expect(app.problems()).toEqual([])
    await page.close()
  })

  it('answers a German question from German documents, on a phone in the dark, the source in a sheet', async () => {
    const page = await app.open('/ask', { phone: true, dark: true, language: 'de' })
    await ask(page, 'Wie wird die elektrische Leistung berechnet?')
    await answer(page).getByText('wörtlich in Ihren Dokumenten').waitFor()
    await expectAccessible(page)
    await keepScreenshot(page, 'ask-answer-phone')
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    const quote = (await answer(page).locator('blockquote').first().textContent()) ?? ''
    await marker(page, 1).click()
    await page.getByRole('dialog').waitFor()
    expect((await highlighted(page)).text).toContain(quote.slice(0, 30))
    // Away from the button that closes, whose tooltip is over the page.
    await page.getByRole('dialog').getByRole('link').first().focus()
    await page.mouse.move(200, 600)
    await page.getByRole('tooltip').waitFor({ state: 'detached' })
    await expectAccessible(page)
    await keepScreenshot(page, 'ask-source-phone')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(app.problems()).toEqual([])
    await page.close()
  })

  it('can be used with the keyboard alone', async () => {
    const page = await app.open('/ask')
    await shown(page)
    await page.keyboard.type(QUESTION)
    await page.keyboard.press('Enter')
    await answer(page).getByText(SENTENCE).first().waitFor()
    for (let step = 0; step < 10; step += 1) {
      await page.keyboard.press('Tab')
      if (await hasFocus(marker(page, 1))) break
    }
    await page.getByRole('tooltip').getByText(SENTENCE).waitFor()
    await page.keyboard.press('Enter')
    expect((await highlighted(page)).text).toContain(SENTENCE)
    await page.close()
  })

  it('says that the server is away, and answers by itself when it is back', async () => {
    const page = await app.open('/ask')
    await shown(page)
    await app.product.stop()
    await ask(page, QUESTION)
    await answer(page).getByRole('alert').waitFor()
    await expectAccessible(page)
    await app.restart()
    await answer(page).getByText(SENTENCE).first().waitFor({ timeout: 45_000 })
    expect(await answer(page).getByRole('alert').count()).toBe(0)
    app.problems() // The lost connection is in the console, as it should be.
    await page.close()
  })
})
