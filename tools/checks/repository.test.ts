// What must hold for the repository as a whole: sizes, licences, nothing of the machine it was written on.
import { readFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeSamples } from '../codegen/make-samples.mjs'
import { ROOT, trackedFiles } from './tracked-files.ts'

const files = await trackedFiles()
const TEXT = /[.](ts|tsx|mjs|js|json|md|html|txt|css|yaml|yml|sh)$|(^|\/)(run|[.][a-z]+rc|LICENSE|NOTICE)$/
const BINARY_SAMPLES = /^samples\/.*[.](pdf|docx)$/

describe('size budgets', () => {
  const PRODUCT = /^(contracts\/src|server|cli)\/.*[.]ts$/
  const TEST = /[.](test|integration[.]test|contract|double|d)[.]ts$|\/testing\//

  it('product files stay small: none above 400 lines of code, 9 of 10 below 250', async () => {
    const sources = files.filter((file) => PRODUCT.test(file) && !TEST.test(file))
    const sizes = await Promise.all(sources.map(async (file) => ({ file, lines: await codeLines(file) })))
    expect(sizes.filter(({ lines }) => lines > 400)).toEqual([])
    const sorted = sizes.map(({ lines }) => lines).toSorted((a, b) => a - b)
    expect(sorted[Math.floor(sorted.length * 0.9)] ?? 0).toBeLessThanOrEqual(250)
  })

  it('no tracked file is larger than 500 KB', async () => {
    const sizes = await Promise.all(
      files.map(async (file) => ({ file, bytes: (await readFile(join(ROOT, file))).length })),
    )
    expect(sizes.filter(({ bytes }) => bytes > 500_000)).toEqual([])
  })

  it('no file is called by what it is not about', () => {
    const VAGUE = /(^|[/-])(utils?|helpers?|common|misc|types)[.][a-z.]+$/
    expect(files.filter((file) => VAGUE.test(file))).toEqual([])
  })
})

async function codeLines(file: string): Promise<number> {
  const text = await readFile(join(ROOT, file), 'utf8')
  return text.split('\n').filter((line) => !/^\s*($|\/\/|\/?\*)/.test(line)).length
}

describe('nothing of the machine', () => {
  it('no tracked text names a package registry, a home folder or the place of this checkout', async () => {
    const here = [ROOT.replace(/\/$/, ''), homedir()].filter((path) => path.length > 5)
    const GENERAL = /\bregistry\.[a-z]+[a-z.]*\.[a-z]{2,}|\/(home|Users)\/(?!me\/)[a-z]\w+\//
    const texts = files.filter((file) => TEXT.test(file))
    const found = await Promise.all(
      texts.map(async (file) => {
        const text = await readFile(join(ROOT, file), 'utf8')
        return [...(GENERAL.exec(text)?.slice(0, 1) ?? []), ...here.filter((path) => text.includes(path))].map(
          (what) => `${file}: ${what}`,
        )
      }),
    )
    expect(found.flat()).toEqual([])
  })
})

describe('dependencies', () => {
  const PERMISSIVE = new Set([
    'MIT',
    'ISC',
    'Apache-2.0',
    'BSD-2-Clause',
    'BSD-3-Clause',
    // duck 0.1 writes it so; its LICENSE is the text of BSD-2-Clause.
    'BSD',
    '0BSD',
    'Unlicense',
    'CC0-1.0',
    'BlueOak-1.0.0',
    'Python-2.0',
    'Zlib',
    'PSF-2.0',
  ])
  /** "A OR B" needs one of them, "A AND B" both. */
  const isPermissive = (licence: string): boolean =>
    licence
      .replaceAll(/[()]/g, '')
      .split(' OR ')
      .some((choice) => choice.split(' AND ').every((one) => PERMISSIVE.has(one.trim())))

  it('every package that the product installs has a permissive licence', async () => {
    const lock = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { dev?: boolean; link?: boolean; license?: string }>
    }
    const installed = Object.entries(lock.packages).filter(
      ([path, entry]) => path.startsWith('node_modules/') && entry.dev !== true && entry.link !== true,
    )
    const licences = await Promise.all(
      installed.map(async ([path, entry]) => [path, entry.license ?? (await licenceOf(path))] as const),
    )
    expect(licences.filter(([, licence]) => !isPermissive(licence))).toEqual([])
  })
})

async function licenceOf(path: string): Promise<string> {
  const file = join(ROOT, path, 'package.json')
  if (!existsSync(file)) return 'not installed'
  const { license, licenses } = JSON.parse(await readFile(file, 'utf8')) as {
    license?: string | { type: string }
    licenses?: { type: string }[]
  }
  if (typeof license === 'object') return license.type
  return license ?? licenses?.map(({ type }) => type).join(' OR ') ?? 'none'
}

describe('samples', () => {
  it('the PDF and Word files are what their sources make (npm run samples)', async () => {
    const made = await makeSamples()
    expect(files.filter((file) => BINARY_SAMPLES.test(file)).toSorted()).toEqual(made.map(([path]) => path).toSorted())
    const committed = await Promise.all(made.map(async ([path]) => await readFile(join(ROOT, path))))
    expect(made.filter(([, bytes], index) => committed[index]?.equals(bytes) !== true).map(([path]) => path)).toEqual(
      [],
    )
  })
})
