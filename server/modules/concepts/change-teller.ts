import { outsideScopes } from '../../kernel/access/access-scope.ts'
import type { ConceptsDependencies } from './concepts-dependencies.ts'

/** Tells listeners which collections have other concepts than before. */
export interface ChangeTeller {
  onChange(listener: (collectionId: string) => void): () => void
  /** An edit: told at once. */
  tell(collectionId: string): void
  /** Documents came, went or were analysed: all collections are looked at soon, many changes in one go. */
  lookSoon(): void
  stop(): void
}

export function createChangeTeller(
  { library, logger }: Pick<ConceptsDependencies, 'library' | 'logger'>,
  basisOf: (collectionId: string) => Promise<string>,
  delayMs: number,
): ChangeTeller {
  const listeners = new Set<(collectionId: string) => void>()
  const known = new Map<string, string>()
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  function tell(collectionId: string): void {
    for (const listener of listeners) listener(collectionId)
  }

  async function look(): Promise<void> {
    timer = undefined
    if (listeners.size === 0) return
    for (const { id } of await library.listCollections()) {
      if (stopped) return
      const basis = await basisOf(id)
      const isNew = known.get(id) !== basis
      known.set(id, basis)
      if (isNew) tell(id)
    }
  }

  return {
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    tell,
    lookSoon() {
      if (stopped) return
      timer ??= setTimeout(() => {
        outsideScopes(look).catch((error: unknown) => {
          logger.warn('looking for changed concepts failed', { error: String(error) })
        })
      }, delayMs)
      timer.unref()
    },
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}
