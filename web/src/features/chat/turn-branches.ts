import type { ConversationTurn } from '@learnpath/contracts'

/** From the first turn to this one. */
export function branchTo(turns: readonly ConversationTurn[], id: string | null): ConversationTurn[] {
  const byId = new Map(turns.map((turn) => [turn.id, turn]))
  const branch: ConversationTurn[] = []
  for (let turn = byId.get(id ?? ''); turn !== undefined; turn = byId.get(turn.parentId ?? '')) branch.push(turn)
  return branch.toReversed()
}

/** The branch that is shown: of the turn that the address names and what was asked after it, or the newest. */
export function shownBranch(turns: readonly ConversationTurn[], turnId: string | null): ConversationTurn[] {
  const named = turns.find(({ id }) => id === turnId)
  return branchTo(turns, named === undefined ? (turns.at(-1)?.id ?? null) : newestLeafOf(turns, named.id))
}

/** The newest turn of those that follow this one; itself when none does. */
function newestLeafOf(turns: readonly ConversationTurn[], id: string): string {
  // Turns come in the order in which they were made.
  const below = new Set([id])
  let newest = id
  for (const turn of turns) {
    if (turn.parentId === null || !below.has(turn.parentId)) continue
    below.add(turn.id)
    newest = turn.id
  }
  return newest
}

/** The same question again and others in its place, in the order in which they were made. */
export const versionsOf = (turns: readonly ConversationTurn[], turn: ConversationTurn): ConversationTurn[] =>
  turns.filter(({ parentId }) => parentId === turn.parentId)
