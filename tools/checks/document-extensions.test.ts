import { expect, it } from 'vitest'
import { SYNCED_EXTENSIONS } from '../../server/modules/ingestion/synced-extensions.ts'
import { DOCUMENT_EXTENSIONS } from '../../web/src/features/library/document-extensions.ts'

it('a folder that is dropped gives the same documents as one that is watched', () => {
  expect(DOCUMENT_EXTENSIONS.toSorted()).toEqual([...SYNCED_EXTENSIONS].toSorted())
})
