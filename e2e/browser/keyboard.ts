import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const MOST_TABS = 120

/** What has the focus, by its name for screen readers. */
const FOCUSED = `(() => {
  const element = document.activeElement
  if (element === null || element === document.body) return ''
  const labelled = element.labels?.[0]?.textContent
  return element.getAttribute('aria-label') ?? labelled ?? element.textContent ?? ''
})()`

/** Presses Tab until the control of this name has the focus, as somebody without a mouse would. */
export async function tabTo(page: Page, name: RegExp): Promise<void> {
  const seen: string[] = []
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    const focused = await page.evaluate<string>(FOCUSED)
    if (name.test(focused)) return
    seen.push(focused)
    await page.keyboard.press('Tab')
  }
  expect(seen, `${String(name)} is reached by Tab`).toContain(name)
}
