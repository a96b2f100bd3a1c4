import type { Document, DocumentText } from '@learnpath/contracts'
import { expect, it } from 'vitest'
import type { AnalysableVersion } from '../analyses/analysis-store.ts'
import { createStudyDocuments } from './study-documents.ts'

const NO_CONCEPTS: ReadonlyMap<string, string> = new Map()

const versionNamed = (versionId: string): AnalysableVersion => ({
  documentId: 'd',
  collectionId: 'c',
  versionId,
  collection: 'library',
  path: 'cells.txt',
  ownTitle: '',
  language: 'en',
  settled: true,
})

/** A document that a test can change; what was asked of the store, in order. */
function createChangingDocument() {
  const asked: string[] = []
  const now = { version: 'v1', beforeText: () => undefined as void }
  const documents = createStudyDocuments({
    library: {
      get: async () => await Promise.resolve({ collection: 'library', path: 'cells.txt' } as Document),
      text: async () => {
        asked.push('text')
        now.beforeText()
        return await Promise.resolve({
          text: `of ${now.version}`,
          title: 'Cells',
          versionHash: now.version,
        } as DocumentText)
      },
    },
    analyses: {
      read: async () => await Promise.resolve(null),
      version: async () => {
        asked.push('version')
        return await Promise.resolve(versionNamed(now.version))
      },
    },
  })
  return { asked, now, read: documents.read, forget: documents.forget }
}

it('asks for the version once after reading, and for nothing while it stays', async () => {
  const { asked, read } = createChangingDocument()
  const first = await read('d', versionNamed('v1'), NO_CONCEPTS)
  expect(asked).toEqual(['text', 'version'])
  expect(await read('d', versionNamed('v1'), NO_CONCEPTS)).toBe(first)
  expect(asked).toEqual(['text', 'version'])
})

it('reads again what is replaced while it is read', async () => {
  const { asked, now, read } = createChangingDocument()
  now.beforeText = () => {
    now.beforeText = () => undefined
    now.version = 'v2'
  }
  const document = await read('d', versionNamed('v1'), NO_CONCEPTS)
  expect(document).toMatchObject({ text: 'of v2', versionHash: 'v2' })
  expect(asked).toEqual(['text', 'version', 'text', 'version'])
  expect(await read('d', versionNamed('v2'), NO_CONCEPTS)).toBe(document)
})

it('keeps nothing of a document that was deleted, also while it was read', async () => {
  const { asked, now, read, forget } = createChangingDocument()
  await read('d', versionNamed('v1'), NO_CONCEPTS)
  forget('d')
  now.beforeText = () => forget('d')
  await read('d', versionNamed('v1'), NO_CONCEPTS)
  await read('d', versionNamed('v1'), NO_CONCEPTS)
  expect(asked.filter((what) => what === 'text')).toHaveLength(3)
})
