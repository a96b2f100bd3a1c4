/** Statements are often made anew from parts, such as lists of other lengths: one that comes so often is worth a name. */
const USES_BEFORE_NAME = 3
/** Each connection keeps what it has parsed until it ends, some ten kilobytes a statement. */
const MOST_NAMES = 300
/** Texts that are counted; then counting begins anew. */
const MOST_COUNTED = 2000

/** Names under which a connection keeps statements parsed and planned, the same for all connections of a pool. */
export interface StatementNames {
  /** @returns undefined: run it without. */
  nameOf(text: string): string | undefined
  /** After a table has changed: what is kept does not fit it any more, and gets other names. */
  renew(): void
}

export function createStatementNames(): StatementNames {
  const names = new Map<string, string>()
  const uses = new Map<string, number>()
  let given = 0
  return {
    nameOf(text) {
      const known = names.get(text)
      if (known !== undefined || names.size >= MOST_NAMES) return known
      const count = (uses.get(text) ?? 0) + 1
      if (uses.size >= MOST_COUNTED) uses.clear()
      uses.set(text, count)
      if (count < USES_BEFORE_NAME) return undefined
      uses.delete(text)
      given += 1
      const name = `learnpath_${given}`
      names.set(text, name)
      return name
    },
    renew() {
      names.clear()
      uses.clear()
    },
  }
}
