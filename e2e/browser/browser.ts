import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { CHROMIUM, launchChromium } from '../../tools/chromium.ts'
import { ROOT, settled, startProduct, type ProductProcess } from '../../tools/product-process.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** Pictures of the pages, for people to look at. */
const SCREENSHOTS = join(ROOT, 'e2e', 'screenshots')

/** Says why when browser tests cannot run here; in CI a missing browser is a failure. */
export const hasBrowser = CHROMIUM !== undefined || process.env['CI'] === 'true'
if (!hasBrowser) {
  console.warn('Browser tests are skipped: no Chromium found. Install it, or name it in LEARNPATH_TEST_CHROMIUM.')
}

export interface Visit {
  readonly phone?: boolean
  readonly dark?: boolean
  readonly language?: 'en' | 'de'
}

export interface AppUnderTest {
  readonly product: ProductProcess
  /** A new window of a visitor without a past. Errors in its console, and requests to other hosts, fail the test. */
  open(path: string, visit?: Visit): Promise<Page>
  /** Ends the server and starts it again on the same data and port. */
  restart(): Promise<void>
  /** Problems that windows had since the last call: console errors, policy violations, requests elsewhere. */
  problems(): string[]
}

/**
 * Starts the built product with an empty data folder and a browser, for the tests of one file.
 * @param prepare adds documents and waits for them
 * @param environment settings of the server, asked for when it starts
 */
export function useApp(
  prepare: (product: ProductProcess) => Promise<void> = async () => {},
  environment: () => Readonly<Record<string, string>> = () => ({}),
): AppUnderTest {
  const home = mkdtempSync(join(tmpdir(), 'learnpath-browser-'))
  const problems: string[] = []
  const contexts: BrowserContext[] = []
  let product: ProductProcess
  let browser: Browser

  beforeAll(async () => {
    product = await startProduct({ home, environment: environment() })
    await prepare(product)
    browser = await launchChromium()
  }, 120_000)
  afterEach(async ({ task: { name, result } }) => {
    if (result?.state !== 'fail') return
    // What is left open is what the test did not get past.
    const pages = contexts.flatMap((context) => context.pages())
    for (const page of pages) await tellOf(page, name)
    if (problems.length > 0) console.error(`Problems so far:\n${problems.splice(0).join('\n')}`)
  })
  afterAll(async () => {
    await Promise.all(contexts.map(async (context) => await context.close()))
    await browser?.close()
    await product?.stop()
    rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  })

  return {
    get product() {
      return product
    },
    async open(path, { phone = false, dark = false, language = 'en' } = {}) {
      const context = await browser.newContext({
        viewport: phone ? { width: 390, height: 844 } : { width: 1280, height: 860 },
        colorScheme: dark ? 'dark' : 'light',
        locale: language === 'de' ? 'de-DE' : 'en-GB',
        timezoneId: 'Europe/Berlin',
        reducedMotion: 'reduce',
      })
      contexts.push(context)
      const page = await context.newPage()
      watch(page, product.url, problems)
      await page.goto(`${product.url}/app${path}`)
      return page
    },
    async restart() {
      const { port } = new URL(product.url)
      await product.stop()
      product = await startProduct({ home, environment: environment(), port: Number(port) })
    },
    problems: () => problems.splice(0),
  }
}

/** Says what a page shows, keeps a picture of it, and closes it: the test is tried once more on a page of its own. */
async function tellOf(page: Page, test: string): Promise<void> {
  const shows = await page.locator('body').innerText()
  console.error(`${page.url()} shows:\n${shows.slice(0, 2000)}`)
  await keepScreenshot(page, `failed-${test.replaceAll(/[^a-z0-9]+/giu, '-').slice(0, 60)}`)
  await page.close()
}

function watch(page: Page, url: string, problems: string[]): void {
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => problems.push(`error: ${error.message}`))
  page.on('request', (request) => {
    const address = request.url()
    if (!address.startsWith(url) && !/^(data|blob):/.test(address)) problems.push(`request elsewhere: ${address}`)
  })
}

/** Adds the sample library and waits until it can be searched. */
export async function addSamples({ client }: ProductProcess): Promise<void> {
  await client.addSampleLibrary()
  await settled(client)
}

const FLOATING = ['dialog', '[role=dialog]', '[role=alertdialog]', '[role=menu]', '[role=tooltip]', 'svg', 'iframe']
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

interface Violation {
  readonly id: string
  readonly help: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[]
}

/** WCAG 2.2 A and AA by axe: none violated. */
export async function expectAccessible(page: Page): Promise<void> {
  // What is still fading in has less contrast than it will have.
  await page.evaluate(
    'Promise.all(document.getAnimations().map(async ({ finished }) => await finished.catch(() => null)))',
  )
  // By evaluation, which the page's policy does not reach.
  await page.evaluate(AXE)
  // A menu or a tooltip that is open lies over the page and in none of its landmarks.
  await page.evaluate(
    `axe.configure({ checks: [{ id: 'region', options: { regionMatcher: '${FLOATING.join(', ')}' } }] })`,
  )
  const options = { runOnly: { type: 'tag', values: TAGS } }
  const { violations } = await page.evaluate<{ violations: Violation[] }>(
    `axe.run(document, ${JSON.stringify(options)})`,
  )
  const told = violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}\n${nodes.map(({ html, failureSummary }) => `  ${html}\n  ${failureSummary ?? ''}`).join('\n')}`,
  )
  expect({ page: page.url(), violations: told.join('\n\n') }).toEqual({ page: page.url(), violations: '' })
}

/** Waits until the page has a heading and nothing on it is still loading. */
export async function shown(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor()
  // Not by a function that is polled: its text would be evaluated in the page, which the page's policy forbids.
  await page.locator('[data-loading]').first().waitFor({ state: 'detached' })
}

/** Whether the keyboard is there. */
export const hasFocus = async (locator: Locator): Promise<boolean> =>
  await locator.evaluate((element: unknown) => {
    const { document } = globalThis as { readonly document?: { readonly activeElement: unknown } }
    return element === document?.activeElement
  })

/** Keeps a picture of the whole page. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true })
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true })
}
