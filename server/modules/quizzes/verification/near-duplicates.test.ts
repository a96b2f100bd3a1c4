import { describe, expect, it } from 'vitest'
import { createAskedQuestions } from './near-duplicates.ts'
import { OTHERS, CHOICE, SHORT, withText } from './testing/drafts.ts'

describe('near-duplicates', () => {
  it('are questions of a type that share most of their words, or ask for the same of the same evidence', () => {
    const asked = createAskedQuestions()
    expect(asked.add(CHOICE)).toBe(true)
    expect(
      asked.add({ ...CHOICE, stem: 'How is the making of two equal daughter cells called?', ...withText(OTHERS) }),
    ).toBe(false)
    expect(asked.add({ ...CHOICE, stem: 'By what do tissues grow?' })).toBe(false)
    expect(asked.add(SHORT)).toBe(true)
    expect(asked.add({ ...CHOICE, stem: 'By what do tissues grow?', ...withText(OTHERS) })).toBe(true)
  })
})
