import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { addSamples, expectAccessible, hasBrowser, hasFocus, keepScreenshot, shown, useApp } from './browser.ts'
import { settled } from '../../tools/product-process.ts'
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
    await page.waitForURL(/\/ask\/conv_/)
    await page.getByRole('heading', { level: 1, name: QUESTION }).waitFor()
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
    const scope = page.getByText(/Only in “.*inary search/i)
    await scope.waitFor()
    await answer(page).getByRole('button', { name: 'Ask all documents' }).click()
    await answer(page).getByText(SENTENCE).first().waitFor()
    await scope.waitFor({ state: 'detached' })
    await answer(page).getByText('2 of 2').waitFor()
    await page.close()
  })

  it('goes on from what was asked before; a question is changed, and both versions stay', async () => {
    const page = await app.open('/ask')
    await ask(page, QUESTION)
    await answer(page).getByText(SENTENCE).first().waitFor()
    await ask(page, 'What is binary search?')
    const second = page.getByRole('article', { name: 'What is binary search?' })
    await second.getByRole('heading', { name: 'Sources' }).waitFor()
    expect(await answer(page).count()).toBe(2)

    await answer(page).first().getByRole('button', { name: 'Change the question' }).click()
    const editor = answer(page).first().getByRole('textbox', { name: 'Change the question' })
    expect(await hasFocus(editor)).toBe(true)
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await editor.waitFor({ state: 'detached' })
    await page.keyboard.press('Enter')
    await editor.fill('What is photosynthesis?')
    await editor.press('Enter')
    const changed = page.getByRole('article', { name: 'What is photosynthesis?' })
    await changed.getByText('2 of 2').waitFor()
    await changed.getByRole('heading', { name: 'Sources' }).waitFor()
    expect(await answer(page).count()).toBe(1)
    await expectAccessible(page)

    await changed.getByRole('button', { name: 'Version before' }).click()
    await second.waitFor()
    await page.getByText('1 of 2').waitFor()
    await page.reload()
    await second.waitFor()
    await second.getByRole('button', { name: 'Ask again' }).click()
    await second.getByText('2 of 2').waitFor()
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

  it('keeps conversations: found by words, renamed, exported, deleted and had back', async () => {
    const page = await app.open('/ask')
    await ask(page, 'Why do cacti open their stomata at night?')
    await page.waitForURL(/conv_/)
    await answer(page).getByRole('heading', { name: 'Sources' }).waitFor()
    const address = page.url()
    const list = page.getByRole('complementary', { name: 'Conversations' })
    const entry = list.getByRole('link', { name: /^Cacti/ })
    await list.getByRole('button', { name: 'More about “Why do cacti open' }).click()
    await page.getByRole('menuitem', { name: 'Rename' }).click()
    await page.getByRole('textbox', { name: 'Title' }).fill('Cacti')
    await page.keyboard.press('Enter')
    await entry.waitFor()
    await page.getByRole('heading', { level: 1, name: 'Cacti' }).waitFor()
    await expectAccessible(page)

    await list.getByRole('searchbox').fill('stomata night')
    await list.getByText('1 conversation').waitFor({ state: 'attached' })
    await entry.waitFor()
    await list.getByRole('searchbox').fill('words of none')
    await list.getByText('No conversation has these words.').waitFor()
    await list.getByRole('searchbox').fill('')

    await page.getByRole('button', { name: 'More about this conversation' }).click()
    const saved = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: 'Save as Markdown' }).click()
    expect((await saved).suggestedFilename()).toBe('Cacti.md')

    await page.getByRole('link', { name: 'New conversation' }).click()
    await page.waitForURL(/\/ask$/)
    await entry.click()
    await page.waitForURL(address)
    await page.getByRole('button', { name: 'More about this conversation' }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await entry.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Undo' }).click()
    await entry.waitFor()
    await page.waitForURL(address)
    await page.getByRole('button', { name: 'More about this conversation' }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await page.getByText('Deleted: Cacti').first().waitFor()
    const left = async () =>
      (await app.product.client.call('listConversations', { query: { contains: 'cacti' } })).total
    await expect.poll(left, { timeout: 15_000 }).toBe(0)
    await page.goto(address)
    await page.getByRole('alert').getByText('There is no such conversation').waitFor()
    await expectAccessible(page)
    app.problems() // The missing conversation is in the console, as it should be.
    await page.close()
  })

  it('leaves no answer behind that quotes a deleted document', async () => {
    const page = await app.open('/ask?q=What+is+interleaving+called%3F')
    await app.product.client.addDocuments({
      files: [{ path: 'quokka.md', bytes: new Blob(['# Quokkas\n\nA quokka is a small marsupial that smiles.\n']) }],
    })
    await settled(app.product.client)
    await page.goto(`${app.product.url}/app/ask?q=What+is+a+quokka%3F`)
    await answer(page).getByText('small marsupial that smiles').first().waitFor()
    await page.waitForURL(/conv_/)
    const { documents } = await app.product.client.listDocuments({ path: 'quokka.md' })
    await app.product.client.deleteDocument(documents[0]?.id ?? '')
    await answer(page).getByText('removed together with a document').waitFor()
    expect(await page.getByText('small marsupial').count()).toBe(0)
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
    await page.waitForURL(/conv_/)
    for (let step = 0; step < 15; step += 1) {
      await page.keyboard.press('Shift+Tab')
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
