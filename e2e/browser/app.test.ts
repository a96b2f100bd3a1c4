import { describe, expect, it } from 'vitest'
import { addSamples, expectAccessible, hasBrowser, keepScreenshot, shown, useApp, type Visit } from './browser.ts'

const PATHS = [
  '/',
  '/library',
  '/search',
  '/ask',
  '/plans',
  '/plans/new',
  '/quizzes',
  '/review',
  '/cards',
  '/progress',
  '/concepts',
  '/models',
  '/machine',
  '/settings',
]
const VISITS: readonly (readonly [string, Visit])[] = [
  ['light', {}],
  ['dark', { dark: true }],
  ['phone', { phone: true, language: 'de' }],
]

describe.skipIf(!hasBrowser)('every page', () => {
  const app = useApp(addSamples)

  for (const [name, visit] of VISITS) {
    for (const path of PATHS) {
      it(`${path} in ${name}: opens, is accessible, loads nothing from elsewhere`, async () => {
        const page = await app.open(path, visit)
        await shown(page)
        await keepScreenshot(page, `${path === '/' ? 'home' : path.slice(1).replaceAll('/', '-')}-${name}`)
        await expectAccessible(page)
        const tooWide = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
        expect(tooWide, 'nothing reaches beyond the window').toBeLessThanOrEqual(0)
        expect(app.problems()).toEqual([])
        await page.close()
      })
    }
  }

  it('comes back by itself when the server was restarted', async () => {
    const page = await app.open('/library')
    await page.getByRole('heading', { level: 1 }).waitFor()
    await app.restart()
    await page.getByText('The server does not answer').waitFor({ state: 'hidden', timeout: 30_000 })
    await page.getByRole('link', { name: 'Search', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'Search' }).waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
    app.problems() // The lost connection is in the console, as it should be.
  })
})
