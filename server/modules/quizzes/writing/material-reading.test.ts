import { expect, it } from 'vitest'
import { createMaterialReading } from './material-reading.ts'
import { writtenMaterial } from './written-material.double.ts'

const material = writtenMaterial(
  [{ language: 'en', lines: ['*Osmosis* is the movement of water through a membrane.'] }],
  [{ name: 'Osmosis' }],
)
const { collectionId } = material.map
const documentId = material.documents[0]?.documentId ?? ''

it('reads the same material once, until a document of its collection is deleted', async () => {
  const { read, forget } = createMaterialReading()
  const first = await read(material)
  expect(await read(material)).toBe(first)
  forget({ documentId: 'another', collectionId: 'another' })
  expect(await read(material)).toBe(first)
  forget({ documentId: 'another', collectionId })
  expect(await read(material)).not.toBe(first)
})

it('keeps nothing of material that was gathered before a document of it was deleted', async () => {
  const { read, forget } = createMaterialReading()
  forget({ documentId, collectionId })
  const first = await read(material)
  expect(first.index.sentences).toHaveLength(1)
  expect(await read(material)).not.toBe(first)
})
