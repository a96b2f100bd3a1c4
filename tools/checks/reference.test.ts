// The reference pages say what the code says, and every link of the documentation leads somewhere.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ERRORS } from '@learnpath/contracts'
import { SETTINGS } from '../../server/app/setting-table.ts'
import { generatedFiles } from '../codegen/generated-files.ts'
import { ROOT, trackedFiles } from './tracked-files.ts'

const generated = await generatedFiles()
const pages = (await trackedFiles()).filter((file) => file.endsWith('.md') && !file.startsWith('samples/'))
const texts = new Map(
  await Promise.all(pages.map(async (page) => [page, await readFile(join(ROOT, page), 'utf8')] as const)),
)

describe('generated pages', () => {
  it.each([...generated])('%s is up to date (npm run docs)', async (path, text) => {
    expect(await readFile(join(ROOT, path), 'utf8')).toBe(text)
  })
})

describe('names', () => {
  it('every error code that is described exists, and every one that exists is described', () => {
    const described = new Set([...texts.values()].flatMap((text) => text.match(/\bLP_[A-Z]+(?:_[A-Z]+)*\b/g) ?? []))
    expect([...described].filter((code) => !Object.hasOwn(ERRORS, code))).toEqual([])
    expect(Object.keys(ERRORS).filter((code) => !described.has(code))).toEqual([])
  })

  it('every setting that is described exists', () => {
    const known = new Set<string>([
      ...SETTINGS.map(({ name }) => name),
      'LEARNPATH_TEST_DATA',
      'LEARNPATH_TEST_MODELS',
      'LEARNPATH_TEST_CHROMIUM',
      'LEARNPATH_TEST_STORE_URL',
      'LEARNPATH_TEST_SERVICES',
      'LEARNPATH_TEST_QDRANT_URL',
    ])
    const described = [...texts.values()].flatMap((text) => text.match(/\bLEARNPATH_[A-Z]+(?:_[A-Z]+)*\b/g) ?? [])
    // Each of them may lie in a file.
    const isKnown = (name: string): boolean => known.has(name) || known.has(name.replace(/_FILE$/u, ''))
    expect(described.filter((name) => !isKnown(name) && !name.startsWith('LEARNPATH_BENCH_'))).toEqual([])
  })
})

it('the index of decisions names every one', () => {
  const decisions = pages.filter((page) => /^docs\/decisions\/\d{4}-/.test(page))
  const index = texts.get('docs/decisions/README.md') ?? ''
  expect(decisions.filter((page) => !index.includes(`(${page.slice('docs/decisions/'.length)})`))).toEqual([])
})

/** As code hosts make them: lower case, punctuation dropped, blanks to hyphens. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-')

const headingsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading))

describe('links', () => {
  it.each([...texts.keys()])('of %s lead somewhere', async (page) => {
    const text = (texts.get(page) ?? '').replaceAll(/```[\s\S]*?```/g, '')
    const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target)
    const broken = targets
      .filter((target) => !/^[a-z]+:/.test(target))
      .filter((target) => !leadsSomewhere(page, target))
    expect(broken).toEqual([])
  })
})

function leadsSomewhere(page: string, target: string): boolean {
  const [path = '', anchor] = target.split('#')
  const file = path === '' ? page : join(dirname(page), decodeURIComponent(path))
  if (!existsSync(join(ROOT, file))) return false
  const text = texts.get(file)
  return anchor === undefined || text === undefined || headingsOf(text).includes(anchor)
}
