import type { Page } from 'playwright-core'
import { launchChromium } from '../../tools/chromium.ts'
import { idle, startProduct } from '../../tools/product-process.ts'
import type { Benchmark } from '../benchmark.ts'
import { percentile } from '../environment.ts'
import { libraryOf20kChunks } from './library-of-20k-chunks.ts'

/** Of the labelled sets; every beginning of each is a search of its own. */
const QUERIES = [
  'vitamin d deficiency and cancer',
  'gene expression in stem cells',
  'mutable references and ownership',
  'how to center a div',
  '"immune system" -mouse',
  'blood pressure of children',
]
/** Typed once before, so that what is measured is neither the first request nor the first rendering. */
const WARM_UP = 'treatment of pain'
/** As the fastest typists do. */
const FAST_MS = 60

/**
 * Notes each key's moment, and the moment when the answer to what then stands in the field has been painted: a task after the
 * frame in which it was put on the page.
 */
const WATCH = `
  globalThis.painted = []
  let pressed = 0
  let waitsFor = null
  const field = document.querySelector('input[type=search]')
  field.addEventListener('keydown', ({ timeStamp }) => (pressed = timeStamp))
  const look = () => {
    if (waitsFor === null || document.querySelector('[data-query]')?.dataset.query !== waitsFor) return
    const since = pressed
    waitsFor = null
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => globalThis.painted.push(performance.now() - since)
      port2.postMessage(null)
    })
  }
  field.addEventListener('input', () => {
    waitsFor = field.value.trim() === '' ? null : field.value.trim()
    look()
  })
  new MutationObserver(look).observe(document.querySelector('main'), {
    subtree: true, childList: true, attributes: true, attributeFilter: ['data-query'],
  })`

/** Looks now and then, so that looking is no work beside what is measured. */
const PAINTED = `new Promise((resolve) => {
  const look = () => (globalThis.painted.length > 0 ? resolve(globalThis.painted.at(-1)) : setTimeout(look, 10))
  look()
})`

/** A blank at the end asks nothing new, and a quotation mark alone nothing at all. */
const asksAnew = (typed: string): boolean => /[\p{L}\p{N}]$/u.test(typed) && !/(^|\s)-\S*$/u.test(typed)

/** Types letter by letter, each when the answer to the one before is there. @returns milliseconds per letter */
async function slowly(page: Page, query: string): Promise<number[]> {
  await page.getByRole('searchbox').fill('')
  const taken: number[] = []
  for (let length = 1; length <= query.length; length++) {
    await page.evaluate('void (globalThis.painted = [])')
    await page.keyboard.press(query.charAt(length - 1))
    if (!asksAnew(query.slice(0, length))) continue
    taken.push(await page.evaluate<number>(PAINTED))
  }
  return taken
}

/** Types without waiting: requests that are overtaken are given up. @returns milliseconds after the last letter */
async function fast(page: Page, query: string): Promise<number> {
  await page.getByRole('searchbox').fill('')
  await page.keyboard.type(query.slice(0, -1), { delay: FAST_MS })
  await page.evaluate('void (globalThis.painted = [])')
  await page.keyboard.press(query.at(-1) ?? '')
  return await page.evaluate<number>(PAINTED)
}

export const benchmark: Benchmark = {
  name: 'web-search',
  description: 'search as it is typed in the browser at 20k chunks: from the key to the painted hits',
  async run(context) {
    const { home, chunks } = await libraryOf20kChunks(context)
    const product = await startProduct({ home, environment: { LEARNPATH_LOG_LEVEL: 'warn' } })
    const browser = await launchChromium()
    try {
      await idle(product.client)
      const page = await browser.newPage({ viewport: { width: 1280, height: 860 } })
      await page.goto(`${product.url}/app/search`)
      await page.getByRole('searchbox').waitFor()
      await page.evaluate(WATCH)
      await slowly(page, WARM_UP)
      const letters: number[] = []
      for (const query of QUERIES) letters.push(...(await slowly(page, query)))
      const lasts: number[] = []
      // Another beginning, so that nothing is remembered from before.
      for (const query of QUERIES) lasts.push(await fast(page, `the ${query}`))
      context.log(`${letters.length} letters at ${chunks} chunks`)
      return [
        { name: 'chunks', value: chunks, unit: 'chunks' },
        {
          name: 'key to painted hits p50',
          value: percentile(letters, 0.5),
          unit: 'ms',
          target: { operator: '<', value: 50 },
        },
        { name: 'key to painted hits p95', value: percentile(letters, 0.95), unit: 'ms' },
        { name: 'key to painted hits, worst', value: Math.max(...letters), unit: 'ms' },
        {
          name: 'last key of fast typing to painted hits p50',
          value: percentile(lasts, 0.5),
          unit: 'ms',
          target: { operator: '<', value: 50 },
        },
      ]
    } finally {
      await browser.close()
      await product.stop()
    }
  },
}
