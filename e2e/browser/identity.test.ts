// Accounts in the browser: the first administrator, an invitation, what each role is offered, keys, sessions.
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { expectAccessible, hasBrowser, keepScreenshot, shown, useApp, type Visit } from './browser.ts'

const PASSWORD = 'drei Igel tragen Hüte'
const ADA = { name: 'Ada', email: 'ada@example.org' }
const VERA = { name: 'Vera', email: 'vera@example.org' }
const OF_A_VIEWER = ['Home', 'Library', 'Search', 'Ask', 'Concepts', 'Settings']
const OF_AN_EDITOR = ['Home', 'Library', 'Search', 'Ask', 'Plans', 'Quizzes', 'Review', 'Concepts', 'Settings']

describe.skipIf(!hasBrowser)('accounts', () => {
  const app = useApp(undefined, () => ({ LEARNPATH_IDENTITY: 'local' }))
  let ada: Page
  let vera: Page
  /** Requests that the app sent although the role does not allow them. */
  const refused: string[] = []

  const open = async (path: string, visit?: Visit): Promise<Page> => {
    const page = await app.open(path, visit)
    page.on('response', (response) => {
      if (response.status() === 403) refused.push(`${page.url()}: ${response.request().method()} ${response.url()}`)
    })
    return page
  }
  const go = async (page: Page, path: string): Promise<void> => {
    await page.goto(`${app.product.url}/app${path}`)
    await shown(page)
  }
  const fillAccount = async (page: Page, { name, email }: typeof ADA): Promise<void> => {
    await page.getByLabel('Name', { exact: true }).fill(name)
    await page.getByLabel('E-mail address').fill(email)
    await page.getByLabel('New password').fill(PASSWORD)
    await page.getByLabel('Once more').fill(PASSWORD)
  }
  const signIn = async (page: Page, email: string): Promise<void> => {
    await page.getByLabel('E-mail address').fill(email)
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign in' }).click()
  }
  const navigation = async (page: Page): Promise<string[]> =>
    await page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link').allTextContents()
  const giveRole = async (role: string): Promise<void> => {
    await go(ada, '/workspace')
    const changed = ada.waitForResponse((response) => response.request().method() === 'PATCH')
    await ada.getByLabel('Role of Vera').selectOption({ label: role })
    await changed
  }

  it('the link that the server prints makes the first administrator, who may do everything', async () => {
    const token = /setup#(\S+)/.exec(app.product.output())?.[1] ?? ''
    ada = await open(`/setup#${token}`)
    await ada.getByRole('heading', { name: 'Set up LearnPath' }).waitFor()
    await expectAccessible(ada)
    await fillAccount(ada, ADA)
    await ada.getByRole('button', { name: 'Create account' }).click()
    await ada.getByRole('button', { name: 'Account: Ada' }).waitFor()
    await ada.getByRole('button', { name: 'Try the sample library' }).click()
    await ada.getByText('All 9 documents').waitFor({ timeout: 20_000 })
    expect(await navigation(ada)).toEqual([...OF_AN_EDITOR.slice(0, -1), 'Models', 'Lab', 'Machine', 'Settings'])
    await go(ada, '/installation')
    await ada.getByText('runs the installation').first().waitFor()
    await expectAccessible(ada)
    expect(app.problems()).toEqual([])
  }, 40_000)

  it('who is invited joins by the link, also when it was left for a while', async () => {
    await go(ada, '/workspace')
    await ada.getByLabel('Role', { exact: true }).selectOption({ label: 'Viewer' })
    await ada.getByRole('button', { name: 'Make a link' }).click()
    const link = await ada.getByLabel('Link for the invitation').inputValue()
    await expectAccessible(ada)
    vera = await open(`/invitation#${link.split('#')[1] ?? ''}`)
    await vera.getByRole('heading', { name: 'Join “Main”' }).waitFor()
    // As after signing in elsewhere, which leads back to an address without the token.
    await vera.goto(`${app.product.url}/app/invitation`)
    await vera.getByText('Your role: Viewer.').waitFor()
    await expectAccessible(vera)
    await fillAccount(vera, VERA)
    await vera.getByRole('button', { name: 'Create account and join' }).click()
    await vera.getByRole('button', { name: 'Account: Vera' }).waitFor()
    expect(app.problems()).toEqual([])
  }, 20_000)

  it('a viewer is offered searching, reading and asking, and told what other pages take', async () => {
    await go(vera, '/')
    expect(await navigation(vera)).toEqual(OF_A_VIEWER)
    await go(vera, '/library')
    await vera.getByRole('link', { name: 'Planning a study week' }).waitFor()
    expect(await vera.getByRole('checkbox').count()).toBe(0)
    expect(await vera.getByRole('button', { name: /^Add |New collection|^Keep|^Delete/ }).count()).toBe(0)
    await expectAccessible(vera)
    await go(vera, '/ask?q=What is photosynthesis?')
    await vera.getByRole('list', { name: 'Sources' }).or(vera.getByText('Sources')).first().waitFor({ timeout: 15_000 })
    for (const path of ['/search?q=light', '/concepts?about=related&view=relations', '/settings']) await go(vera, path)
    await expectAccessible(vera)
    await go(vera, '/plans')
    await vera.getByText('It takes the role “Learner” or a higher one').waitFor()
    await vera.getByText('Ask Ada for another one.').waitFor()
    await expectAccessible(vera)
    await go(vera, '/machine')
    await vera.getByText('It is for those who run this installation').waitFor()
    await keepScreenshot(vera, 'not-allowed')
    expect({ refused, problems: app.problems() }).toEqual({ refused: [], problems: [] })
  }, 40_000)

  it('an editor changes what is shared, and keeps a collection to herself', async () => {
    await giveRole('Editor')
    await go(vera, '/library')
    expect(await navigation(vera)).toEqual(OF_AN_EDITOR)
    await vera.getByRole('button', { name: 'New collection' }).click()
    await vera.getByLabel('Name', { exact: true }).fill('diary')
    await vera.getByLabel('Keep it private: nobody else sees it').check()
    await vera.getByRole('button', { name: 'Create', exact: true }).click()
    await vera.getByRole('button', { name: 'Share “diary” with the workspace' }).waitFor()
    await expectAccessible(vera)
    const seenByAda = async (): Promise<number> => {
      await go(ada, '/library')
      await ada.getByRole('link', { name: 'Planning a study week' }).waitFor()
      return await ada.getByRole('button', { name: 'diary' }).count()
    }
    expect(await seenByAda()).toBe(0)
    await vera.getByRole('button', { name: 'Share “diary” with the workspace' }).click()
    await expectAccessible(vera)
    await vera.getByRole('button', { name: 'Share', exact: true }).click()
    await vera.getByText('“diary” is shared with the workspace', { exact: true }).waitFor()
    expect(await seenByAda()).toBe(1)
    await vera.getByRole('button', { name: /samples/ }).click()
    await vera.getByRole('button', { name: 'More for “Planning a study week”' }).click()
    await vera.getByRole('menuitem', { name: 'Delete' }).click()
    // What waits to be undone is done when the window goes.
    await vera.reload()
    await go(ada, '/')
    await ada.getByText('All 8 documents').waitFor()
    expect({ refused, problems: app.problems() }).toEqual({ refused: [], problems: [] })
  }, 40_000)

  it('a role that is taken back takes its pages with it as soon as the server refuses one', async () => {
    await go(vera, '/library')
    await giveRole('Viewer')
    await vera.getByRole('link', { name: 'Quizzes' }).click()
    await vera.getByText('It takes the role “Learner” or a higher one').waitFor()
    expect(await navigation(vera)).toEqual(OF_A_VIEWER)
    refused.splice(0)
    expect(app.problems().filter((problem) => !problem.includes('403'))).toEqual([])
  }, 20_000)

  it('a key does what its scope says', async () => {
    await go(vera, '/account')
    await vera.getByLabel('Name of the key').fill('a script')
    await vera.getByRole('button', { name: 'Create key' }).click()
    const key = await vera.getByLabel('Your new key').inputValue()
    await expectAccessible(vera)
    const status = async (method: string): Promise<number> => {
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
      const body = method === 'GET' ? {} : { body: JSON.stringify({ name: 'made by a script' }) }
      return (await fetch(`${app.product.url}/collections`, { method, headers, ...body })).status
    }
    expect([await status('GET'), await status('POST')]).toEqual([200, 403])
    await vera.getByRole('button', { name: 'Revoke' }).click()
    await expect.poll(async () => await status('GET')).toBe(401)
    expect(app.problems()).toEqual([])
  }, 20_000)

  it('a session that is ended elsewhere goes on where it was after signing in; signing out ends it', async () => {
    const other = await open('/account', { language: 'en' })
    await other.getByRole('heading', { name: 'Sign in' }).waitFor()
    await expectAccessible(other)
    await signIn(other, VERA.email)
    await other.getByRole('button', { name: 'Sign out there' }).click()
    await other.getByRole('button', { name: 'Sign out there' }).waitFor({ state: 'detached' })
    await vera.getByLabel('Name of the key').fill('still there')
    await vera.getByRole('button', { name: 'Create key' }).click()
    const dialog = vera.getByRole('dialog', { name: 'Your session has ended' })
    await dialog.waitFor()
    await expectAccessible(vera)
    await signIn(vera, VERA.email)
    await dialog.waitFor({ state: 'detached' })
    expect(await vera.getByLabel('Name of the key').inputValue()).toBe('still there')
    // The browser notes each answer that says so.
    expect(app.problems().filter((problem) => !problem.includes('401'))).toEqual([])
    await vera.getByRole('button', { name: 'Account: Vera' }).click()
    await vera.getByRole('menuitem', { name: 'Sign out' }).click()
    await vera.getByRole('heading', { name: 'Sign in' }).waitFor()
    const anew = await vera.context().newPage()
    await go(anew, '/library')
    await anew.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect({ refused, problems: app.problems() }).toEqual({ refused: [], problems: [] })
  }, 30_000)

  it('on a phone, in German, in the dark; and when the server is away at the start', async () => {
    const page = await open('/', { phone: true, dark: true, language: 'de' })
    await page.getByRole('heading', { name: 'Anmelden' }).waitFor()
    await expectAccessible(page)
    await keepScreenshot(page, 'sign-in-phone')
    expect(app.problems()).toEqual([])
    await page.route('**/session', async (route) => await route.abort())
    await page.reload()
    await page.getByRole('alert').waitFor()
    await expectAccessible(page)
    await keepScreenshot(page, 'start-failure-phone')
    await page.unroute('**/session')
    await page.getByRole('heading', { name: 'Anmelden' }).waitFor({ timeout: 10_000 })
    app.problems()
  }, 20_000)
})
