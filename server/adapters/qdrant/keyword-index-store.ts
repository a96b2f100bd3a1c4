import { LearnPathError } from '@learnpath/contracts'
import type { KeywordIndexStore } from '../../ports/keyword-index-store.ts'
import { isOutdated, stateOperation } from './collection.ts'
import { createKeywordCollections, type KeywordCollectionsOptions } from './keyword-collections.ts'
import type { QdrantKeywordIndex } from './keyword-index.ts'

/**
 * The keyword index as a collection with an alias. A rebuild fills another collection beside it and moves the alias in one step;
 * what the entries were made with is written in the collection itself.
 * @throws as `QdrantConnection.ask`
 */
export async function createQdrantKeywordIndexStore(options: KeywordCollectionsOptions): Promise<KeywordIndexStore> {
  const collections = createKeywordCollections(options)
  let current = await collections.findOrMake()
  let next: QdrantKeywordIndex | null = null

  async function abandonRebuild(): Promise<void> {
    if (next === null) return
    const abandoned = next
    next = null
    await collections.drop(abandoned)
  }

  return {
    isShared: true,
    get current() {
      return current
    },
    get builtWith() {
      return isOutdated(current.state) ? '' : current.state.builtWith
    },
    async beginRebuild() {
      await abandonRebuild()
      await collections.sweep(current)
      next = await collections.make()
      return next
    },
    async commitRebuild(builtWith) {
      if (next === null) throw new LearnPathError('LP_INTERNAL', { detail: 'no rebuild has begun' })
      const made = next
      await made.flush()
      await made.collection.change([stateOperation({ ...made.state, version: made.state.version + 1, builtWith })])
      await made.refresh()
      await collections.serve(made)
      next = null
      current = made
    },
    abandonRebuild,
    async refresh() {
      const name = await collections.serving()
      if (name === current.collection.name && (await current.refresh())) return
      current = (await collections.find()) ?? current
    },
    async close() {
      await abandonRebuild()
      collections.stop()
      await current.close()
    },
  }
}
