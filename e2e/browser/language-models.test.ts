// Who answers, chosen on the page of models: with an imitated Ollama server, and an OpenAI server that is not there.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startImitatedOllama } from '../../server/adapters/ollama/testing/imitated-ollama.ts'
import { expectAccessible, hasBrowser, keepScreenshot, shown, useApp } from './browser.ts'
import { tabTo } from './keyboard.ts'

const SMALL = 'llama3.2:3b'
const LARGE = 'qwen3:8b'
const PAGE = '/models?tab=language'

describe.skipIf(!hasBrowser)('language models', () => {
  let ollama: Awaited<ReturnType<typeof startImitatedOllama>>
  beforeAll(async () => {
    ollama = await startImitatedOllama({
      models: [{ name: SMALL }, { name: LARGE, sizeBytes: 5.2e9 }],
      script: () => ({ text: ['yes'] }),
    })
  })
  afterAll(async () => await ollama.stop())
  const app = useApp(undefined, () => ({
    LEARNPATH_OLLAMA_URL: ollama.url,
    LEARNPATH_OPENAI_URL: 'http://127.0.0.1:9',
  }))
  const chain = async () => (await app.product.client.call('listLanguageModels')).chain

  it('says that nobody is chosen, what is connected, and what is wrong with it', async () => {
    const page = await app.open(PAGE)
    await shown(page)
    await page.getByText('No language model is chosen: answers are sentences of your documents').waitFor()
    await page.getByRole('alert').filter({ hasText: 'cannot be reached' }).waitFor()
    await page.getByText('How to connect language models').click()
    await page.getByText('npx learnpath language-models install-engine').waitFor()
    await expectAccessible(page)
    await keepScreenshot(page, 'language-models')
  })

  it('is chosen with a fallback, in another order, and back again', async () => {
    await app.product.client.call('chooseLanguageModels', { body: { chain: null } })
    const page = await app.open(PAGE)
    await page.getByRole('button', { name: `Let it answer: ${SMALL}` }).click()
    await page.getByText(`${SMALL} answers now.`).first().waitFor()
    await page.getByRole('button', { name: `Try after the others: ${LARGE}` }).click()
    await expect.poll(chain).toEqual([`ollama:${SMALL}`, `ollama:${LARGE}`, 'extractive'])
    await page.getByRole('button', { name: `Try ${LARGE} earlier` }).click()
    await page.getByText(`${LARGE} answers now.`).first().waitFor()
    expect(await chain()).toEqual([`ollama:${LARGE}`, `ollama:${SMALL}`, 'extractive'])
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Undo' }).last().click()
    await expect.poll(chain).toEqual([`ollama:${SMALL}`, `ollama:${LARGE}`, 'extractive'])
    await page.getByRole('button', { name: 'As the settings say' }).click()
    await page.getByText('Answers are sentences of your documents now.').first().waitFor()
    expect(await chain()).toEqual(['extractive'])
  })

  it('is loaded and unloaded with the keyboard', async () => {
    await app.product.client.call('unloadLanguageModel', { body: { model: `ollama:${LARGE}` } })
    const page = await app.open(PAGE)
    await shown(page)
    await tabTo(page, new RegExp(`^Load: ${LARGE}`, 'u'))
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: `Unload: ${LARGE}` }).waitFor()
    await tabTo(page, new RegExp(`^Unload: ${LARGE}`, 'u'))
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: `Load: ${LARGE}` }).waitFor()
  })

  it('fits a phone, in the dark, in German', async () => {
    await app.product.client.call('chooseLanguageModels', { body: { chain: ['gguf:gone-with-a-long-name.gguf'] } })
    const phone = await app.open(PAGE, { phone: true, language: 'de', dark: true })
    await phone.getByText('Gerade nicht da').waitFor()
    expect(await phone.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    await expectAccessible(phone)
    await keepScreenshot(phone, 'language-models-phone-dark-de')
  })
})
