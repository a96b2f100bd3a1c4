// Quizzes and reviews as a learner takes them, by keyboard, with the server asked what it made of it.
import type { SolvedQuizItem } from '@learnpath/contracts'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { ProductProcess } from '../../tools/product-process.ts'
import { expectAccessible, hasBrowser, keepScreenshot, shown, useApp } from './browser.ts'
import { addStudy, removeCards } from './study-library.ts'

const TYPES = ['multiple-choice', 'cloze', 'true-false', 'matching', 'ordering', 'short-answer']
const ASKED = 30

/** Presses Tab until the control with this name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    const focused = await page.evaluate<string>(
      "(document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent).trim()",
    )
    if (focused.startsWith(name)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`the keyboard does not reach "${name}"`)
}

async function tabBackTo(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Shift+Tab')
  await tabTo(page, name)
}

/** Waits for a link that is only just coming, and goes there. */
async function tabToLink(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name }).waitFor()
  await tabTo(page, name)
}

/** Answers the item on the page by keyboard alone. @param typed instead of the right words */
async function answer(page: Page, item: SolvedQuizItem, typed?: string): Promise<void> {
  const right = item.solution.answer
  if ('option' in right) await page.keyboard.press(String(right.option + 1))
  else if ('isTrue' in right) await page.keyboard.press(right.isTrue ? 't' : 'f')
  else if ('text' in right) {
    await page.locator('input:focus, textarea:focus').waitFor()
    await page.keyboard.type(typed ?? right.text)
  } else if (item.type === 'matching') {
    for (const at of right.order) {
      await page.keyboard.press('Tab')
      await page.keyboard.press(String.fromCodePoint(97 + at))
    }
    await tabTo(page, 'Check')
  } else {
    for (const [place, step] of right.order.entries()) {
      await page.getByRole('button', { name: `Move up: ${item.options[step] ?? ''}` }).focus()
      await page.keyboard.press(String(place + 1))
    }
    await tabTo(page, 'Check')
  }
  await page.keyboard.press('Enter')
}

const feedbackOf = (page: Page) => page.getByRole('region', { name: 'About your answer' })

/** The words that are marked are the evidence, and they stand there in the document. */
async function expectEvidence(page: Page, { client }: ProductProcess, { solution }: SolvedQuizItem): Promise<void> {
  const quoted = feedbackOf(page).locator('blockquote')
  expect((await quoted.locator('mark').allTextContents()).join('')).toBe(solution.evidence)
  const shownText = ((await quoted.textContent()) ?? '').replaceAll(/^… | …$/g, '')
  const { text } = await client.documentText(solution.passage.documentId)
  expect(text).toContain(shownText)
  expect(text.slice(solution.evidenceStart, solution.evidenceEnd)).toBe(solution.evidence)
}

async function solvedItems({ client }: ProductProcess, quizId: string): Promise<SolvedQuizItem[]> {
  const { items } = await client.call('getQuiz', { params: { id: quizId } })
  return await Promise.all(items.map(async ({ id }) => await client.call('getQuizItem', { params: { id } })))
}

async function expectFit(page: Page, name: string): Promise<void> {
  await expectAccessible(page)
  await keepScreenshot(page, name)
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
}

const quizIdOf = (page: Page): string => new URL(page.url()).pathname.split('/').at(-1) ?? ''

describe.skipIf(!hasBrowser)('quiz and review', () => {
  const app = useApp(addStudy)

  it('goes from a quiz to reviews and their forecast by keyboard alone', { timeout: 180_000 }, async () => {
    const { client } = app.product
    await client.call('updateReviewSettings', { body: { newPerDay: 100 } })
    await removeCards(app.product)
    const page = await app.open('/quizzes')
    await shown(page)
    await expectAccessible(page)
    await tabTo(page, 'Make a quiz')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Control+a')
    await page.keyboard.type(String(ASKED))
    await page.keyboard.press('Enter')
    await page.waitForURL(/quizzes\/quiz_/)
    await shown(page)
    await page.getByText(`of ${ASKED} questions:`).waitFor()

    const quizId = quizIdOf(page)
    const items = await solvedItems(app.product, quizId)
    expect(new Set(items.map(({ type }) => type))).toEqual(new Set(TYPES))
    const looked = new Set<string>()
    const wrong: string[] = []
    let overridden = false
    for (const [index, item] of items.entries()) {
      await page.getByText(`Question ${index + 1} of ${items.length}`).waitFor()
      const isFirst = !looked.has(item.type)
      // A term above its question would answer it.
      expect(await page.getByRole('main').getByRole('link', { name: item.concept.name, exact: true }).count()).toBe(0)
      looked.add(item.type)
      if (isFirst) {
        await expectAccessible(page)
        await keepScreenshot(page, `quiz-${item.type}`)
      }
      if (item.type === 'short-answer' && isFirst) {
        await answer(page, item, `${item.solution.answerText} kettle`)
        await page.getByText('Close. Compare with the answer').waitFor()
        await expectAccessible(page)
        await page.keyboard.press('1')
        await page.getByText('Counts as right.').waitFor()
      } else if (item.type === 'cloze' && wrong.length === 0) {
        await answer(page, item, 'nonsense')
        await page.getByText('Wrong.', { exact: true }).waitFor()
        if (overridden) wrong.push(item.id)
        else {
          await tabBackTo(page, 'I was right')
          await page.keyboard.press('Enter')
          await page.getByText('Counts as right.').waitFor()
          overridden = true
        }
      } else {
        await answer(page, item)
        await page.getByText('Right.', { exact: true }).waitFor()
      }
      await expectEvidence(page, app.product, item)
      if (isFirst) {
        await expectAccessible(page)
        await keepScreenshot(page, `quiz-${item.type}-answered`)
      }
      await tabTo(page, index === items.length - 1 ? 'To the result' : 'Next')
      await page.keyboard.press('Enter')
    }
    await page.getByRole('heading', { name: `${items.length - 1} of ${items.length} right` }).waitFor()
    await expectAccessible(page)
    await keepScreenshot(page, 'quiz-summary')
    const after = await client.call('getQuiz', { params: { id: quizId } })
    expect(after).toMatchObject({ answered: items.length, correct: items.length - 1 })
    expect(after.results.filter(({ correct }) => correct === false).map(({ itemId }) => itemId)).toEqual(wrong)

    // The result is there again after a visit elsewhere.
    await page.reload()
    await page.getByRole('heading', { name: `${items.length - 1} of ${items.length} right` }).waitFor()
    await tabTo(page, 'Add to reviews')
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: `All ${items.length} questions` }).waitFor()
    await page.locator('[role=menuitem]:focus').waitFor()
    await page.keyboard.press('ArrowDown')
    await page.locator('[role=menuitem]:focus', { hasText: /^All/ }).waitFor()
    await page.keyboard.press('Enter')
    await tabToLink(page, 'Review now')
    const { cards } = await client.call('listCards', { query: {} })
    expect(new Set(cards.map(({ item }) => item?.id))).toEqual(new Set(items.map(({ id }) => id)))
    await page.keyboard.press('Enter')

    await reviewAll(page, items.length)
    const forecast = await client.call('reviewForecast', { query: { days: 30 } })
    const total = forecast.days.reduce((sum, { reviews }) => sum + reviews, 0)
    expect(total).toBeGreaterThanOrEqual(items.length)
    await page.getByRole('img', { name: `${total} reviews in the next 30 days` }).waitFor()
    await page.getByText('As a table').click()
    expect(await page.getByRole('row').count()).toBe(31)
    await expectAccessible(page)
    await keepScreenshot(page, 'review-done')
    expect(app.problems()).toEqual([])
    await page.close()
  })

  /** Reviews every card as easy, having taken the first review back once. */
  async function reviewAll(page: Page, count: number): Promise<void> {
    const { client } = app.product
    await shown(page)
    await page.getByText(`${count} new`).waitFor()
    await expectAccessible(page)
    const question = async (): Promise<string> => (await page.getByRole('heading', { level: 2 }).textContent()) ?? ''
    const reviewed = async (): Promise<number> =>
      (await client.call('listCards', { query: {} })).cards.filter(({ reviews }) => reviews > 0).length
    const first = await question()
    await page.keyboard.press('Space')
    await page.getByText('How well was it known?').waitFor()
    await expectAccessible(page)
    await keepScreenshot(page, 'review-answer')
    await page.keyboard.press('3')
    await page.getByRole('heading', { level: 2, name: first, exact: true }).waitFor({ state: 'detached' })
    await expect.poll(reviewed).toBe(1)
    await page.keyboard.press('z')
    await page.getByRole('heading', { level: 2, name: first, exact: true }).waitFor()
    expect(await reviewed()).toBe(0)
    for (let left = count; left > 0; left--) {
      await page.getByText(left === 1 ? 'one new' : `${left} new`).waitFor()
      await page.getByRole('button', { name: 'Show the answer' }).waitFor()
      await page.keyboard.press('Space')
      await page.getByText('How well was it known?').waitFor()
      await page.keyboard.press('4')
    }
    await page.getByRole('heading', { name: 'Done for today' }).waitFor()
    expect(await reviewed()).toBe(count)
  }

  it('removes a bad question, and brings it back', async () => {
    const { client } = app.product
    const quiz = await client.call('createQuiz', { body: { collection: 'study', count: 4 } })
    const page = await app.open(`/quizzes/${quiz.id}`)
    await page.getByText('Question 1 of 4').waitFor()
    const [item] = quiz.items
    const stateOf = async () => (await client.call('getQuizItem', { params: { id: item?.id ?? '' } })).state
    await page.getByRole('button', { name: 'Bad question: remove it' }).click()
    await page.getByText('Question 2 of 4').waitFor()
    expect(await stateOf()).toBe('removed')
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(stateOf).toBe('active')
    await page.getByRole('button', { name: 'Show the answer' }).click()
    await page.getByText('Shown without an answer.').waitFor()
    await expectAccessible(page)
    expect((await client.call('getQuiz', { params: { id: quiz.id } })).answered).toBe(0)
    expect(app.problems()).toEqual([])
    await page.close()
  })

  it('speaks German, on a phone and in the dark', async () => {
    const { client } = app.product
    const quiz = await client.call('createQuiz', { body: { collection: 'study', count: 30, seed: 7 } })
    const page = await app.open(`/quizzes/${quiz.id}`, { phone: true, dark: true, language: 'de' })
    const items = await solvedItems(app.product, quiz.id)
    const seen = new Set<string>()
    for (const [index, item] of items.entries()) {
      await page.getByText(`Frage ${index + 1} von ${items.length}`).waitFor()
      await page.getByRole('button', { name: 'Antwort zeigen' }).click()
      await page.getByText('Ohne eigene Antwort gezeigt.').waitFor()
      if (!seen.has(item.type)) await expectFit(page, `quiz-${item.type}-phone-de`)
      seen.add(item.type)
      await page.getByRole('button', { name: /Weiter$|Zum Ergebnis/ }).click()
    }
    await page.getByText(`${items.length} Fragen sind noch offen.`).waitFor()
    await client.call('createCards', { body: { deck: 'Own', front: 'Capital of Peru?', back: 'Lima' } })
    for (const path of ['/progress', '/cards', '/review']) {
      await page.goto(`${app.product.url}/app${path}`)
      await shown(page)
      await expectFit(page, `${path.slice(1)}-phone-de`)
    }
    expect(app.problems()).toEqual([])
    await page.close()
  })
})
