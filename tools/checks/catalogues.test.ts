import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { ERRORS } from '@learnpath/contracts'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../dependencies.mjs'

const FOLDER = join(ROOT, 'web/src/i18n')
const LANGUAGES = ['en', 'de'] as const
const NAMES = readdirSync(join(FOLDER, 'en')).map((file) => file.replace('.json', ''))

type Tree = { readonly [key: string]: string | Tree }

function textsOf(tree: Tree, prefix = ''): [key: string, text: string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : textsOf(value, `${prefix}${key}.`),
  )
}

const catalogue = (language: string, name: string): Map<string, string> =>
  new Map(textsOf(JSON.parse(readFileSync(join(FOLDER, language, `${name}.json`), 'utf8')) as Tree))

/** A name within braces; not the one word of a form, as in `other {word}`. */
const SLOT = /(?<!\b(?:one|other|few|many|zero|true|false|yes|no|=\d+)\s*)\{\s*(\w+)\s*[,}]/g

/** Names within braces, and tags: what a text must have in every language. */
const slotsOf = (text: string): string[] =>
  [...new Set([...text.matchAll(SLOT), ...text.matchAll(/<(\w+)>/g)].map(([, name = '']) => name))].toSorted()

/** More than numbers, names and units: "{ms} ms" is the same in every language. */
const hasWords = (text: string): boolean => /[a-z]{3}[^{}]* [^{}]*[a-z]{3}/i.test(text.replaceAll(/\{[^{}]*\}/g, ''))

const SOURCES = readdirSync(join(ROOT, 'web/src'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /[.]tsx?$/.test(entry.name))
  .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
  .join('\n')

const WEB = join(ROOT, 'web/src')
const ROUTES_FILE = join(WEB, 'app/routes.tsx')

/** Names of the catalogues that a file and everything it imports, at once or later, take texts from, but for those it fetches itself. */
function cataloguesOf(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file) || file === ROUTES_FILE) return new Set()
  seen.add(file)
  const source = readFileSync(file, 'utf8')
  const own = [...source.matchAll(/useTranslations\('(\w+)/g)].map(([, name = '']) => name)
  const imported = [...source.matchAll(/(?:from|import\()\s*'([.][^']+[.]tsx?)'/g)]
  const brought = new Set(
    [...source.matchAll(/addMessages\(\[([^\]]*)\]/g)].flatMap(([, names = '']) => names.match(/\w+/g)),
  )
  const all = [...own, ...imported.flatMap(([, path = '']) => [...cataloguesOf(resolve(dirname(file), path), seen)])]
  return new Set(all.filter((name) => !brought.has(name)))
}

const PAGE = /page\(\s*'([^']+)',\s*(?:null|'\w+'),\s*\[([^\]]*)\],\s*async \(\) => \(await import\('([^']+)'\)/g
const PAGES = [...readFileSync(ROUTES_FILE, 'utf8').matchAll(PAGE)].map(([, path = '', names = '', file = '']) => ({
  path,
  fetched: names.match(/\w+/g) ?? [],
  file: resolve(dirname(ROUTES_FILE), file),
}))

describe('texts of the web app', () => {
  it('are fetched with the page that says them', () => {
    const frame = cataloguesOf(join(WEB, 'main.tsx'))
    expect([...frame].toSorted()).toEqual(['app', 'errors'])
    expect(PAGES.length).toBe(readFileSync(ROUTES_FILE, 'utf8').match(/^ {2}page\(/gm)?.length)
    for (const { path, fetched, file } of PAGES) {
      const said = [...cataloguesOf(file)].filter((name) => !frame.has(name))
      expect({ path, names: fetched.toSorted() }).toEqual({ path, names: said.toSorted() })
    }
  })

  it.each(NAMES)('%s: the same keys in every language, each with the same slots and a text', (name) => {
    const [english, german] = LANGUAGES.map((language) => catalogue(language, name))
    expect([...(german?.keys() ?? [])].toSorted()).toEqual([...(english?.keys() ?? [])].toSorted())
    const faulty = [...(english ?? [])].flatMap(([key, text]) => {
      const translated = german?.get(key) ?? ''
      const isWhole = text.trim() !== '' && translated.trim() !== ''
      return isWhole && slotsOf(translated).join() === slotsOf(text).join() ? [] : [{ key, text, translated }]
    })
    expect(faulty).toEqual([])
  })

  it.each(LANGUAGES)('every error of the server has a title and an advice (%s)', (language) => {
    const texts = catalogue(language, 'errors')
    const wanted = Object.keys(ERRORS).flatMap((code) => [`${code}.title`, `${code}.advice`])
    expect([...texts.keys()].toSorted()).toEqual(wanted.toSorted())
  })

  it('German is not English', () => {
    const same = NAMES.flatMap((name) => {
      const german = catalogue('de', name)
      return [...catalogue('en', name)]
        .filter(([key, text]) => hasWords(text) && german.get(key) === text)
        .map(([key]) => `${name}.${key}`)
    })
    expect(same).toEqual([])
  })

  it('no text is left over', () => {
    const unused = NAMES.filter((name) => name !== 'errors').flatMap((name) =>
      [...catalogue('en', name).keys()].filter((key) => !isUsed(key)).map((key) => `${name}.${key}`),
    )
    expect(unused).toEqual([])
  })
})

/** Written out, or built from a prefix: t(`state.${state}`). */
function isUsed(key: string): boolean {
  const parts = key.split('.')
  return (
    parts.some((_, count) => {
      const prefix = parts.slice(0, count).join('.')
      return count > 0 && (SOURCES.includes(`\`${prefix}.\${`) || SOURCES.includes(`'${prefix}'`))
    }) || SOURCES.includes(`'${key}'`)
  )
}
