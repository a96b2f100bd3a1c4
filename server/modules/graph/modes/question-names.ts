import type { EntityType } from '@learnpath/contracts'
import { nameKey } from '../../../kernel/text/name-key.ts'
import { isStopWord } from '../../../kernel/text/stop-words.ts'
import type { Token } from '../../../kernel/text/token.ts'
import { tokenize } from '../../../kernel/text/tokens.ts'
import type { Database } from '../../../ports/relational-store.ts'
import { inBatches } from '../queries/in-batches.ts'
import { MODES } from './mode-parameters.ts'

/** An entity that a question names. */
export interface NamedEntity {
  readonly id: string
  readonly name: string
  readonly type: EntityType
  /** As the question has it. */
  readonly word: string
  /** Passages that name it. */
  readonly passages: number
}

export interface NameScope {
  /** ISO 639-1 codes that names are compared in. */
  readonly languages: readonly string[]
  /** Ids; null: all. */
  readonly collections: readonly string[] | null
}

interface Run {
  readonly from: number
  readonly to: number
  readonly keys: readonly string[]
}

/** Entities that a question names in any inflection; of names within each other the longest. In the order of the question. */
export async function entitiesNamed(db: Database, question: string, scope: NameScope): Promise<NamedEntity[]> {
  const tokens = tokenize(question)
  const runs = runsOf(question, tokens, scope.languages)
  const byKey = new Map<string, Row[]>()
  for (const row of await rowsOf(db, [...new Set(runs.flatMap(({ keys }) => keys))], scope)) {
    byKey.set(row.key, [...(byKey.get(row.key) ?? []), row])
  }
  const taken = new Set<number>()
  const found: { readonly from: number; readonly entity: NamedEntity }[] = []
  for (const { from, to, keys } of runs) {
    const places = Array.from({ length: to - from }, (_, offset) => from + offset)
    if (places.some((place) => taken.has(place))) continue
    const rows = keys.flatMap((key) => byKey.get(key) ?? [])
    if (rows.length === 0) continue
    for (const place of places) taken.add(place)
    const word = question.slice(tokens[from]?.start, tokens[to - 1]?.end)
    for (const { id, name, type, passages } of rows) found.push({ from, entity: { id, name, type, word, passages } })
  }
  const inOrder = found.toSorted((one, other) => one.from - other.from).map(({ entity }) => entity)
  return [...new Map(inOrder.map((entity) => [entity.id, entity])).values()]
}

/** Runs of words that may be a name, the longest first: none begins or ends with a word that only holds a sentence together. */
function runsOf(question: string, tokens: readonly Token[], languages: readonly string[]): Run[] {
  const runs: Run[] = []
  for (let length = Math.min(MODES.longestName, tokens.length); length > 0; length -= 1) {
    for (let from = 0; from + length <= tokens.length; from += 1) {
      const [first, last] = [tokens[from], tokens[from + length - 1]]
      if (first === undefined || last === undefined) continue
      const name = question.slice(first.start, last.end)
      const keys = languages
        .filter((language) => !isStopWord(first.text, language) && !isStopWord(last.text, language))
        .map((language) => nameKey(name, language))
      if (keys.length > 0) runs.push({ from, to: from + length, keys })
    }
  }
  return runs
}

interface Row {
  readonly key: string
  readonly id: string
  readonly name: string
  readonly type: EntityType
  readonly passages: number
}

async function rowsOf(db: Database, keys: readonly string[], { collections }: NameScope): Promise<Row[]> {
  return await inBatches(keys, async (batch) => {
    let query = db
      .selectFrom('graph_entity_names as n')
      .innerJoin('graph_entities as e', 'e.id', 'n.entity_id')
      .select(['n.name_key as key', 'e.id', 'e.name', 'e.type', 'e.chunk_count as passages'])
      .where('n.name_key', 'in', batch)
    // The collection leads the key of the table.
    query =
      collections === null
        ? query.where('n.collection_id', 'in', db.selectFrom('collections').select('id'))
        : query.where('n.collection_id', 'in', collections)
    return await query.orderBy('n.name_key').orderBy('e.id').execute()
  })
}
