// The lab through the page: a comparison of a language model with extractive answers, rated blind; and of ways to search on questions
// that were marked, generated and looked over.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startImitatedOllama } from '../../server/adapters/ollama/testing/imitated-ollama.ts'
import type { ImitatedEngine } from '../../server/ports/language-engine.double.ts'
import { addSamples, expectAccessible, hasBrowser, keepScreenshot, shown, useApp } from './browser.ts'

const MODEL = join(resolve(process.env['LEARNPATH_TEST_MODELS'] ?? '../shared/models'), 'potion-base-2M-int8')
const hasModel = existsSync(MODEL)

const QUESTIONS = `
id: two-questions
title: Two questions
description: Enough to see that it works.
language: en
questions:
  - id: curve
    tier: 1
    text: Who measured the forgetting curve?
    topics: [[Ebbinghaus]]
  - id: sunlight
    tier: 2
    text: What do plants make of sunlight?
    topics: [[sugar, glucose], [oxygen]]
`

const fitsTheWindow = async (page: Page): Promise<void> =>
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)

describe.skipIf(!hasBrowser)('the lab', () => {
  let ollama: ImitatedEngine
  beforeAll(async () => {
    ollama = await startImitatedOllama({
      models: [{ name: 'tutor:1b' }],
      script: () => 'In 1885 the psychologist Hermann Ebbinghaus published measurements. [1]',
    })
  })
  afterAll(async () => {
    await ollama.stop()
  })
  const app = useApp(addSamples, () => ({ LEARNPATH_OLLAMA_URL: ollama.url, NO_PROXY: '127.0.0.1,localhost' }))
  let run = ''

  it('compares a language model with extractive answers on questions of one’s own', async () => {
    const page = await app.open('/lab')
    await shown(page)
    await page.getByText('Nothing compared yet').waitFor()
    await expectAccessible(page)
    await page
      .getByLabel('Add YAML file')
      .and(page.locator('input'))
      .setInputFiles({ name: 'two.yaml', mimeType: 'text/yaml', buffer: Buffer.from(QUESTIONS) })
    await page.getByText('2 questions', { exact: false }).first().waitFor()
    await page.getByRole('link', { name: 'Compare language models' }).click()
    await page.getByLabel('Question set').selectOption('two-questions')
    await page.getByText('4 answers: 2 questions, 2 subjects, once each').waitFor()
    await page.getByLabel('Name in the report').first().fill('Tutor')
    await page.getByLabel('Name in the report').nth(1).fill('Extracts')
    expect(await page.getByLabel('Model', { exact: true }).first().inputValue()).toBe('ollama:tutor:1b')
    await expectAccessible(page)
    await keepScreenshot(page, 'lab-new-chat')
    await page.getByRole('button', { name: 'Start' }).click()
    await page.getByText('Complete', { exact: true }).waitFor({ timeout: 60_000 })
    await page.getByRole('heading', { name: 'Decision' }).waitFor()
    await page.getByRole('heading', { name: 'Answers side by side' }).waitFor()
    await page.getByText('Hermann Ebbinghaus').first().waitFor()
    await expectAccessible(page)
    await keepScreenshot(page, 'lab-chat-report')
    run = page.url().split('/').at(-1) ?? ''
    expect(app.problems()).toEqual([])
  })

  it('shows what other weights would choose', async () => {
    const page = await app.open(`/lab/runs/${run}`)
    const quality = page.getByLabel('Quality', { exact: false }).and(page.locator('input[type=range]'))
    await quality.fill('0')
    await page.getByRole('slider', { name: 'Speed' }).fill('100')
    await page.getByText('Take Extracts').waitFor()
    await page.getByRole('button', { name: 'Usual weights' }).click()
    await page.getByRole('button', { name: /Table: Quality and speed/ }).click()
    await page.getByRole('rowheader', { name: 'Tutor' }).first().waitFor()
    expect(app.problems()).toEqual([])
  })

  it('is rated blind, by keys alone, and a judgement can be taken back', async () => {
    const page = await app.open(`/lab/runs/${run}/rate`)
    await shown(page)
    await page.getByText('0 of 2 judged').first().waitFor()
    expect(await page.locator('main').textContent()).not.toMatch(/Tutor|Extracts/)
    await keepScreenshot(page, 'lab-rate')
    await expectAccessible(page)
    await page.keyboard.press('5')
    await page.keyboard.press('4')
    const fluency = page.getByRole('group', { name: 'Answer A: Fluency' })
    expect(await fluency.getByRole('button', { name: '5' }).getAttribute('aria-pressed')).toBe('true')
    await page.keyboard.press('a')
    await page.getByText('1 of 2 judged').first().waitFor()
    await page.keyboard.press('u')
    await page.getByText('0 of 2 judged').first().waitFor()
    await page.keyboard.press('a')
    await page.getByText('1 of 2 judged').first().waitFor()
    await page.keyboard.press('t')
    await page.getByText('All judged').waitFor()
    await page.getByText('Tutor').waitFor()
    await keepScreenshot(page, 'lab-rated')
    await page.getByRole('link', { name: 'To the report' }).first().click()
    await page.getByRole('heading', { name: 'Judgements of people' }).waitFor()
    await page.getByText('Tutor against Extracts').waitFor()
    await expectAccessible(page)
    expect(app.problems()).toEqual([])
  })

  it('is there on a phone, in the dark and in German', async () => {
    for (const [path, name] of [
      ['/lab', 'lab'],
      [`/lab/runs/${run}`, 'lab-report'],
      ['/lab/new-chat', 'lab-new'],
    ] as const) {
      const page = await app.open(path, { phone: true, dark: true, language: 'de' })
      await shown(page)
      await fitsTheWindow(page)
      await expectAccessible(page)
      await keepScreenshot(page, `${name}-phone-dark-de`)
    }
    expect(app.problems()).toEqual([])
  })

  it('keeps a passage of a search as the answer to a question', async () => {
    const page = await app.open('/search?q=Who+measured+the+forgetting+curve')
    await page.getByRole('button', { name: 'More for passage 1', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Use as labelled question' }).click()
    const dialog = page.getByRole('dialog', { name: 'Use as labelled question' })
    expect(await dialog.getByLabel('Question').inputValue()).toBe('Who measured the forgetting curve')
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Kept as a labelled question').first().waitFor()
    expect(app.problems()).toEqual([])
  })

  it('has questions generated, which are accepted or rejected with a way back', async () => {
    const page = await app.open('/lab/labels/own')
    await page.getByText('Who measured the forgetting curve').waitFor()
    await page.getByRole('button', { name: 'Generate questions' }).click()
    const dialog = page.getByRole('dialog', { name: 'Generate questions' })
    await dialog.getByLabel('How many').fill('8')
    await dialog.getByRole('button', { name: 'Generate', exact: true }).click()
    await dialog.waitFor({ state: 'hidden' })
    const accepts = page.getByRole('button', { name: /^Accept: / })
    await accepts.first().waitFor()
    const before = await accepts.count()
    await accepts.first().click()
    await expect.poll(async () => await accepts.count()).toBe(before - 1)
    await page
      .getByRole('button', { name: /^Reject: / })
      .first()
      .click()
    await expect.poll(async () => await accepts.count()).toBe(before - 2)
    await page.getByRole('button', { name: 'Undo' }).first().click()
    await expect.poll(async () => await accepts.count()).toBe(before - 1)
    await expectAccessible(page)
    await keepScreenshot(page, 'lab-labels')
    expect(app.problems()).toEqual([])
  })

  it.skipIf(!hasModel)('compares searches and recommends one', async () => {
    await app.product.client.importModel({ folder: MODEL, id: 'potion-base-2m' })
    const page = await app.open('/lab/new-retrieval')
    await page.getByRole('heading', { name: 'Way 3' }).waitFor()
    await page.getByText(/searches for \d+ questions/).waitFor()
    await expectAccessible(page)
    await keepScreenshot(page, 'lab-new-retrieval')
    await page.getByRole('button', { name: 'Start' }).click()
    await page.getByText('Complete', { exact: true }).waitFor({ timeout: 90_000 })
    await page.getByRole('region', { name: 'Recommendation' }).waitFor()
    await page.getByRole('heading', { name: 'Question by question' }).waitFor()
    await expectAccessible(page)
    await keepScreenshot(page, 'lab-retrieval-report')
    const phone = await app.open(new URL(page.url()).pathname.replace('/app', ''), { phone: true, language: 'de' })
    await phone.getByRole('region', { name: 'Empfehlung' }).waitFor()
    await fitsTheWindow(phone)
    await keepScreenshot(phone, 'lab-retrieval-report-phone-de')
    expect(app.problems()).toEqual([])
  })
})
