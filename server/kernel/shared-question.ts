/**
 * Asks for all at once who want to know. An answer is never older than the question of whoever gets it: who comes while one is on its way shares
 * the next one with all others who do.
 */
export function createSharedQuestion<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let current: Promise<void> | null = null
  let next: Promise<Answer> | null = null

  function begin(): Promise<Answer> {
    next = null
    const answer = ask()
    const end = (): void => {
      if (current === over) current = null
    }
    const over = answer.then(end, end)
    current = over
    return answer
  }

  return async () => {
    if (current === null) return await begin()
    next ??= current.then(begin)
    return await next
  }
}
