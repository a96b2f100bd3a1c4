import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** What a document shows as highlighted. */
export interface Highlighted {
  /** The words, in order. */
  readonly text: string
  /** Of a PDF: the pages that they are on. */
  readonly pages: readonly number[]
}

/** In a PDF the colour lies over the page's text: the words are those with their middle below it. */
const READ = `(() => {
  const words = [...document.querySelectorAll('mark[data-highlight="passage"]')].map((mark) => mark.textContent)
  const pages = []
  for (const page of document.querySelectorAll('[data-pdf-page]')) {
    const boxes = [...page.querySelectorAll('[data-highlight="passage"]')].map((box) => box.getBoundingClientRect())
    const layer = page.querySelector('[data-text-layer]')
    if (boxes.length === 0 || layer === null) continue
    pages.push(Number(page.dataset.pdfPage))
    const walker = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      for (const word of node.data.matchAll(/\\S+/g)) {
        const range = document.createRange()
        range.setStart(node, word.index)
        range.setEnd(node, word.index + word[0].length)
        const { left, right, top, bottom } = range.getBoundingClientRect()
        const [x, y] = [(left + right) / 2, (top + bottom) / 2]
        if (boxes.some((box) => x > box.left && x < box.right && y > box.top && y < box.bottom)) words.push(word[0])
      }
    }
  }
  return { text: words.join(' ').replaceAll(/\\s+/g, ' '), pages }
})()`

/** Waits until something is highlighted. */
export async function highlighted(page: Page): Promise<Highlighted> {
  let found: Highlighted = { text: '', pages: [] }
  await expect.poll(async () => (found = await page.evaluate<Highlighted>(READ)).text, { timeout: 20_000 }).not.toBe('')
  return found
}
