import { expect, it } from 'vitest'
import { searchJson } from './search-json.ts'
import { createRetrievalRig, textDocument } from './testing/retrieval-rig.ts'

const parsed = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes))

it('is the response, field by field, the first time and when the answer was remembered', async () => {
  const rig = await createRetrievalRig([textDocument('a', 'Ein „Quark“ – 🧬 "quark" \\ \n quark', 'de')])
  for (const time of [1, 2]) {
    const response = await rig.search('quark "quark"', { explain: true })
    expect(parsed(searchJson(response)), `time ${time}`).toEqual(JSON.parse(JSON.stringify(response)))
    expect(response.hits).toHaveLength(1)
  }
})

it('is never that of hits of before', async () => {
  const rig = await createRetrievalRig([textDocument('a', 'quark')])
  searchJson(await rig.search('quark'))
  rig.library.delete('a')
  expect(parsed(searchJson(await rig.search('quark')))).toMatchObject({ hits: [], total: 0 })
})
