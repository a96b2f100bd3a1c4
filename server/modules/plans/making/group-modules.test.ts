import { describe, expect, it } from 'vitest'
import type { StudyDocument } from '../../../ports/study-material.ts'
import { groupModules } from './group-modules.ts'
import type { PlanMaterial } from './plan-material.ts'

interface ShortDocument {
  readonly title: string
  readonly language: string
  readonly concepts: readonly string[]
}

/** Documents of three minutes each, one topic per document. */
function materialOf(documents: readonly ShortDocument[]): PlanMaterial {
  const studied = documents.map(({ title, language, concepts }, index): [string, StudyDocument] => [
    `doc_${index}`,
    {
      documentId: `doc_${index}`,
      versionHash: '',
      collection: 'notes',
      path: `${index}.md`,
      title,
      language,
      text: '',
      sections: [],
      sentences: [],
      mentions: concepts.map((conceptId) => ({
        conceptId,
        start: 0,
        end: 1,
        section: 0,
        sentence: null,
        emphasis: 'none',
      })),
    },
  ])
  const topics = studied.map(([documentId], index) => ({
    index,
    documentId,
    chapter: index,
    pieces: [],
    characters: 3000,
  }))
  return { documents: new Map(studied), topics } as unknown as PlanMaterial
}

async function modulesOf(documents: readonly ShortDocument[]): Promise<number[][]> {
  const material = materialOf(documents)
  const core = new Set(material.topics.map(({ index }) => index))
  const groups = await groupModules(material, { core, support: new Set(), skipped: new Map() })
  return groups.map(({ topics }) => topics.map(({ index }) => index))
}

describe('modules of short documents', () => {
  it('those about the same stand in one module', async () => {
    const about = ['leaf', 'light', 'sugar']
    expect(
      await modulesOf([
        { title: 'Leaves', language: 'en', concepts: about },
        { title: 'Sunlight', language: 'en', concepts: about },
      ]),
    ).toEqual([[0, 1]])
  })

  it('those with nothing in common stay apart, however short they are', async () => {
    expect(
      await modulesOf([
        { title: 'Leaves', language: 'en', concepts: ['leaf', 'light'] },
        { title: 'Caching', language: 'en', concepts: ['cache', 'validator'] },
      ]),
    ).toEqual([[0], [1]])
  })

  it('those in different languages stay apart', async () => {
    expect(
      await modulesOf([
        { title: 'HTTP', language: 'en', concepts: ['http', 'url'] },
        { title: 'Netze', language: 'de', concepts: ['http', 'url'] },
      ]),
    ).toEqual([[0], [1]])
  })
})
