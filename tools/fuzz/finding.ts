import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Something that must not be, with all that is needed to see it again. */
export interface Finding {
  /** What was fuzzed: an address, or a reader. */
  readonly subject: string
  readonly what: string
  /** Plain data: what `npm run fuzz -- --replay FILE` sends again. */
  readonly replay: unknown
}

/** Findings of one run: each kind once, written as a file that can be replayed. */
export class Findings {
  readonly #folder: string
  readonly #seen = new Map<string, string>()

  constructor(folder: string) {
    this.#folder = folder
  }

  get count(): number {
    return this.#seen.size
  }

  /** The same subject and words, but for numbers and ids, are the same kind. */
  has({ subject, what }: Pick<Finding, 'subject' | 'what'>): boolean {
    return this.#seen.has(kindOf(subject, what))
  }

  async add(finding: Finding): Promise<void> {
    if (this.has(finding)) return
    const file = join(this.#folder, `finding-${this.#seen.size + 1}.json`)
    this.#seen.set(kindOf(finding.subject, finding.what), file)
    await mkdir(this.#folder, { recursive: true })
    await writeFile(file, JSON.stringify(finding, null, 1))
    console.log(`FOUND ${finding.subject}: ${finding.what}\n      npm run fuzz -- --replay ${file}`)
  }
}

const kindOf = (subject: string, what: string): string =>
  `${subject} ${what.replaceAll(/\b[a-z]+_[\w-]+|\d+(?:[.]\d+)?/g, '#').slice(0, 120)}`
