import type { StoredGraph } from './stored-graph.double.ts'
import type { DescribedGraph } from './described-graph.double.ts'

/** Puts the described graph together with the decisions that are stored, as the product does: names that decisions tie are one entity. */
export async function reassembleDescribed(graph: StoredGraph, described: DescribedGraph): Promise<void> {
  const decisions = await graph.store.db.selectFrom('graph_merge_decisions').selectAll().execute()
  const names = described.entities.flatMap((entity) => entity.names)
  const isDecided = (one: string, other: string, decision: 'same' | 'different'): boolean => {
    const ids = new Set([graph.nameId(one), graph.nameId(other)])
    return decisions.some((row) => row.decision === decision && ids.has(row.first_id) && ids.has(row.second_id))
  }
  const group = new Map(names.map((name) => [name, name]))
  const tie = (one: string, other: string): void => {
    const [into, from] = [group.get(one) ?? one, group.get(other) ?? other]
    for (const [name, of] of group) if (of === from) group.set(name, into)
  }
  for (const {
    names: [own = '', ...rest],
  } of described.entities) {
    for (const name of rest) if (!isDecided(own, name, 'different')) tie(own, name)
  }
  for (const one of names) {
    for (const other of names) if (one !== other && isDecided(one, other, 'same')) tie(one, other)
  }
  const entities = [...new Set(group.values())].map((own) => {
    const together = [own, ...names.filter((name) => name !== own && group.get(name) === own)]
    const from = described.entities.filter((entity) => entity.names.some((name) => together.includes(name)))
    const conceptId = from.find((entity) => entity.conceptId !== undefined)?.conceptId
    const reasons = together.map((name) => ({ name, reason: 'user' as const, says: null }))
    return {
      names: together,
      type: from[0]?.type ?? 'name',
      reasons,
      ...(conceptId === undefined ? {} : { conceptId }),
    }
  })
  const isOne = (one: string, other: string): boolean => group.get(one) === group.get(other)
  const reviews = (described.reviews ?? []).filter(
    ({ first, second }) => !isOne(first, second) && !isDecided(first, second, 'different'),
  )
  const relations = (described.relations ?? []).filter(({ source, target }) => !isOne(source, target))
  await graph.replace({ entities, relations, reviews })
}
