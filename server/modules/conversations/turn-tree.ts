interface Node {
  readonly id: string
  /** Null for a first one. */
  readonly parentId: string | null
}

/** From the first turn to this one; empty when there is none of this id. */
export function branchTo<Turn extends Node>(turns: readonly Turn[], id: string | null): Turn[] {
  const byId = new Map(turns.map((turn) => [turn.id, turn]))
  const branch: Turn[] = []
  for (let turn = byId.get(id ?? ''); turn !== undefined; turn = byId.get(turn.parentId ?? '')) branch.push(turn)
  return branch.toReversed()
}
