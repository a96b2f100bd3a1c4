import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Plan } from '@learnpath/contracts'
import type { Page } from 'playwright-core'
import { convertIcsCalendar } from 'ts-ics'
import { describe, expect, it } from 'vitest'
import { ROOT, settled, type ProductProcess } from '../../tools/product-process.ts'
import { addSamples, expectAccessible, hasBrowser, keepScreenshot, shown, useApp } from './browser.ts'

const DATA = resolve(ROOT, process.env['LEARNPATH_TEST_DATA'] ?? '../shared/data')
const BOOK = join(DATA, 'openstax-biology/dev/docs')
const hasBook = existsSync(BOOK)
const CHAPTERS = 14
const DAY_MS = 86_400_000

async function addLibrary(product: ProductProcess): Promise<void> {
  await addSamples(product)
  if (!hasBook) return
  const files = readdirSync(BOOK)
    .toSorted()
    .slice(0, CHAPTERS)
    .map((path) => ({ path, bytes: new Blob([readFileSync(join(BOOK, path))]) }))
  await product.client.addDocuments({ collection: 'biology', files })
  await settled(product.client)
}

const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10)

async function open(page: Page, step: string): Promise<void> {
  await page
    .getByRole('navigation', { name: /^(Steps|Schritte)$/ })
    .getByRole('button', { name: step })
    .click()
}

/** The plan that a page of the app shows. */
async function planOf(product: ProductProcess, page: Page): Promise<Plan> {
  const id = /plans\/(plan_\w+)/.exec(page.url())?.[1] ?? ''
  return await product.client.call('getPlan', { params: { id } })
}

describe.skipIf(!hasBrowser)('learning plans', () => {
  const app = useApp(addLibrary)
  const make = async (request: Parameters<typeof app.product.client.call<'createPlan'>>[1]): Promise<Plan> =>
    await app.product.client.call('createPlan', request)

  it('explains itself while there is none, and a goal is enough for a plan: typed, Enter, calendar, calendar file', async () => {
    const page = await app.open('/plans')
    await page.getByText('A plan turns your documents into modules').waitFor()
    await expectAccessible(page)
    await page.getByRole('link', { name: 'New plan' }).click()
    if (hasBook) {
      await open(page, 'Scope')
      await page.getByLabel('Collection').selectOption('samples')
      await open(page, 'Goal')
    }
    await page.getByLabel('Goal, in words').fill('how memory works')
    await page
      .getByRole('complementary', { name: 'Outlook' })
      .getByText(/of learning, done on/)
      .waitFor()
    await page.getByLabel('Goal, in words').press('Enter')
    await page.waitForURL(/plans\/plan_\w+\?view=calendar/)
    await page.getByRole('grid', { name: 'Calendar' }).waitFor()
    await shown(page)
    await keepScreenshot(page, 'plan-calendar-light')
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Export' }).click()
    await page.getByLabel('Sessions begin at').fill('18:30')
    await expectAccessible(page)
    const link = page.getByRole('link', { name: 'Calendar (.ics)' })
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
    const { events = [] } = convertIcsCalendar(undefined, readFileSync(await download.path(), 'utf8'))
    const plan = await planOf(app.product, page)
    expect(events.map(({ start }) => start.date.toISOString().slice(0, 10))).toEqual(
      plan.sessions.map(({ date }) => date),
    )
    expect(events[0]?.summary).toContain(plan.modules[0]?.title)
    expect(plan.goal).toBe('how memory works')
    expect(app.problems()).toEqual([])
  })

  it('lays the preview anew as hours and deadline change, says what is missing, and drops with one click', async () => {
    const page = await app.open(`/plans/new?collection=${hasBook ? 'biology' : 'samples'}`)
    const outlook = page.getByRole('complementary', { name: 'Outlook' })
    await outlook.getByText(/of learning, done on/).waitFor()
    await expectAccessible(page)
    await open(page, 'Scope')
    await page.getByLabel('Search documents').fill('the')
    await page.getByRole('checkbox', { name: /the/i }).first().waitFor()
    await expectAccessible(page)
    await open(page, 'Time')
    const before = await outlook.innerText()
    await page.getByLabel('Hours per week').fill('0.5')
    await expect.poll(async () => await outlook.innerText()).not.toBe(before)
    await page.getByLabel('Deadline').fill(inDays(8))
    await outlook.getByText(/do not fit in before/).waitFor()
    await expectAccessible(page)
    await keepScreenshot(page, 'plan-wizard-too-late-light')
    await open(page, 'Preview')
    const modules = page.getByRole('list', { name: 'Modules' }).getByRole('listitem')
    const count = await modules.count()
    await expectAccessible(page)
    await keepScreenshot(page, 'plan-wizard-preview-light')
    const drop = outlook.getByRole('button', { name: /^Drop “.+” – saves/ }).first()
    const [, title = ''] = /“(.+)”/.exec(await drop.innerText()) ?? []
    await drop.click()
    await expect.poll(async () => await modules.count()).toBe(count - 1)
    await page.getByRole('button', { name: `Put ${title} back` }).waitFor()
    // What was filled in is there again after the page was loaded anew.
    await page.reload()
    await page.getByRole('button', { name: `Put ${title} back` }).waitFor()
    await open(page, 'Time')
    expect(await page.getByLabel('Hours per week').inputValue()).toBe('0.5')
    await outlook.getByRole('button', { name: /^Move the deadline to/ }).click()
    await outlook.getByText(/in time for/).waitFor()
    await page.getByRole('button', { name: 'Create plan' }).click()
    await page.waitForURL(/view=calendar/)
    const plan = await planOf(app.product, page)
    expect(plan.modules.map((module) => module.title)).not.toContain(title)
    expect(plan.request).toMatchObject({ hoursPerWeek: 0.5 })
    expect(plan.feasibility.feasible).toBe(true)
    expect(app.problems()).toEqual([])
  })

  it('what the address names is chosen', async () => {
    const { documents } = await app.product.client.call('listDocuments', { query: { contains: 'memory' } })
    const page = await app.open(`/plans/new?documentId=${documents[0]?.id}&step=scope`)
    await page.getByRole('button', { name: `Remove ${documents[0]?.title}` }).waitFor()
    await expect.poll(() => page.url()).not.toContain('documentId')
    await page.getByRole('button', { name: 'Create plan' }).click()
    await page.waitForURL(/view=calendar/)
    expect((await planOf(app.product, page)).request.documentIds).toEqual([documents[0]?.id])
  })

  it('a goal that no document knows is told, with what to do', async () => {
    const page = await app.open('/plans/new?goal=zymurgy&collection=samples')
    await page.getByText('Nothing in the documents has to do with').waitFor()
    await expectAccessible(page)
    app.problems() // The refused preview is in the console.
  })

  it('passages open in the reader and are ticked and opened again; the module has its quiz', async () => {
    const { id } = await make({ body: { collection: 'samples', goal: 'photosynthesis' } })
    const page = await app.open(`/plans/${id}`)
    await shown(page)
    await expectAccessible(page)
    await keepScreenshot(page, 'plan-path-light')
    const tick = page.getByRole('checkbox', { name: /^Read:/ }).first()
    await tick.click()
    await expect.poll(async () => (await planOf(app.product, page)).modules[0]?.reading[0]?.done).toBe(true)
    await expect.poll(async () => await tick.isChecked()).toBe(true)
    await tick.click()
    await expect.poll(async () => (await planOf(app.product, page)).modules[0]?.reading[0]?.done).toBe(false)
    const plan = await planOf(app.product, page)
    const passage = plan.modules[0]?.reading[0]?.passage
    await page.getByRole('link', { name: 'Start' }).click()
    await page.waitForURL(new RegExp(`documents/${passage?.documentId}\\?start=${passage?.start}`))
    await page.goBack()
    await page.getByRole('button', { name: /^Quiz: \d+ question/ }).click()
    await page.waitForURL(/\/quizzes\/\w+/, { timeout: 60_000 })
    const quizId = (await app.product.client.call('getPlan', { params: { id } })).modules[0]?.quiz.quizId
    expect(page.url()).toContain(quizId ?? 'none')
    expect(app.problems()).toEqual([])
  })

  it('a session that was done or missed changes the future alone', async () => {
    const plan = await make({ body: { collection: hasBook ? 'biology' : 'samples', hoursPerWeek: 2, days: WEEK } })
    const page = await app.open(`/plans/${plan.id}?view=calendar`)
    await shown(page)
    const [first, second] = plan.sessions
    await page.getByRole('button', { name: 'Done', exact: true }).first().click()
    await expect.poll(async () => (await planOf(app.product, page)).sessions[0]?.state).toBe('done')
    await page.getByRole('button', { name: 'Missed', exact: true }).first().click()
    await expect.poll(async () => (await planOf(app.product, page)).sessions[1]?.state).toBe('missed')
    const after = await planOf(app.product, page)
    expect(after.sessions[0]).toEqual({ ...first, state: 'done' })
    expect(after.sessions[1]).toEqual({ ...second, state: 'missed' })
    expect(after.sessions.slice(2).every(({ state }) => state === 'planned')).toBe(true)
    await page.getByRole('tab', { name: 'Changes' }).click()
    await page.getByText(/The session of .+ was missed/).waitFor()
    await page.getByText(/The session of .+ was done/).waitFor()
    await expectAccessible(page)
    expect(app.problems()).toEqual([])
  })

  it('a change is seen before it is made', async () => {
    const plan = await make({ body: { collection: hasBook ? 'biology' : 'samples', hoursPerWeek: 2 } })
    const page = await app.open(`/plans/${plan.id}`)
    await page.getByRole('button', { name: 'Change plan' }).click()
    const dialog = page.getByRole('dialog', { name: 'Change the plan' })
    await dialog.getByText('Nothing yet: change something above.').waitFor()
    await dialog.getByLabel('Hours per week').fill('6')
    await dialog.getByRole('rowheader', { name: 'Done on' }).waitFor()
    await dialog.getByText(/in their place/).waitFor()
    await expectAccessible(page)
    await keepScreenshot(page, 'plan-change-light')
    expect((await planOf(app.product, page)).revision).toBe(plan.revision)
    await dialog.getByRole('button', { name: 'Accept' }).click()
    await dialog.waitFor({ state: 'hidden' })
    const changed = await planOf(app.product, page)
    expect(changed.request.hoursPerWeek).toBe(6)
    expect(changed.feasibility.finishDate < plan.feasibility.finishDate).toBe(true)
    expect(app.problems()).toEqual([])
  })

  it('a deleted plan can be had back, and is gone when it is not', async () => {
    const { id } = await make({ body: { collection: 'samples', goal: 'binary search' } })
    const page = await app.open(`/plans/${id}`)
    const remove = async (): Promise<void> => {
      await page.getByRole('button', { name: 'More', exact: true }).click()
      await page.getByRole('menuitem', { name: 'Delete plan' }).click()
      await page.getByRole('heading', { level: 1, name: 'Learning plans' }).waitFor()
    }
    await remove()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('link', { name: 'binary search' }).click()
    await remove()
    expect(await page.getByRole('link', { name: 'binary search' }).count()).toBe(0)
    await page.getByRole('button', { name: 'Close' }).click()
    await expect
      .poll(async () => (await app.product.client.call('listPlans')).plans.map((plan) => plan.id))
      .not.toContain(id)
    expect(app.problems()).toEqual([])
  })

  it('from a goal to a plan and through its calendar by keyboard alone', async () => {
    const page = await app.open('/plans/new?collection=samples')
    await shown(page)
    const press = async (...keys: string[]): Promise<void> => {
      for (const key of keys) await page.keyboard.press(key)
    }
    const tabTo = async (name: RegExp): Promise<void> => {
      for (let presses = 0; presses < 80; presses++) {
        await press('Tab')
        const focused = await page.evaluate<string>(
          "(() => { const at = document.activeElement; return at?.getAttribute('aria-label') || at?.labels?.[0]?.textContent || at?.textContent || '' })()",
        )
        if (name.test(focused.trim())) return
      }
      throw new Error(`no key leads to ${name}`)
    }
    await tabTo(/^Goal, in words/)
    await page.keyboard.type('photosynthesis')
    await tabTo(/^Next: Scope/)
    await press('Enter')
    await tabTo(/^Next: Time/)
    await press('Enter')
    await tabTo(/^Hours per week/)
    await page.keyboard.type('3')
    await tabTo(/^Saturday/)
    await press('Space')
    await tabTo(/^Next: Preview/)
    await press('Enter')
    await page.getByRole('list', { name: 'Modules' }).waitFor()
    await tabTo(/^Create plan/)
    await press('Enter')
    await page.waitForURL(/view=calendar/)
    const { request, sessions } = await planOf(app.product, page)
    expect(request).toMatchObject({ goal: 'photosynthesis', days: WEEK.slice(0, 6) })
    await shown(page)
    const day = page.locator('[role=grid] [tabindex="0"]')
    await day.focus()
    const first = sessions[0]?.date ?? ''
    await press('ArrowRight')
    await expect.poll(async () => await nameOfFocus(page)).toContain(dayName(first, 1))
    await press('PageDown', 'PageUp', 'ArrowDown', 'ArrowLeft')
    await expect.poll(async () => await nameOfFocus(page)).toContain(dayName(first, 7))
    expect(app.problems()).toEqual([])
  })

  it('speaks German, on a phone, in dark colours', async () => {
    const page = await app.open('/plans/new?goal=Drehstrommotor&collection=samples', {
      phone: true,
      dark: true,
      language: 'de',
    })
    await page.getByText(/Lernzeit, fertig am/).waitFor()
    for (const step of ['Umfang', 'Zeit', 'Vorschau']) {
      await open(page, step)
      await shown(page)
      await expectAccessible(page)
      await expectNoOverflow(page)
      await keepScreenshot(page, `plan-wizard-${step.toLowerCase()}-phone`)
    }
    await page
      .getByText(/Teil des Ziels/)
      .first()
      .waitFor()
    await page.getByRole('button', { name: 'Lernplan erstellen' }).click()
    await page.waitForURL(/view=calendar/)
    await page.getByRole('heading', { name: 'Lerneinheiten' }).waitFor()
    await shown(page)
    await expectAccessible(page)
    await expectNoOverflow(page)
    await keepScreenshot(page, 'plan-calendar-phone')
    await page.getByRole('tab', { name: 'Weg' }).click()
    await page.getByText('Warum hier').waitFor()
    await expectAccessible(page)
    await expectNoOverflow(page)
    await keepScreenshot(page, 'plan-path-phone')
    expect(app.problems()).toEqual([])
  })
})

const WEEK = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

const nameOfFocus = async (page: Page): Promise<string> =>
  await page.evaluate("document.activeElement?.textContent ?? ''")

const dayName = (date: string, later: number): string =>
  new Date(Date.parse(date) + later * DAY_MS).toLocaleDateString('en', {
    timeZone: 'UTC',
    month: 'long',
    day: 'numeric',
  })

async function expectNoOverflow(page: Page): Promise<void> {
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
}
