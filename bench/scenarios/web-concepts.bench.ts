import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { launchChromium } from '../../tools/chromium.ts'
import { settled, startProduct, type ProductProcess } from '../../tools/product-process.ts'
import type { Benchmark } from '../benchmark.ts'
import { percentile } from '../environment.ts'

const RUNS = 5
const LEAST_CONCEPTS = 1000

/** Adds the textbook and waits until its concepts are in. @returns how many there are */
async function addTextbook({ client, url }: ProductProcess, folder: string): Promise<number> {
  const { openAsBlob } = await import('node:fs')
  for (const name of await readdir(folder)) {
    const form = new FormData()
    form.set('collection', 'biology')
    form.set('file', await openAsBlob(join(folder, name)), name)
    const response = await fetch(`${url}/documents`, { method: 'POST', body: form })
    await response.body?.cancel()
  }
  await settled(client)
  for (;;) {
    const { pendingDocuments, total } = await client.call('conceptGraph', {
      query: { collection: 'biology', limit: 1 },
    })
    if (pendingDocuments === 0) return total
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

interface Opening {
  /** From the start of the navigation until all concepts are on the map. */
  readonly paintedMs: number
  /** The longest that input had to wait meanwhile. */
  readonly longestTaskMs: number
  readonly concepts: number
}

async function openMap(page: Page, url: string): Promise<Opening> {
  await page.goto(`${url}/app/concepts`, { waitUntil: 'commit' })
  const map = page.locator('[data-painted]')
  await map.waitFor()
  const paintedMs = await page.evaluate<number>(
    'new Promise((done) => requestAnimationFrame(() => done(performance.now())))',
  )
  const longestTaskMs = await page.evaluate<number>('globalThis.longestTaskMs')
  return { paintedMs, longestTaskMs, concepts: Number(await map.getAttribute('data-painted')) }
}

/** Times between frames while the map is dragged about. */
async function dragFrames(page: Page): Promise<readonly number[]> {
  const box = await page.getByRole('application').boundingBox()
  if (box === null) throw new Error('the map has no place')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.evaluate(`{
    globalThis.frames = []
    let before = performance.now()
    const count = () => {
      const now = performance.now()
      globalThis.frames.push(now - before)
      before = now
      requestAnimationFrame(count)
    }
    requestAnimationFrame(count)
  }`)
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 200, y + 80, { steps: 40 })
  await page.mouse.move(x - 200, y - 80, { steps: 80 })
  await page.mouse.up()
  return await page.evaluate<number[]>('globalThis.frames')
}

export const benchmark: Benchmark = {
  name: 'web-concepts',
  description:
    'concept map of a textbook of 132 modules in the browser, drawn by software: until painted, and while dragged',
  async run({ dataFolder, scratchFolder, log }) {
    const product = await startProduct({ home: join(scratchFolder, 'home') })
    const browser = await launchChromium()
    try {
      const total = await addTextbook(product, join(dataFolder, 'openstax-biology/dev/docs'))
      log(`${total} concepts`)
      const query = { collection: 'biology', limit: 2000 }
      const answers: number[] = []
      for (let run = 0; run < RUNS; run++) {
        const startedMs = performance.now()
        await product.client.call('conceptGraph', { query })
        answers.push(performance.now() - startedMs)
      }
      const openings: Opening[] = []
      const frames: number[] = []
      for (let run = 0; run < RUNS; run++) {
        const page = await browser.newPage({ viewport: { width: 1280, height: 860 } })
        await page.addInitScript(`
          globalThis.longestTaskMs = 0
          new PerformanceObserver((list) => {
            for (const { duration } of list.getEntries()) globalThis.longestTaskMs = Math.max(globalThis.longestTaskMs, duration)
          }).observe({ type: 'longtask', buffered: true })`)
        openings.push(await openMap(page, product.url))
        frames.push(...(await dragFrames(page)))
        await page.close()
      }
      const concepts = Math.min(...openings.map((opening) => opening.concepts))
      return [
        {
          name: 'concepts on the map',
          value: concepts,
          unit: 'concepts',
          target: { operator: '>=', value: LEAST_CONCEPTS },
        },
        { name: 'graph from the server', value: percentile(answers, 0.5), unit: 'ms' },
        {
          name: 'map painted',
          value: percentile(
            openings.map(({ paintedMs }) => paintedMs),
            0.5,
          ),
          unit: 'ms',
        },
        {
          name: 'longest task meanwhile',
          value: percentile(
            openings.map(({ longestTaskMs }) => longestTaskMs),
            0.5,
          ),
          unit: 'ms',
        },
        { name: 'frame while dragging, p50', value: percentile(frames, 0.5), unit: 'ms' },
        { name: 'frame while dragging, p95', value: percentile(frames, 0.95), unit: 'ms' },
      ]
    } finally {
      await browser.close()
      await product.stop()
    }
  },
}
