import type { SearchResponse, Status } from '@learnpath/contracts'
import { describe, expect, it } from 'vitest'
import { landingPage } from './landing-page.ts'

const status = (search: string, model?: string): Status =>
  ({
    version: '1.0.0',
    engines: { search, answer: 'extractive', ocr: null },
    documents: { total: 1, searchable: 1, queued: 0, processing: 0, failed: 0 },
    chunks: 1,
    collections: [],
    generations: model === undefined ? [] : [{ model, state: 'serving' }],
    sampleLibrary: { offered: false },
  }) as unknown as Status

const nothing = (engine: SearchResponse['engine'], model: string | null): SearchResponse => ({
  query: 'q',
  hits: [],
  total: 0,
  totalIsExact: true,
  tookMs: 1,
  engine,
  semantic: { used: model !== null, model, reason: null, lag: 0 },
  reranked: null,
  stages: {},
  indexLag: 0,
})

const page = async (content: Parameters<typeof landingPage>[0]): Promise<string> => await landingPage(content).text()

describe('landing page', () => {
  it('says what searched, and blames words only where nothing but words was looked for', async () => {
    const visit = { query: 'q', answer: null }
    const hybrid = await page({ ...visit, status: status('hybrid', 'e5'), results: nothing('hybrid', 'e5') })
    expect(hybrid).toContain('by keywords and e5')
    expect(hybrid).not.toContain('any of these words')
    const keyword = await page({ ...visit, status: status('keyword'), results: nothing('keyword', null) })
    expect(keyword).toContain('No passage has any of these words')
  })

  it.each([
    ['keyword', undefined, 'Search: keywords.'],
    ['hybrid', 'e5', 'Search: keywords and e5.'],
    ['keyword', 'not-installed', 'Search: keywords.'],
  ])('tells what serves: %s, %s', async (search, model, expected) => {
    const content = { query: '', answer: null, results: null, status: status(search, model) }
    expect(await page(content)).toContain(expected)
  })
})
