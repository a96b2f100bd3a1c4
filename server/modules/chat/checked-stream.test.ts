import { describe, expect, it } from 'vitest'
import { createScriptedModel } from '../../ports/language-model.double.ts'
import { askModels } from './model-answer.double.ts'

const documents = [
  {
    path: 'observatory.md',
    language: 'en',
    title: 'The observatory',
    text: 'Visitors may come on Fridays. The tour of the dome takes 45 minutes. Dogs are not allowed inside.',
  },
]

/** Pieces of three letters, as models write. */
const piecesOf = (text: string): string[] => text.match(/[\s\S]{1,3}/gu) ?? []

async function checkedOf(text: string): Promise<{ told: string[]; answer: string; abstained: boolean }> {
  const told: string[] = []
  const { response } = await askModels(
    [createScriptedModel(() => piecesOf(text))],
    { question: 'How long does the tour of the observatory dome take?' },
    { documents, onChecked: (piece) => told.push(piece) },
  )
  return { told, answer: response.answer, abstained: response.abstained }
}

describe('the checked text of an answer that is being written', () => {
  it('comes sentence by sentence with its numbers corrected, and begins the answer', async () => {
    const { told, answer } = await checkedOf(
      'The tour of the dome takes 45 minutes [7]. Dogs are not allowed inside [1]. Visitors may come on Fridays [1].',
    )
    expect(told).toEqual(['The tour of the dome takes 45 minutes [1].', ' Dogs are not allowed inside [1].'])
    expect(answer.startsWith(told.join(''))).toBe(true)
  })

  it('waits for a sentence that the sources bear: without one there may be no answer', async () => {
    const { told, abstained } = await checkedOf('It is made of cheese [1]. Sailors pay nothing [1]. Cats sleep [1].')
    expect([told, abstained]).toEqual([[], true])
    const later = await checkedOf('Gladly. The tour of the dome takes 45 minutes [1]. Dogs are not allowed inside [1].')
    expect(later.told.join('')).toContain('45 minutes [1].')
    expect(later.answer.startsWith(later.told.join(''))).toBe(true)
  })

  it('does not take a number or a list for the end of something', async () => {
    const text =
      '1. The tour of the dome takes 45 minutes [1].\n2. Dogs are not allowed inside [1].\n3. Visitors may come on Fridays [1].'
    const { told, answer } = await checkedOf(text)
    expect(answer).toBe(text)
    expect(answer.startsWith(told.join(''))).toBe(true)
    expect(told.join('')).toContain('45 minutes [1].')
  })
})
