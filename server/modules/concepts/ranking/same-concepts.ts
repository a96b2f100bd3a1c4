import type { GatheredConcept } from './gather-concepts.ts'

/**
 * Groups of keys that surely name one thing: names that the texts give as two of one thing (initials only where they
 * stand for one), spellings that differ in
 * blanks, hyphens or diacritics, German plurals in -er, initials in documents of several languages. Each key is in one group at most.
 */
export function* sameConcepts(gathered: ReadonlyMap<string, GatheredConcept>): Generator<void, string[][]> {
  const groups = new Groups()
  const bySpelling = new Map<string, string>()
  let count = 0
  for (const [key, concept] of gathered) {
    for (const other of namesGiven(gathered, key, concept)) groups.join(key, other)
    for (const spelling of spellings(key, concept)) {
      const known = bySpelling.get(spelling)
      if (known === undefined) bySpelling.set(spelling, key)
      else groups.join(known, key)
    }
    const plural = `${key}er`
    if (key.startsWith('de:') && gathered.has(plural)) groups.join(key, plural)
    if (++count % KEYS_PER_STEP === 0) yield
  }
  return groups.all()
}

const KEYS_PER_STEP = 500

/** Other names of it that texts give, where they mean each other. */
function namesGiven(
  gathered: ReadonlyMap<string, GatheredConcept>,
  key: string,
  { sameAs }: GatheredConcept,
): string[] {
  if (sameAs.size === 0 || isAmbiguous(gathered, key)) return []
  return [...sameAs].filter((other) => isMutual(gathered, key, other) && !isAmbiguous(gathered, other))
}

function isMutual(gathered: ReadonlyMap<string, GatheredConcept>, one: string, other: string): boolean {
  return gathered.get(other)?.sameAs.has(one) === true
}

/** Initials that stand for several things in one collection. */
function isAmbiguous(gathered: ReadonlyMap<string, GatheredConcept>, key: string): boolean {
  const concept = gathered.get(key)
  if (concept === undefined || !concept.kinds.has('acronym')) return false
  return [...concept.sameAs].filter((other) => gathered.has(other)).length > 1
}

const LEAST_LETTERS = 8

/** Codes that are equal for spellings of one word or name. */
function spellings(key: string, { kinds }: GatheredConcept): string[] {
  const [language, words] = split(key)
  if (language === 'code') return []
  const result: string[] = []
  const closed = folded(words).replaceAll(' ', '')
  if (closed.length >= LEAST_LETTERS) result.push(`${language}:${closed}`)
  if (kinds.has('acronym')) result.push(`initials ${words}`)
  return result
}

function folded(words: string): string {
  if (!NOT_ASCII.test(words)) return words
  return words.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('ß', 'ss')
}

const NOT_ASCII = /[^\0-\x7f]/

function split(key: string): [string, string] {
  const at = key.indexOf(':')
  return [key.slice(0, at), key.slice(at + 1)]
}

/** Disjoint sets of keys. */
class Groups {
  readonly #parents = new Map<string, string>()

  join(left: string, right: string): void {
    const one = this.#root(left)
    const other = this.#root(right)
    if (one !== other) this.#parents.set(one < other ? other : one, one < other ? one : other)
  }

  all(): string[][] {
    const groups = new Map<string, string[]>()
    for (const key of this.#parents.keys()) {
      const root = this.#root(key)
      const group = groups.get(root)
      if (group === undefined) groups.set(root, [root, key])
      else if (key !== root) group.push(key)
    }
    return [...groups.values()].map((group) => [...new Set(group)].toSorted())
  }

  #root(key: string): string {
    let root = key
    for (let parent = this.#parents.get(root); parent !== undefined; parent = this.#parents.get(root)) root = parent
    return root
  }
}
