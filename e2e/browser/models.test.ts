// Models through the page: imported, used, rolled back, measured, downloaded, and what is said when there is no network.
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sha256Of, startHubServer, type HubServer } from '../../server/modules/models/testing/hub-server.ts'
import { addSamples, expectAccessible, hasBrowser, keepScreenshot, shown, useApp } from './browser.ts'
import { tabTo } from './keyboard.ts'

const MODELS = resolve(process.env['LEARNPATH_TEST_MODELS'] ?? '../shared/models')
const STATIC = join(MODELS, 'potion-base-2M-int8')
const SMALL = join(MODELS, 'm2v-bge-vq128x64')
const hasModels = existsSync(STATIC)
/** Nobody listens there. */
const NO_HUB = { HF_ENDPOINT: 'http://127.0.0.1:9', NO_PROXY: '127.0.0.1,localhost' }

async function importStatic(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Import from a folder' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Folder', { exact: true }).fill(STATIC)
  await dialog.getByLabel('Which model is it?').selectOption({ label: 'Another one …' })
  await dialog.getByLabel('Name', { exact: true }).fill(name)
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
}

const fitsTheWindow = async (page: Page): Promise<void> =>
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)

describe.skipIf(!hasBrowser)('models without a network', () => {
  const app = useApp(addSamples, () => NO_HUB)

  it('says what is in use and what suits the library', async () => {
    const page = await app.open('/models')
    await shown(page)
    await page.getByText('Search finds passages by their words. With a model').waitFor()
    await page.getByText('For your documents we suggest E5 small, multilingual').waitFor()
    await page.getByText('They are in English (5) and German (4).').waitFor()
    await page.getByRole('button', { name: 'Details of all-MiniLM-L6-v2' }).click()
    await page.getByText('sentence-transformers/all-MiniLM-L6-v2').waitFor()
    expect(page.url()).toContain('model=all-minilm-l6-v2')
    await expectAccessible(page)
    expect(app.problems()).toEqual([])
  })

  it('a download that fails tells why, and leads to the import; in German and on a phone too', async () => {
    const page = await app.open('/models')
    await page.getByRole('button', { name: 'Download potion-base-8M' }).click()
    const alert = page.getByRole('alert').filter({ hasText: 'Not downloaded' })
    await alert.waitFor({ timeout: 40_000 })
    expect(await alert.textContent()).toContain('Without a network, bring the model on a disk and import its folder.')
    await expectAccessible(page)
    await alert.getByRole('button', { name: 'Import from a folder' }).click()
    const dialog = page.getByRole('dialog', { name: 'Import a model' })
    expect(await dialog.getByLabel('Which model is it?').inputValue()).toBe('potion-base-8m')
    await dialog.getByText('How to get a model without a network here').click()
    await dialog.getByText('learnpath models pull potion-base-8m').waitFor()
    await dialog.getByLabel('Folder', { exact: true }).fill('/nowhere/at/all')
    await dialog.getByRole('button', { name: 'Import', exact: true }).click()
    await dialog.getByRole('alert').waitFor()
    await expectAccessible(page)

    const phone = await app.open('/models', { phone: true, language: 'de', dark: true })
    await phone.getByText('Nicht heruntergeladen').waitFor()
    await fitsTheWindow(phone)
    await expectAccessible(phone)
    await keepScreenshot(phone, 'models-failed-phone-dark-de')
    app.problems() // A refused import is in the console, as it should be.
  })
})

describe.skipIf(!hasBrowser || !hasModels)('a model of one’s own (needs LEARNPATH_TEST_MODELS)', () => {
  const app = useApp(addSamples, () => NO_HUB)
  const engine = async (): Promise<string> => (await app.product.client.search({ query: 'light' })).engine

  it('is imported, planned, built, serves, and is rolled back', async () => {
    const page = await app.open('/models')
    await shown(page)
    await importStatic(page, 'own-model')
    await page.getByRole('button', { name: 'Use for search …' }).click()
    const dialog = page.getByRole('dialog', { name: 'Use own-model for search' })
    await dialog.getByText('Passages to read').waitFor()
    await dialog.getByText('The model was not made for German.').waitFor()
    expect(await dialog.textContent()).toMatch(/MB of \d+ [GT]B free/)
    await expectAccessible(page)
    await keepScreenshot(page, 'models-plan')
    await dialog.getByRole('button', { name: 'Start' }).click()
    await page.getByText('own-model (8 bit) knows what they mean.').waitFor()
    expect(await engine()).toBe('hybrid')
    await expectAccessible(page)

    await page.getByRole('tab', { name: 'Vectors' }).click()
    expect(page.url()).toContain('tab=vectors')
    await page.getByRole('heading', { name: 'own-model (8 bit)' }).waitFor()
    await expectAccessible(page)
    await page.getByRole('tabpanel').getByRole('button', { name: 'Search by words alone' }).click()
    await page.getByText('Search goes by words alone now.').first().waitFor()
    await page.getByText('Ready to go back to').waitFor()
    expect(await engine()).toBe('keyword')
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('own-model (8 bit) knows what they mean.').waitFor()
    expect(await engine()).toBe('hybrid')
    expect(app.problems()).toEqual([])
  })

  it('changes over to another number format and back; what is dropped can be had back', async () => {
    const page = await app.open('/models')
    await page.getByRole('button', { name: 'Change number format …' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Number format').selectOption('none')
    await dialog.getByRole('button', { name: 'Start' }).click()
    await page.getByText('own-model (32 bit, as delivered) knows what they mean.').waitFor()
    await page.getByRole('tab', { name: 'Vectors' }).click()
    await page.getByRole('button', { name: 'Use these: own-model (8 bit)' }).click()
    await page.getByText('own-model (8 bit) knows what they mean.').waitFor()
    const drop = page.getByRole('button', { name: 'Delete: own-model (32 bit, as delivered)' })
    await drop.click()
    await drop.waitFor({ state: 'hidden' })
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Vectors of own-model deleted' })
      .getByRole('button', { name: 'Undo' })
      .click()
    await drop.waitFor()
    expect((await app.product.client.listGenerations()).generations).toHaveLength(2)
    expect(app.problems()).toEqual([])
  })

  it('is measured, compared as a chart and a table, and checked', async () => {
    const page = await app.open('/models?tab=comparison')
    await page.getByText('Not measured yet.', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Measure', exact: true }).click()
    await page.getByText('Measured on').waitFor({ timeout: 50_000 })
    await page
      .getByText(/per second/)
      .first()
      .waitFor()
    await expectAccessible(page)
    await page.getByLabel('What to compare').selectOption('fidelity')
    await page.getByRole('button', { name: 'Table: Fidelity' }).click()
    const table = page.getByRole('table', { name: 'Fidelity' })
    expect(await table.getByRole('row').count()).toBe(3)
    await expectAccessible(page)
    await keepScreenshot(page, 'models-comparison')
    await page.getByRole('tab', { name: 'Models', exact: true }).click()
    await page.getByRole('button', { name: 'More for own-model' }).click()
    await page.getByRole('menuitem', { name: 'Check the files' }).click()
    await page.getByText('Everything is as it should be.').waitFor({ timeout: 30_000 })
    await expectAccessible(page)
    expect(app.problems()).toEqual([])
  })

  it('is removed with some seconds to take it back', async () => {
    const page = await app.open('/models')
    await importStatic(page, 'spare')
    const menu = page.getByRole('button', { name: 'More for spare' })
    await menu.click()
    await page.getByRole('menuitem', { name: 'Remove' }).click()
    await menu.waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Undo' }).click()
    await menu.waitFor()
    expect((await app.product.client.getModel('spare')).installed).not.toEqual([])
    expect(app.problems()).toEqual([])
  })

  it('all of it by keyboard, in German, in the dark', async () => {
    const page = await app.open('/models', { language: 'de', dark: true })
    await shown(page)
    await tabTo(page, /^Aus Ordner importieren$/)
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await tabTo(page, /^Ordner$/)
    await page.keyboard.type(STATIC)
    await tabTo(page, /^Welches Modell ist es\?$/)
    await page.keyboard.press('End')
    await tabTo(page, /^Name$/)
    await page.keyboard.type('tastatur')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.getByRole('heading', { name: 'tastatur' }).waitFor()
    await tabTo(page, /^Mehr zu tastatur$/)
    await tabTo(page, /^Für die Suche benutzen/)
    await page.keyboard.press('Enter')
    await page.getByText('Zu lesende Textstellen').waitFor()
    await expectAccessible(page)
    await keepScreenshot(page, 'models-plan-dark-de')
    await tabTo(page, /^Beginnen$/)
    await page.keyboard.press('Enter')
    await page.getByText('Die Bedeutung kennt tastatur (8 Bit).').waitFor()
    await tabTo(page, /^Nur nach Wörtern suchen$/)
    await page.keyboard.press('Enter')
    await page.getByText('Die Suche richtet sich jetzt nur nach Wörtern.').first().waitFor()
    expect(await engine()).toBe('keyword')
    expect(app.problems()).toEqual([])
  })
})

describe.skipIf(!hasBrowser || !existsSync(SMALL))('a download (needs LEARNPATH_TEST_MODELS)', () => {
  const WEIGHTS = 'model.safetensors'
  let hub: HubServer
  beforeAll(async () => {
    hub = await startHubServer()
  })
  const app = useApp(
    async ({ client }) => {
      const files = [WEIGHTS, 'tokenizer.json', 'config.json']
      const contents = await Promise.all(files.map(async (file) => await readFile(join(SMALL, file))))
      for (const [index, file] of files.entries()) hub.put(file, contents[index] ?? new Uint8Array())
      const described = files.map((path, index) => ({
        path,
        role: (['weights', 'tokenizer', 'config'] as const)[index],
        sizeBytes: contents[index]?.byteLength ?? 0,
        sha256: sha256Of(contents[index] ?? new Uint8Array()),
      }))
      const folder = join((await client.status()).home, 'models', 'catalogue')
      await mkdir(folder, { recursive: true })
      await writeFile(join(folder, 'small.json'), JSON.stringify({ ...DESCRIPTION, files: described }))
    },
    () => ({ HF_ENDPOINT: hub.url, NO_PROXY: '127.0.0.1,localhost' }),
  )
  afterAll(async () => await hub.close())

  it('is followed, cancelled, and taken up again', async () => {
    const page = await app.open('/models')
    hub.hold(WEIGHTS)
    const download = page.getByRole('button', { name: 'Download Small one' })
    await download.click()
    await page.getByRole('progressbar', { name: 'Progress of Small one' }).waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Cancel: Small one' }).click()
    await download.waitFor()
    hub.hold(null)
    await download.click()
    await page.getByText('Small one is here.').first().waitFor()
    await page.getByRole('button', { name: 'Details of Small one' }).click()
    await page.getByRole('table', { name: 'Forms of Small one on this machine' }).waitFor()
    await page.getByRole('button', { name: 'More for Small one' }).click()
    await page.getByRole('menuitem', { name: 'Make a smaller form …' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(/^8 bit/).check()
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Make', exact: true }).click()
    await page.getByRole('row', { name: /^8 bit/ }).waitFor()
    await expectAccessible(page)
    expect(app.problems()).toEqual([])
  })
})

const DESCRIPTION = {
  id: 'small-one',
  title: 'Small one',
  repository: 'someone/small',
  revision: 'main',
  license: 'MIT',
  task: 'embed',
  runtime: 'static',
  dimensions: 64,
  pooling: 'mean',
  normalize: true,
  instructions: { query: '', passage: '' },
  maximumTokens: 512,
  languages: ['en'],
  parameters: null,
  recommendedUse: 'Tests.',
} as const
