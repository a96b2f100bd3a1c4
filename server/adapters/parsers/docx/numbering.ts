import { child, value } from './xml-tree.ts'
import type { XmlNode } from './xml-tree.ts'

interface Level {
  readonly format: string
  readonly start: number
  readonly text: string
}

export interface ListNumber {
  /** 1-based number, null in a bulleted list. */
  readonly number: number | null
  /** As Word shows it, e.g. "2.1" or "b)"; empty in a bulleted list. */
  readonly label: string
}

/** Counts list items the way Word does: lists that share a definition go on counting, a higher level starts lower ones anew. */
export class Numbering {
  readonly #abstractOf = new Map<string, string>()
  readonly #levels = new Map<string, Map<number, Level>>()
  readonly #overrides = new Map<string, Map<number, number>>()
  readonly #counters = new Map<string, number[]>()
  readonly #started = new Set<string>()

  constructor(part: XmlNode | null) {
    for (const node of part?.children[0]?.children ?? []) {
      if (node.name === 'w:abstractNum') this.#levels.set(node.attributes['w:abstractNumId'] ?? '', levelsOf(node))
      else if (node.name === 'w:num') this.#readList(node)
    }
  }

  /** Counts one item. Null when there is no such list. */
  next(listId: string, level: number): ListNumber | null {
    const abstractId = this.#abstractOf.get(listId)
    const levels = abstractId === undefined ? undefined : this.#levels.get(abstractId)
    const definition = levels?.get(level)
    if (abstractId === undefined || levels === undefined || definition === undefined) return null
    const counters = this.#count({ listId, abstractId, level, start: definition.start })
    if (definition.format === 'bullet' || definition.format === 'none') return { number: null, label: '' }
    const label = definition.text.replace(/%(\d)/g, (_, place: string) => {
      const above = levels.get(Number(place) - 1)
      return formatNumber(counters[Number(place) - 1] ?? above?.start ?? 1, above?.format ?? 'decimal')
    })
    return { number: counters[level] ?? 1, label }
  }

  #count(item: { listId: string; abstractId: string; level: number; start: number }): readonly number[] {
    const { listId, abstractId, level, start } = item
    const counters = this.#counters.get(abstractId) ?? []
    this.#counters.set(abstractId, counters)
    const override = this.#overrides.get(listId)?.get(level)
    const isRestart = override !== undefined && !this.#started.has(`${listId}/${level}`)
    this.#started.add(`${listId}/${level}`)
    const before = isRestart ? undefined : counters[level]
    counters[level] = before === undefined ? (override ?? start) : before + 1
    // Lower levels start anew.
    counters.length = level + 1
    return counters
  }

  #readList(node: XmlNode): void {
    const id = node.attributes['w:numId'] ?? ''
    this.#abstractOf.set(id, value(node, 'w:abstractNumId') ?? '')
    const overrides = new Map<number, number>()
    for (const entry of node.children) {
      const start = entry.name === 'w:lvlOverride' ? value(entry, 'w:startOverride') : undefined
      if (start !== undefined) overrides.set(Number(entry.attributes['w:ilvl'] ?? 0), Number(start))
    }
    this.#overrides.set(id, overrides)
  }
}

function levelsOf(definition: XmlNode): Map<number, Level> {
  const levels = new Map<number, Level>()
  for (const node of definition.children) {
    if (node.name !== 'w:lvl') continue
    levels.set(Number(node.attributes['w:ilvl'] ?? 0), {
      format: value(node, 'w:numFmt') ?? (child(node, 'w:lvlText') === undefined ? 'none' : 'decimal'),
      start: Number(value(node, 'w:start') ?? 1),
      text: value(node, 'w:lvlText') ?? '',
    })
  }
  return levels
}

function formatNumber(number: number, format: string): string {
  switch (format) {
    case 'lowerLetter':
      return letter(number)
    case 'upperLetter':
      return letter(number).toUpperCase()
    case 'lowerRoman':
      return roman(number)
    case 'upperRoman':
      return roman(number).toUpperCase()
    default:
      return String(number)
  }
}

function letter(number: number): string {
  return String.fromCharCode(97 + ((number - 1) % 26)).repeat(Math.min(5, Math.floor((number - 1) / 26) + 1))
}

function roman(number: number): string {
  const parts: readonly [number, string][] = [
    [1000, 'm'],
    [900, 'cm'],
    [500, 'd'],
    [400, 'cd'],
    [100, 'c'],
    [90, 'xc'],
    [50, 'l'],
    [40, 'xl'],
    [10, 'x'],
    [9, 'ix'],
    [5, 'v'],
    [4, 'iv'],
    [1, 'i'],
  ]
  let rest = Math.min(number, 3999)
  let result = ''
  for (const [size, sign] of parts) {
    while (rest >= size) {
      result += sign
      rest -= size
    }
  }
  return result
}
