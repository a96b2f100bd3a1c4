import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { settled } from '../../tools/product-process.ts'
import { expectAccessible, hasBrowser, keepScreenshot, shown, useApp, type Visit } from './browser.ts'
import { lockedPdf } from './locked-pdf.ts'

const HERON = '# The grey heron\n\nThe grey heron waits in the reeds until a fish comes near.\n'
const OWL = '# The barn owl\n\nThe barn owl hears a mouse under the snow.\n'
const RESTART_MS = 60_000

describe.skipIf(!hasBrowser)('the library', () => {
  const app = useApp()
  let folder: string
  let page: Page

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'learnpath-dropped-'))
  })
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  afterEach(async () => {
    await page.close()
    const { client } = app.product
    for (const { id } of (await client.listCollections()).collections) await client.deleteCollection(id)
  })

  const row = (title: string): Locator => page.getByRole('row').filter({ hasText: title })
  const file = (name: string, content: string | Buffer): string => {
    const path = join(folder, name)
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(path, content)
    return path
  }
  const open = async (path = '/library', visit: Visit = {}): Promise<void> => {
    page = await app.open(path, visit)
    await shown(page)
  }
  const choose = async (...paths: readonly string[]): Promise<void> => {
    const choosing = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Add files' }).click()
    await (await choosing).setFiles([...paths])
  }
  const paths = async (): Promise<string[]> =>
    (await app.product.client.listDocuments()).documents.map((document) => document.path)

  it('chosen files are listed, read, and can be searched', async () => {
    await open()
    await expectAccessible(page)
    await choose(file('heron.md', HERON), file('owl.md', OWL))
    await page.getByText('2 documents added').waitFor()
    await row('The grey heron').getByText('Searchable').waitFor()
    await row('The barn owl').getByText('Searchable').waitFor()
    const { hits } = await app.product.client.search({ query: 'fish in the reeds' })
    expect(hits[0]?.path).toBe('heron.md')
    expect(await row('The grey heron').getByRole('link').getAttribute('href')).toMatch(/^\/app\/documents\/doc_/)
    await keepScreenshot(page, 'library-added')
    await expectAccessible(page)
    expect(app.problems()).toEqual([])
  })

  it('a dropped folder keeps its paths; what is no document is left out', async () => {
    file('birds/water/heron.md', HERON)
    file('birds/owl.md', OWL)
    file('birds/owl.jpg', 'no picture')
    file('birds/.git/notes.md', 'not meant')
    await open()
    await drop(page, [join(folder, 'birds')])
    await page.getByText('2 documents added · 1 file of another kind left out').waitFor()
    expect((await paths()).toSorted()).toEqual(['birds/owl.md', 'birds/water/heron.md'])
    await row('The grey heron').getByText('birds/water/heron.md').waitFor()
  })

  it('a file that is no document is refused with its reason', async () => {
    await open()
    await drop(page, [file('picture.bin', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]))])
    await page.getByText('1 not taken').waitFor()
    await page.getByText('Files of this kind cannot be read').waitFor()
    await page.getByText('PDF, Word (.docx), Markdown, HTML and plain text can.').waitFor()
    await expectAccessible(page)
    app.problems() // The browser writes every refusal into its console.
  })

  it('a pasted text becomes a document, and a second one of that name does not replace it', async () => {
    await open()
    for (const text of ['Herons are patient.', 'Herons are grey.']) {
      await page.evaluate(`{
        const clipboardData = new DataTransfer()
        clipboardData.setData('text/plain', ${JSON.stringify(text)})
        document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
      }`)
      const dialog = page.getByRole('dialog', { name: 'A note or a pasted text' })
      await dialog.getByLabel('Title').fill('Herons')
      await expectAccessible(page)
      await dialog.getByRole('button', { name: 'Add to the library' }).click()
      await dialog.waitFor({ state: 'hidden' })
      await page.getByText('1 document added').waitFor()
      await settled(app.product.client)
    }
    expect((await paths()).toSorted()).toEqual(['Herons 2.md', 'Herons.md'])
  })

  it('a locked PDF asks for its password, says when it is wrong, and can be read with the right one', async () => {
    await open()
    await choose(file('locked.pdf', lockedPdf(['The heron strikes faster than the eye can follow.'], 'reed-7')))
    await row('locked').getByText('This document is locked with a password').waitFor()
    await row('locked').getByRole('button', { name: 'Unlock' }).click()
    const dialog = page.getByRole('dialog', { name: 'This document is locked' })
    await expectAccessible(page)
    await page.keyboard.type('wrong')
    await page.keyboard.press('Enter')
    await dialog.getByText('This password does not open the document').waitFor()
    await dialog.getByLabel('Password').fill('reed-7')
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'hidden' })
    await row('locked').getByText('Searchable').waitFor()
    const { hits } = await app.product.client.search({ query: 'heron strikes' })
    expect(hits[0]?.path).toBe('locked.pdf')
    expect(app.problems()).toEqual([])
  })

  it('a document that cannot be read says why and what to do', async () => {
    await open()
    await choose(file('damaged.pdf', '%PDF-1.7\nthis is no document'))
    await row('damaged').getByText('Not readable').waitFor()
    await row('damaged').getByText('This file is damaged').waitFor()
    await row('damaged').getByRole('button', { name: 'What to do' }).click()
    const dialog = page.getByRole('dialog', { name: 'damaged' })
    await dialog.getByText('Open it in its own program, save it anew and add it again.').waitFor()
    expect(new URL(page.url()).searchParams.get('document')).toMatch(/^doc_/)
    await expectAccessible(page)
    await keepScreenshot(page, 'library-failure')
    await page.keyboard.press('Escape')
    await page.getByLabel('State').selectOption('failed')
    await page.waitForURL(/state=failed/)
    await row('damaged').waitFor()
  })

  it('deleting can be taken back; what is not taken back is gone', async () => {
    await open()
    await choose(file('heron.md', HERON), file('owl.md', OWL))
    await row('The grey heron').getByText('Searchable').waitFor()
    await row('The barn owl').getByText('Searchable').waitFor()
    await row('The grey heron').getByRole('button', { name: 'More for' }).click()
    await expectAccessible(page)
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await row('The grey heron').waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Undo' }).click()
    await row('The grey heron').waitFor()
    expect(await paths()).toHaveLength(2)

    await page.getByLabel('Select all').click()
    await page.getByText('2 documents selected').waitFor()
    await expectAccessible(page)
    await page.getByRole('status').getByRole('button', { name: 'Delete' }).click()
    await row('The grey heron').waitFor({ state: 'hidden' })
    // Leaving the page does not lose the intention.
    await page.getByRole('link', { name: 'Settings' }).first().click()
    await expect.poll(paths, { timeout: 15_000 }).toEqual([])
  })

  it('goes on by itself when the server is restarted in the middle of an upload', { timeout: RESTART_MS }, async () => {
    const filler = 'A heron stands still for a long time. '.repeat(4000)
    const files = Array.from({ length: 80 }, (_, index) => file(`many/${index}.md`, `# Heron ${index}\n\n${filler}`))
    await open()
    await choose(...files)
    await page.getByText(/Adding files: \d+ of 80/).waitFor()
    await app.restart()
    await page
      .getByText('80 documents added')
      .or(page.getByText(/\d+ documents added · \d+ were there already/))
      .waitFor()
    await settled(app.product.client)
    expect(await paths()).toHaveLength(80)
    await page.getByRole('progressbar').waitFor({ state: 'hidden' })
    await row('Heron 79').getByText('Searchable').waitFor()
    app.problems() // The lost connection is in the console, as it should be.
  })

  it('sorts, filters by name, tags and collections, with all of it in the address', async () => {
    const { client } = app.product
    await open()
    await choose(file('heron.md', HERON), file('owl.md', `${OWL}${OWL}`))
    await row('The barn owl').getByText('Searchable').waitFor()
    await row('The grey heron').getByRole('button', { name: 'More for' }).click()
    await page.getByRole('menuitem', { name: 'Details' }).click()
    const details = page.getByRole('dialog', { name: 'The grey heron' })
    await details.getByLabel('New tag').fill('water')
    await details.getByRole('button', { name: 'Add' }).click()
    await details.getByRole('button', { name: 'Remove the tag “water”' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByLabel('Tag').selectOption('water')
    await row('The barn owl').waitFor({ state: 'hidden' })
    await page.reload()
    await row('The grey heron').waitFor()
    expect(await page.getByRole('row').count()).toBe(2)
    await page.getByRole('button', { name: 'Clear the filter' }).click()
    await page.getByRole('button', { name: 'Size' }).click()
    await expect.poll(async () => await page.getByRole('row').nth(1).textContent()).toContain('barn owl')
    await page.getByLabel('Filter by name').fill('HERON')
    await row('The barn owl').waitFor({ state: 'hidden' })
    await page.waitForURL(/contains=HERON/)

    await page.getByRole('button', { name: 'New collection' }).click()
    await page.getByLabel('Name', { exact: true }).fill('Insects')
    await expectAccessible(page)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Insects', pressed: true }).waitFor()
    expect((await client.listCollections()).collections.map(({ name }) => name)).toContain('Insects')
    await page.getByRole('button', { name: 'Delete the collection “Insects”' }).click()
    await page.getByRole('button', { name: 'Insects', exact: false, pressed: true }).waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('button', { name: 'Insects', pressed: true }).waitFor()
  })

  it('watches a folder of the machine', async () => {
    file('course/heron.md', HERON)
    await open()
    await page.getByRole('button', { name: 'Watched folders' }).click()
    const dialog = page.getByRole('dialog', { name: 'Watched folders' })
    await dialog.getByLabel('Folder', { exact: true }).fill(join(folder, 'nowhere'))
    await dialog.getByRole('button', { name: 'Watch', exact: true }).click()
    await dialog.getByText('This file or folder cannot be read').waitFor()
    await dialog.getByLabel('Folder', { exact: true }).fill(join(folder, 'course'))
    await dialog.getByRole('button', { name: 'Watch', exact: true }).click()
    await dialog.getByText('Up to date').waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await row('The grey heron').getByText('Searchable').waitFor()
    app.problems() // The browser writes every refusal into its console.
  })

  it('works on a phone in German', async () => {
    await open('/library', { phone: true, language: 'de' })
    await page.getByText('Noch keine Dokumente').waitFor()
    await page.getByRole('button', { name: 'Weitere Wege' }).click()
    await expectAccessible(page)
    await page.getByRole('menuitem', { name: 'Notiz schreiben' }).click()
    await page.getByLabel('Text', { exact: true }).fill('Der Graureiher steht lange still.')
    await page.getByRole('button', { name: 'Zur Bibliothek hinzufügen' }).click()
    await row('Der Graureiher').getByText('Durchsuchbar').waitFor()
    await expectAccessible(page)
    await keepScreenshot(page, 'library-phone-german')
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    expect(app.problems()).toEqual([])
  })

  it('can be used with the keyboard alone', async () => {
    await app.product.client.addDocuments({
      files: [
        { path: 'a-heron.md', bytes: new Blob([HERON]) },
        { path: 'b-owl.md', bytes: new Blob([OWL]) },
      ],
    })
    await settled(app.product.client)
    await open('/library?sort=path')
    await row('The barn owl').waitFor()
    await tabTo(page, 'The grey heron')
    await page.keyboard.press('Space')
    await page.getByText('1 document selected').waitFor()
    await page.keyboard.press('ArrowDown')
    await expect.poll(async () => await focusedName(page)).toBe('The barn owl')
    await page.keyboard.press('Delete')
    await row('The barn owl').waitFor({ state: 'hidden' })
    await expect.poll(async () => await focusedName(page)).toBe('The grey heron')
    await page.keyboard.press('Tab')
    expect(await focusedName(page)).toBe('More for “The grey heron”')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'The grey heron' })
    await dialog.waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await tabTo(page, 'The grey heron')
    await page.keyboard.press('Enter')
    await page.waitForURL(/documents\/doc_/)
  })
})

/** Files and folders dropped from the desktop, as the browser itself hands them out. */
async function drop(page: Page, files: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files: [...files], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, x: 600, y: 400, data })
  }
  await session.detach()
}

const focusedName = async (page: Page): Promise<string> =>
  await page.evaluate("document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? ''")

async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    if ((await focusedName(page)) === name) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`${name} cannot be reached with the tab key`)
}
