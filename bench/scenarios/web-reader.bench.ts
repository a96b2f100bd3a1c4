import { join } from 'node:path'
import type { Document, DocumentText } from '@learnpath/contracts'
import type { Browser } from 'playwright-core'
import { launchChromium } from '../../tools/chromium.ts'
import { settled, startProduct } from '../../tools/product-process.ts'
import type { Benchmark, Measurement } from '../benchmark.ts'
import { percentile } from '../environment.ts'
import { createDocumentMaker } from './timed-documents.ts'

const PAGES = 1000
const MARKDOWN_BYTES = 3_000_000
/** Passages that are opened, at these shares of the document. */
const PLACES = [0.5, 0.1, 0.97, 0.3, 0.75] as const
const PASSAGE_LENGTH = 300
/** Words of both documents: who opens a citation has looked at hits or an answer before. */
const SEARCHED = 'zebrafinch+bowerbird'

interface Opened {
  readonly shownMs: number
  /** The highlighted words are those of the passage, white space aside. */
  readonly isRight: boolean
}

/** In the page: when the highlight is inside the window, since the page was asked for. The picture of a PDF page must be drawn too. */
const SHOWN_AT = `new Promise((resolve) => {
  const look = () => {
    const mark = document.querySelector('[data-highlight="passage"]')
    const box = mark?.getBoundingClientRect()
    const page = mark?.closest('[data-pdf-page]')
    const isDrawn = page === null || page?.querySelector('canvas') !== null
    if (box && box.height > 0 && box.top >= 0 && box.bottom <= innerHeight && isDrawn) resolve(performance.now())
    else requestAnimationFrame(look)
  }
  look()
})`

/** In the page: the words under the highlight, in both views. */
const WORDS = `(() => {
  const marks = [...document.querySelectorAll('[data-highlight="passage"]')]
  if (marks.some((mark) => mark.textContent !== '')) return marks.map((mark) => mark.textContent).join('')
  const boxes = marks.map((mark) => mark.getBoundingClientRect())
  let words = ''
  for (const run of document.querySelectorAll('[data-text-layer] span')) {
    const node = run.firstChild
    if (!(node instanceof Text)) continue
    for (let at = 0; at < node.length; at++) {
      const sign = document.createRange()
      sign.setStart(node, at)
      sign.setEnd(node, at + 1)
      const box = sign.getBoundingClientRect()
      const x = (box.left + box.right) / 2
      const y = (box.top + box.bottom) / 2
      if (boxes.some((each) => x > each.left && x < each.right && y > each.top && y < each.bottom)) words += node.data[at]
    }
  }
  return words
})()`

const bare = (text: string): string => text.replaceAll(/[\s\-‐|]/g, '')

interface Passage {
  readonly document: Document
  readonly content: DocumentText
  readonly share: number
}

/** From nothing, as a link in another program does it, or from a page of the app, as a citation does it. */
type From = 'link' | 'app'

async function openPassage(
  browser: Browser,
  url: string,
  { document, content, share }: Passage,
  from: From = 'link',
): Promise<Opened> {
  const { text, pages } = content
  // A passage within one page, as most are.
  const page = pages[Math.floor(pages.length * share)]
  const start = page?.start ?? text.indexOf('\n\n', Math.floor(text.length * share)) + 2
  const end = Math.min(start + PASSAGE_LENGTH, page?.end ?? text.length)
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 } })
  const window = await context.newPage()
  const pageNumber = page === undefined ? '' : `&page=${page.page}`
  const address = `/app/documents/${document.id}?start=${start}&end=${end}${pageNumber}`
  if (from === 'app') await window.goto(`${url}/app/search?q=${SEARCHED}`, { waitUntil: 'networkidle' })
  else await window.goto(url + address, { waitUntil: 'commit' })
  const shownMs =
    from === 'app'
      ? await window.evaluate<number>(`(async () => {
          const clicked = performance.now()
          history.pushState(null, '', ${JSON.stringify(address)})
          return (await ${SHOWN_AT}) - clicked
        })()`)
      : await window.evaluate<number>(SHOWN_AT)
  const words = await window.evaluate<string>(WORDS)
  await context.close()
  return { shownMs, isRight: bare(words) === bare(text.slice(start, end)) }
}

export const benchmark: Benchmark = {
  name: 'web-reader',
  description: 'from a link or a citation to its passage, visible and highlighted, in a browser without a cache',
  async run(context) {
    const maker = await createDocumentMaker(context.dataFolder)
    const product = await startProduct({ home: join(context.scratchFolder, 'home') })
    const browser = await launchChromium()
    try {
      const files = [
        { path: 'thick.pdf', bytes: new Blob([(await maker.pdf(PAGES, 'zebrafinch')).slice()]) },
        { path: 'long.md', bytes: new Blob([maker.markdown(MARKDOWN_BYTES, 'bowerbird').slice()]) },
      ]
      await product.client.addDocuments({ files })
      await settled(product.client)
      const { documents } = await product.client.listDocuments({})
      const measurements: Measurement[] = []
      for (const document of documents.toReversed()) {
        const content = await product.client.documentText(document.id)
        const name = document.format === 'pdf' ? `PDF of ${document.pageCount} pages` : 'Markdown of 3 MB'
        const target = { operator: '<' as const, value: 1500 }
        const all: Opened[] = []
        for (const from of ['link', 'app'] as const) {
          const opened: Opened[] = []
          await openPassage(browser, product.url, { document, content, share: 0.2 }, from)
          for (const share of PLACES) {
            const one = await openPassage(browser, product.url, { document, content, share }, from)
            context.log(
              `${document.path} at ${share} from ${from}: ${Math.round(one.shownMs)} ms, ${one.isRight ? 'right' : 'wrong'}`,
            )
            opened.push(one)
          }
          all.push(...opened)
          const times = opened.map(({ shownMs }) => shownMs)
          const how = from === 'link' ? 'from a link, nothing cached' : 'from a page of the app'
          measurements.push(
            { name: `${name}: passage shown ${how}, median`, value: percentile(times, 0.5), unit: 'ms', target },
            { name: `${name}: passage shown ${how}, slowest`, value: Math.max(...times), unit: 'ms', target },
          )
        }
        measurements.push({
          name: `${name}: highlights on the right words`,
          value: all.filter(({ isRight }) => isRight).length / all.length,
          unit: 'ratio',
          target: { operator: '>=', value: 1 },
        })
      }
      return measurements
    } finally {
      await browser.close()
      await product.stop()
    }
  },
}
