import type { GatheredConcept } from './gather-concepts.ts'

/**
 * Groups of keys that surely name one thing: acronym and long form where the texts give one long form only, spellings that differ in
 * blanks, hyphens or diacritics, German plurals in -er, initials in documents of several languages. Each key is in one group at most.
 */
export function sameConcepts(gathered: ReadonlyMap<string, GatheredConcept>): string[][] {
  const groups = new Groups()
  for (const [key, concept] of gathered) {
    const [other, ...more] = [...concept.sameAs].filter((each) => gathered.has(each))
    if (other === undefined || more.length > 0) continue
    const back = [...(gathered.get(other)?.sameAs ?? [])].filter((each) => gathered.has(each))
    if (back.length === 1 && back[0] === key) groups.join(key, other)
  }
  const bySpelling = new Map<string, string>()
  for (const key of gathered.keys()) {
    for (const spelling of spellings(key, gathered)) {
      const known = bySpelling.get(spelling)
      if (known === undefined) bySpelling.set(spelling, key)
      else groups.join(known, key)
    }
    const plural = `${key}er`
    if (key.startsWith('de:') && gathered.has(plural)) groups.join(key, plural)
  }
  return groups.all()
}

const LEAST_LETTERS = 8

/** Codes that are equal for spellings of one word or name. */
function spellings(key: string, gathered: ReadonlyMap<string, GatheredConcept>): string[] {
  const [language = '', words = ''] = split(key)
  if (language === 'code') return []
  const result: string[] = []
  const closed = words.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('ß', 'ss').replaceAll(' ', '')
  if (closed.length >= LEAST_LETTERS) result.push(`${language}:${closed}`)
  if (gathered.get(key)?.kinds.has('acronym') === true) result.push(`initials ${words}`)
  return result
}

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
