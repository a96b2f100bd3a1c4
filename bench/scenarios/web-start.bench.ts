import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { launchChromium } from '../../tools/chromium.ts'
import { settled, startProduct } from '../../tools/product-process.ts'
import type { Benchmark } from '../benchmark.ts'
import { percentile } from '../environment.ts'

const RUNS = 9
const PATHS = { home: '/app/', library: '/app/library', search: '/app/search' } as const

interface FirstLoad {
  /** The heading of the page is painted and its main thread is free to take input. */
  readonly interactiveMs: number
  readonly contentfulPaintMs: number
  /** Time in tasks of the main thread beyond 50 ms each: what input may have to wait for. */
  readonly blockingMs: number
  readonly scriptBytes: number
  readonly allBytes: number
  readonly hosts: number
}

/** Opens a page in a browser without a cache, over loopback. */
async function firstLoad(browser: Browser, url: string, path: string): Promise<FirstLoad> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 } })
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Network.enable')
  const types = new Map<string, string>()
  const headers = new Map<string, number>()
  const hosts = new Set<string>()
  let scriptBytes = 0
  let allBytes = 0
  session.on('Network.responseReceived', ({ requestId, type, response }) => {
    types.set(requestId, type)
    headers.set(requestId, response.encodedDataLength)
    hosts.add(new URL(response.url).host)
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    allBytes += encodedDataLength
    if (types.get(requestId) === 'Script') scriptBytes += encodedDataLength - (headers.get(requestId) ?? 0)
  })
  await page.addInitScript(`
    globalThis.blocking = 0
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) globalThis.blocking += duration - 50
    }).observe({ type: 'longtask', buffered: true })`)
  await page.goto(`${url}${path}`, { waitUntil: 'commit' })
  await page.locator('h1').waitFor()
  // The next idle moment: whatever was to be done before input can be answered is done.
  const interactiveMs = await page.evaluate<number>(
    'new Promise((resolve) => requestIdleCallback(() => resolve(performance.now())))',
  )
  await page.waitForFunction("document.querySelector('[data-loading]') === null")
  const contentfulPaintMs = await page.evaluate<number>(
    "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN",
  )
  const blockingMs = await page.evaluate<number>('globalThis.blocking')
  await context.close()
  return { interactiveMs, contentfulPaintMs, blockingMs, scriptBytes, allBytes, hosts: hosts.size }
}

export const benchmark: Benchmark = {
  name: 'web-start',
  description: 'first load of the web app over loopback, in a browser without a cache',
  async run(context) {
    const product = await startProduct({ home: join(context.scratchFolder, 'home') })
    const browser = await launchChromium()
    try {
      await product.client.addSampleLibrary()
      await settled(product.client)
      await firstLoad(browser, product.url, PATHS.home)
      const measurements = []
      for (const [name, path] of Object.entries(PATHS)) {
        const loads: FirstLoad[] = []
        for (let run = 0; run < RUNS; run++) loads.push(await firstLoad(browser, product.url, path))
        const median = (of: (load: FirstLoad) => number): number => percentile(loads.map(of), 0.5)
        measurements.push(
          {
            name: `${name}: interactive`,
            value: median(({ interactiveMs }) => interactiveMs),
            unit: 'ms',
            target: { operator: '<' as const, value: 1000 },
          },
          {
            name: `${name}: first contentful paint`,
            value: median(({ contentfulPaintMs }) => contentfulPaintMs),
            unit: 'ms',
          },
          { name: `${name}: total blocking time`, value: median(({ blockingMs }) => blockingMs), unit: 'ms' },
          {
            name: `${name}: scripts, gzip`,
            value: median(({ scriptBytes }) => scriptBytes) / 1000,
            unit: 'kB',
            ...(name === 'home' && { target: { operator: '<' as const, value: 200 } }),
          },
          { name: `${name}: everything, headers too`, value: median(({ allBytes }) => allBytes) / 1000, unit: 'kB' },
          {
            name: `${name}: hosts asked`,
            value: Math.max(...loads.map(({ hosts }) => hosts)),
            unit: 'hosts',
            target: { operator: '<=' as const, value: 1 },
          },
        )
      }
      return measurements
    } finally {
      await browser.close()
      await product.stop()
    }
  },
}
