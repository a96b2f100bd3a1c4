import { expect, it } from 'vitest'
import { titleOf } from './conversation-title.ts'

it.each([
  ['What is\n a   tide?', 'What is a tide?'],
  [
    'I am reading about the moon and the sea in the third chapter of the book. What causes a spring tide?',
    'What causes a spring tide?',
  ],
  [
    'Why does the water of the oceans rise and fall twice a day, although the moon passes only once?',
    'Why does the water of the oceans rise and fall twice a day…',
  ],
  [
    'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnungen?',
    `${'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnungen'.slice(0, 59)}…`,
  ],
  ['👩‍🚀'.repeat(40), `${'👩‍🚀'.repeat(11)}…`],
])('%j becomes %j', (question, title) => {
  expect(titleOf(question)).toBe(title)
})
