import type { Relation } from '@learnpath/contracts'
import { expect, it } from 'vitest'
import { answerTo, createConversationsFixture } from './conversations-fixture.double.ts'

const end = { id: 'ent_1', name: 'Secretum', type: 'concept' as const, conceptId: null }
const RELATION: Relation = {
  id: 'rel_1',
  kind: 'related',
  source: end,
  target: end,
  confidence: 1,
  origins: ['statistics'],
  evidenceCount: 1,
  evidence: [],
  description: null,
  keywords: [],
}

it('hands a graph mode on, and keeps of its answer no relation, which would outlive the documents that it is from', async () => {
  const fixture = await createConversationsFixture()
  try {
    fixture.answers.set('mixed?', async (request) =>
      answerTo(request, { graph: { mode: 'mix', relations: [RELATION] } }),
    )
    const { id } = await fixture.conversations.create({})
    await (await fixture.conversations.begin(id, { question: 'mixed?', graphMode: 'mix' })).answer()
    expect(fixture.asked.at(-1)?.graphMode).toBe('mix')
    const { turns } = await fixture.conversations.get(id)
    expect(turns[0]?.response?.graph).toEqual({ mode: 'mix', relations: [] })
    expect(fixture.traces('Secretum')).toEqual([])
  } finally {
    await fixture.cleanUp()
  }
})
